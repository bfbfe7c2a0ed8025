using System.Numerics;

namespace AutoGrad.Operations;

/// <summary>Moves the elements of one axis along by a number of places; what comes in is a constant.</summary>
/// <remarks>Shape (...) -> (...). Saves nothing. Source: elementary.</remarks>
public readonly struct Shift(int axis, int by, double fill) : IStructuredOperation<Shift>
{
    /// <inheritdoc/>
    public static OperationInfo<Shift> Info { get; } = new("shift", 1)
    {
        Saves = Saves.Nothing,
        Formula = "y_i = x_(i - by), or the constant where that lies outside",
        Accuracy = "exact",
        Source = "elementary",
        Samples = [new(new(1, 1, 1), [2, 4]), new(new(0, -1, 0), [3, 2]), new(new(0, 5, 2), [3])],
        Refusals = [new(new(1, 1, 0), "no axis 1", [3])],
    };

    /// <inheritdoc/>
    public void Shape(in OperandShapes operands, ref ShapeBuilder result)
    {
        if (axis < 0 || axis >= operands[0].Rank)
        {
            throw operands.Error($"there is no axis {axis}");
        }

        result.Add(operands[0].Lengths);
    }

    /// <inheritdoc/>
    public void Primal<T>(in Evaluation<T> evaluation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int outer, int length, int inner) = AxisMask.Split(evaluation.ShapeOf(0), 1UL << axis);
        int kept = Math.Max(0, length - Math.Abs(by)) * inner;
        int row = length * inner;
        for (int start = 0; start < outer * row; start += row)
        {
            Span<T> result = evaluation.Result.Slice(start, row);
            ReadOnlySpan<T> source = evaluation[0].Slice(start, row);
            result.Fill(T.CreateTruncating(fill));
            if (by >= 0)
            {
                source[..kept].CopyTo(result[(row - kept)..]);
            }
            else
            {
                source[(row - kept)..].CopyTo(result);
            }
        }
    }

    /// <inheritdoc/>
    public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => pullback.Upstream.Apply(new Shift(axis, -by, 0));
}
