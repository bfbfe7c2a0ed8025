using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The largest absolute value over axes.</summary>
    /// <remarks>Shape: without the reduced axes, or with length 1 in their place. Saves input and output. Ties share the gradient equally. Source: elementary.</remarks>
    public readonly struct NormInf(ulong axes, bool keepDimensions) : IStructuredOperation<NormInf>
    {
        /// <inheritdoc/>
        public static OperationInfo<NormInf> Info { get; } = new("norminf", 1)
        {
            Saves = Saves.Inputs | Saves.Output,
            Domain = [new Interval(0.1, 3) { Distinct = true }],
            Kinks = "Ties share equally; at the zero vector, and where an element is NaN, the gradient is 0.",
            Formula = "y = max |x|",
            Accuracy = "exact",
            Source = "elementary",
            Samples = [new(new(0b10, false), [2, 3]), new(new(0b101, true), [2, 3, 2]), new(new(0b11, false), [3, 2]), new(new(0, false), [[]])],
            Refusals = [new(new(0b1, false), "norminf of nothing", [0, 3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            AxisMask.Reduce(operands, axes, keepDimensions, ref result);
            if (AxisMask.CountOf(operands[0], axes) == 0 && AutoGrad.Shape.CountOf(result.Lengths) > 0)
            {
                throw EmptyInputException.Reduction("norminf", operands[0]);
            }
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => Reduction.Reduce(new MaxOfAbsReducer<T>(), evaluation[0], evaluation.ShapeOf(0).Lengths, axes, evaluation.Result, accumulate: false, evaluation.Threads);

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Variable<T> x = pullback[0];
            Variable<T> extremes = x.Abs().Apply(default(Equal), pullback.Result.Restore(axes, keepDimensions));
            return x.Sign() * extremes * (pullback.Upstream.Restore(axes, keepDimensions) / extremes.Apply(new Sum(axes, true)).Maximum(T.One));
        }
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The infinity norm over axes: the largest absolute value.</summary>
        /// <remarks>Ties share the gradient equally.</remarks>
        /// <param name="axes">The axes; all of them unless given.</param>
        /// <param name="keepDimensions">Whether reduced axes stay, with length 1.</param>
        /// <exception cref="AxisException">There is no such axis.</exception>
        /// <exception cref="EmptyInputException">The reduced axes hold no element.</exception>
        public Variable<T> NormInf(Axes axes = default, bool keepDimensions = false)
        {
            ulong mask = axes.MaskOf(Shape, "norminf");
            return Apply(new NormInf(mask, keepDimensions));
        }
    }
}
