using System.Numerics;
using AutoGrad.Nn;

namespace AutoGrad.Oracle.Operations;

/// <summary>A case that a module computes: some inputs are variables of the tape, the others the module's parameters.</summary>
internal sealed class ModuleCase<T>(OracleCase oracleCase)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tape<T> tape = new();
    private readonly Variable<T>[] operands = new Variable<T>[oracleCase.Inputs.Count];
    private readonly Dictionary<string, OracleTensor> furtherResults = [];

    /// <summary>The parameters of the operation.</summary>
    public OracleAttributes Attributes => oracleCase.Attributes;

    /// <summary>The number of inputs.</summary>
    public int Count => operands.Length;

    /// <summary>What initialisers draw from; every drawn number is replaced.</summary>
    public RandomSource Random { get; } = new(1);

    /// <summary>The shape of an input.</summary>
    public int[] ShapeOf(int input) => InputAt(input).Tensor.Shape;

    /// <summary>An input as a variable.</summary>
    public Variable<T> Input(int input)
    {
        OracleTensor tensor = InputAt(input).Tensor;
        T[] numbers = CaseRunner.Numbers<T>(tensor);
        nint[] lengths = CaseRunner.Lengths(tensor.Shape);
        return operands[input] = oracleCase.Inputs[input].RequiresGradient ? tape.Variable(numbers, lengths) : tape.Constant(numbers, lengths);
    }

    /// <summary>Inputs from one on become the values of a module's parameters, in their order.</summary>
    public TModule Bind<TModule>(TModule module, int first)
        where TModule : Module<T>
    {
        foreach (Parameter<T> parameter in module.Parameters)
        {
            parameter.IsFrozen = !InputAt(first).RequiresGradient;
            Set(parameter, first);
            operands[first++] = tape.Watch(parameter);
        }

        return first == operands.Length ? module : throw new OracleFormatException($"{operands.Length} inputs where the module has {first}");
    }

    /// <summary>An input becomes the value of a parameter or buffer.</summary>
    public void Set(Parameter<T> parameter, int input)
    {
        OracleInput given = InputAt(input);
        if (!parameter.Shape.Lengths.SequenceEqual(CaseRunner.Lengths(given.Tensor.Shape)))
        {
            throw new OracleFormatException($"{given.Name} {given.Tensor.ShapeText()} is given for {parameter}");
        }

        CaseRunner.Numbers<T>(given.Tensor).CopyTo(parameter.MutableValue);
    }

    /// <summary>A result beside the output.</summary>
    public void AddResult(string name, Parameter<T> value) => furtherResults[name] = CaseRunner.Read(value.Value, oracleCase.Type);

    /// <summary>Output and gradients.</summary>
    public OracleResult Result(Variable<T> y) =>
        new(CaseRunner.Read(y.Value, oracleCase.Type), CaseRunner.Gradients(oracleCase, y, operands)) { FurtherResults = furtherResults };

    private OracleInput InputAt(int input) => input < oracleCase.Inputs.Count
        ? oracleCase.Inputs[input]
        : throw new OracleFormatException($"input {input + 1} is missing");
}
