using System.Numerics;
using AutoGrad.Kernels;

namespace AutoGrad.Operations;

/// <summary>The linear recurrence y_i = a_i y_(i-1) + b_i along an axis, with y_0 = 0, so that y_1 = b_1.</summary>
/// <remarks>Shapes (...) x (...) -> (...), equal. Saves input a and the output. Source: elementary.</remarks>
public readonly struct LinearRecurrence(int axis, bool reverse) : IStructuredOperation<LinearRecurrence>
{
    /// <inheritdoc/>
    public static OperationInfo<LinearRecurrence> Info { get; } = new("linear_recurrence", 2)
    {
        Saves = Saves.Inputs | Saves.Output,
        Formula = "y_i = a_i y_(i-1) + b_i",
        Source = "elementary",
        Samples = [new(new(1, false), [2, 4], [2, 4]), new(new(0, true), [3, 2], [3, 2])],
        Refusals = [new(new(0, false), "must be equal", [3], [4])],
    };

    /// <inheritdoc/>
    public void Shape(in OperandShapes operands, ref ShapeBuilder result)
    {
        if (axis < 0 || axis >= operands[0].Rank || !operands[0].Equals(operands[1]))
        {
            throw operands.Error($"the shapes must be equal and have axis {axis}");
        }

        result.Add(operands[0].Lengths);
    }

    /// <inheritdoc/>
    public void Primal<T>(in Evaluation<T> evaluation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int outer, int length, int inner) = AxisMask.Split(evaluation.ShapeOf(0), 1UL << axis);
        Scan.LinearScan(evaluation[0], evaluation[1], T.Zero, outer, length, inner, reverse, evaluation.Result);
    }

    /// <inheritdoc/>
    public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int one = reverse ? -1 : 1;
        Variable<T> sums = pullback[0].Apply(new Shift(axis, -one, 0)).Apply(new LinearRecurrence(axis, !reverse), pullback.Upstream);
        return operand == 1 ? sums : sums * pullback.Result.Apply(new Shift(axis, one, 0));
    }
}
