using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The logarithm of the sum of exponentials over axes that lie side by side.</summary>
    /// <remarks>Shape: without the reduced axes, or with length 1 in their place. Saves input and output. Stable at any magnitude. Of nothing it is minus infinity. Source: elementary.</remarks>
    public readonly struct LogSumExp(ulong axes, bool keepDimensions) : IStructuredOperation<LogSumExp>
    {
        /// <inheritdoc/>
        public static OperationInfo<LogSumExp> Info { get; } = new("logsumexp", 1)
        {
            Saves = Saves.Inputs | Saves.Output,
            Formula = "y = log sum e^x",
            Source = "elementary",
            Samples = [new(new(0b10, false), [2, 3]), new(new(0b110, true), [2, 3, 2]), new(new(0b11, false), [3, 2]), new(new(0b1, false), [3, 2])],
            Refusals = [new(new(0b101, false), "side by side", [2, 3, 2])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            if (!AxisMask.IsContiguous(axes))
            {
                throw operands.Error("the reduced axes must lie side by side; permute the operand first");
            }

            AxisMask.Reduce(operands, axes, keepDimensions, ref result);
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (int outer, int length, int inner) = AxisMask.Split(evaluation.ShapeOf(0), axes);
            Reduction.LogSumExp(evaluation[0], outer, length, inner, evaluation.Result, evaluation.Threads);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Restore(axes, keepDimensions) * (pullback[0] - pullback.Result.Restore(axes, keepDimensions)).Exp();
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The logarithm of the sum of exponentials over axes, at any magnitude.</summary>
        /// <remarks>Stable at any magnitude. Of nothing it is minus infinity.</remarks>
        /// <param name="axes">The axes; all of them unless given.</param>
        /// <param name="keepDimensions">Whether reduced axes stay, with length 1.</param>
        /// <exception cref="AxisException">There is no such axis.</exception>
        public Variable<T> LogSumExp(Axes axes = default, bool keepDimensions = false)
        {
            ulong mask = axes.MaskOf(Shape, "logsumexp");
            if (!AxisMask.IsContiguous(mask))
            {
                Variable<T> moved = Apply(new Permute(Permutation.ReducedLast(mask, Rank)));
                int kept = Rank - BitOperations.PopCount(mask);
                Variable<T> reduced = moved.Apply(new LogSumExp(AxisMask.All(Rank) & ~AxisMask.All(kept), false));
                return keepDimensions ? reduced.Apply(new ExpandAxes(mask)) : reduced;
            }

            return Apply(new LogSumExp(mask, keepDimensions));
        }
    }
}
