using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The smallest element over axes.</summary>
    /// <remarks>Shape: without the reduced axes, or with length 1 in their place. Saves input and output. Ties share the gradient equally. NaN if an element is; the gradient then goes to those that are. Source: elementary.</remarks>
    public readonly struct Min(ulong axes, bool keepDimensions) : IStructuredOperation<Min>
    {
        /// <inheritdoc/>
        public static OperationInfo<Min> Info { get; } = new("min", 1)
        {
            Saves = Saves.Inputs | Saves.Output,
            Domain = [new Interval(-3, 3) { Distinct = true }],
            Kinks = "Ties share equally, and so do NaN among other numbers.",
            Formula = "y = min of x",
            Accuracy = "exact",
            Source = "elementary",
            Samples = [new(new(0b10, false), [2, 3]), new(new(0b101, true), [2, 3, 2]), new(new(0b11, false), [3, 2]), new(new(0, false), [[]])],
            Refusals = [new(new(0b1, false), "min of nothing", [0, 3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            AxisMask.Reduce(operands, axes, keepDimensions, ref result);
            if (AxisMask.CountOf(operands[0], axes) == 0 && AutoGrad.Shape.CountOf(result.Lengths) > 0)
            {
                throw EmptyInputException.Reduction("min", operands[0]);
            }
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => Reduction.Reduce(new MinReducer<T>(), evaluation[0], evaluation.ShapeOf(0).Lengths, axes, evaluation.Result, accumulate: false, evaluation.Threads);

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Variable<T> extremes = pullback[0].Apply(default(Same), pullback.Result.Restore(axes, keepDimensions));
            return extremes * (pullback.Upstream.Restore(axes, keepDimensions) / extremes.Apply(new Sum(axes, true)));
        }
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The smallest element over axes.</summary>
        /// <remarks>Ties share the gradient equally. NaN if an element is; the gradient then goes to those that are.</remarks>
        /// <param name="axes">The axes; all of them unless given.</param>
        /// <param name="keepDimensions">Whether reduced axes stay, with length 1.</param>
        /// <exception cref="AxisException">There is no such axis.</exception>
        /// <exception cref="EmptyInputException">The reduced axes hold no element.</exception>
        public Variable<T> Min(Axes axes = default, bool keepDimensions = false)
        {
            ulong mask = axes.MaskOf(Shape, "min");
            return Apply(new Min(mask, keepDimensions));
        }
    }
}
