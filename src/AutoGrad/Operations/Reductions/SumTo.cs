using System.Numerics;
using AutoGrad.Kernels;

namespace AutoGrad.Operations;

/// <summary>Sums a tensor back to a shape that broadcasting made it from.</summary>
/// <remarks>Saves nothing. It is the transpose of <see cref="BroadcastTo"/>, and what the sweep does after every broadcast. Source: elementary.</remarks>
public readonly struct SumTo(Shape shape) : IStructuredOperation<SumTo>
{
    /// <inheritdoc/>
    public static OperationInfo<SumTo> Info { get; } = new("sum_to", 1)
    {
        Saves = Saves.Nothing,
        Linearity = Linearity.Linear,
        Accumulates = true,
        Formula = "y = sum of x over what broadcasting repeated",
        Source = "elementary",
        Samples = [new(new([2, 3]), [4, 2, 3]), new(new([2, 1]), [2, 3]), new(new([]), [3])],
        Refusals = [new(new([2, 4]), "is no broadcast of (2, 4)", [2, 3]), new(new([4, 3]), "is no broadcast of (4, 3)", [2, 3])],
    };

    /// <inheritdoc/>
    public void Shape(in OperandShapes operands, ref ShapeBuilder result)
    {
        Shape operand = operands[0];
        bool fits = shape.Rank <= operand.Rank;
        for (int fromEnd = 1; fits && fromEnd <= shape.Rank; fromEnd++)
        {
            fits = shape.Lengths[^fromEnd] == 1 || shape.Lengths[^fromEnd] == operand.Lengths[^fromEnd];
        }

        if (!fits)
        {
            throw operands.Error($"it is no broadcast of {shape}, so it cannot be summed to that shape");
        }

        result.Add(shape.Lengths);
    }

    /// <inheritdoc/>
    public void Primal<T>(in Evaluation<T> evaluation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Reduction.SumTo(evaluation[0], evaluation.ShapeOf(0).Lengths, shape.Lengths, evaluation.Result, evaluation.Accumulate, evaluation.Threads);

    /// <inheritdoc/>
    public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => pullback.Upstream.Apply(new BroadcastTo(pullback[0].Shape));
}
