using System.Numerics;

namespace AutoGrad.Oracle.Operations;

/// <summary>One application of an operation: its operands as variables of a tape, and its parameters.</summary>
/// <param name="tape">The tape that records it.</param>
/// <param name="operands">The operands; <c>default</c> where a whole-number input is none.</param>
/// <param name="inputs">The recorded inputs, for the whole-number ones among them; none for a node of a graph.</param>
/// <param name="attributes">The parameters.</param>
internal sealed class Call<T>(Tape<T> tape, Variable<T>[] operands, IReadOnlyList<OracleInput> inputs, OracleAttributes attributes)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The tape that records the call.</summary>
    public Tape<T> Tape => tape;

    /// <summary>The operands in order.</summary>
    public ReadOnlySpan<Variable<T>> Operands => operands;

    /// <summary>The parameters.</summary>
    public OracleAttributes Attributes => attributes;

    /// <summary>Results beside the output, under the names the case gives them.</summary>
    public Dictionary<string, OracleTensor> FurtherResults { get; } = [];

    /// <summary>One operand.</summary>
    /// <exception cref="OracleFormatException">There is no such operand, or it holds positions.</exception>
    public Variable<T> this[int operand] => operand < operands.Length && !operands[operand].IsDefault
        ? operands[operand]
        : throw new OracleFormatException($"operand {operand + 1} is missing");

    /// <summary>A number as a constant.</summary>
    public Variable<T> Constant(double value) => tape.Constant(T.CreateTruncating(value));

    /// <summary>A parameter as a number of the case's type.</summary>
    public T Number(string name) => T.CreateTruncating(attributes.Number(name));

    /// <summary>The shape of a whole-number input.</summary>
    public int[] ShapeOfIndices(int input) => Indices(input).Shape;

    /// <summary>The numbers of a whole-number input; negative ones count from the end of an axis of the given length.</summary>
    public int[] Indices(int input, nint length) =>
        [.. Indices(input).Data.Select(number => (int)number).Select(index => index < 0 ? index + (int)length : index)];

    /// <summary>The numbers of a whole-number input as they are.</summary>
    public int[] RawIndices(int input) => [.. Indices(input).Data.Select(number => (int)number)];

    /// <summary>The axis that a parameter names, of an operand that is taken for a vector of one element where it is a scalar.</summary>
    public int Axis(string name, Variable<T> operand) => AxisOf(attributes.Integer(name), operand.Rank);

    /// <summary>The axes of a reduction: all of them for <c>null</c> or an empty list.</summary>
    public Axes Axes(Variable<T> operand)
    {
        if (attributes.IntegersOrNull("axis") is not { Length: > 0 } axes || operand.Rank == 0)
        {
            return default;
        }

        return axes;
    }

    /// <summary>Whether reduced axes stay.</summary>
    public bool KeepsAxes => attributes.Truth("keepdim");

    /// <summary>An axis counted from the front.</summary>
    public static int AxisOf(int axis, int rank)
    {
        int counted = Math.Max(1, rank);
        return axis >= -counted && axis < counted
            ? axis < 0 ? axis + counted : axis
            : throw new OracleFormatException($"axis {axis} is out of range for {rank} axes");
    }

    private OracleTensor Indices(int input) => input < inputs.Count && inputs[input].Tensor.Type == ElementType.Int64
        ? inputs[input].Tensor
        : throw new OracleFormatException($"input {input + 1} holds no positions");
}
