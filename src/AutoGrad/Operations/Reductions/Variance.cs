using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The variance over axes: squared deviations from the mean over n - correction.</summary>
    /// <remarks>Shape: without the reduced axes, or with length 1 in their place. Saves the input. Computed in two passes. NaN where n is not above the correction. Source: elementary.</remarks>
    public readonly struct Variance(ulong axes, bool keepDimensions, int correction) : IStructuredOperation<Variance>
    {
        /// <inheritdoc/>
        public static OperationInfo<Variance> Info { get; } = new("var", 1)
        {
            Saves = Saves.Inputs,
            Formula = "y = sum (x - mean)² / (n - c)",
            Source = "elementary",
            Samples = [new(new(0b10, false, 1), [2, 3]), new(new(0b101, true, 0), [2, 3, 2]), new(new(0b11, false, 1), [3, 2])],
            Refusals = [new(new(0b100, false, 1), "no axis 2", [2, 3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result) => AxisMask.Reduce(operands, axes, keepDimensions, ref result);

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => Moments.Variance(evaluation, axes, correction);

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Variable<T> x = pullback[0];
            T rest = T.CreateChecked(Math.Max(0, AxisMask.CountOf(x.Shape, axes) - correction));
            return (x - x.Apply(new Mean(axes, true))) * (pullback.Upstream.Restore(axes, keepDimensions) * (T.CreateChecked(2) / rest));
        }
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The variance over axes. A correction of 1 gives the unbiased estimate, 0 that of the whole population.</summary>
        /// <remarks>Computed in two passes. NaN where n is not above the correction.</remarks>
        /// <param name="axes">The axes; all of them unless given.</param>
        /// <param name="keepDimensions">Whether reduced axes stay, with length 1.</param>
        /// <param name="correction">What is taken from the number of elements before dividing.</param>
        /// <exception cref="AxisException">There is no such axis.</exception>
        public Variable<T> Variance(Axes axes = default, bool keepDimensions = false, int correction = 1)
        {
            ulong mask = axes.MaskOf(Shape, "var");
            return Apply(new Variance(mask, keepDimensions, correction));
        }
    }
}
