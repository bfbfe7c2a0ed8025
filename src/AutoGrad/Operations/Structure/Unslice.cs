using System.Numerics;
using AutoGrad.Kernels;

namespace AutoGrad.Operations;

/// <summary>Puts the elements of one axis back where a slice took them from, among zeros: the transpose of <see cref="Slice"/>.</summary>
/// <remarks>Saves nothing. Source: elementary.</remarks>
public readonly struct Unslice(int axis, int start, int length, int step) : IStructuredOperation<Unslice>
{
    /// <inheritdoc/>
    public static OperationInfo<Unslice> Info { get; } = new("unslice", 1)
    {
        Saves = Saves.Nothing,
        Linearity = Linearity.Linear,
        Accumulates = true,
        Formula = "y_(start + i step) = x_i along an axis, 0 elsewhere",
        Accuracy = "exact",
        Source = "elementary",
        Samples = [new(new(1, 1, 5, 2), [2, 2]), new(new(0, 3, 4, -2), [2, 2])],
        Refusals = [new(new(1, 3, 5, 2), "reaches index 5", [2, 2])],
    };

    /// <inheritdoc/>
    public void Shape(in OperandShapes operands, ref ShapeBuilder result)
    {
        ReadOnlySpan<nint> lengths = operands[0].Lengths;
        if (axis < 0 || axis >= lengths.Length)
        {
            throw operands.Error($"there is no axis {axis} to spread");
        }

        nint last = start + ((lengths[axis] - 1) * step);
        if (lengths[axis] > 0 && (start < 0 || start >= length || last < 0 || last >= length))
        {
            throw operands.Error($"spreading axis {axis} from {start} reaches index {last}, but the result has length {length}");
        }

        result.Add(lengths[..axis]);
        result.Add(length);
        result.Add(lengths[(axis + 1)..]);
    }

    /// <inheritdoc/>
    public void Primal<T>(in Evaluation<T> evaluation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int outer, int count, int inner) = AxisMask.Split(evaluation.ShapeOf(0), 1UL << axis);
        if (!evaluation.Accumulate)
        {
            evaluation.Result.Clear();
        }

        Strided.AddTo(evaluation[0], evaluation.Result, (nint)start * inner, [(nint)length * inner, (nint)step * inner, 1], [outer, count, inner]);
    }

    /// <inheritdoc/>
    public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => pullback.Upstream.Apply(new Slice(axis, start, (int)pullback[0].Shape.Lengths[axis], step));
}
