using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The Euclidean length over axes.</summary>
    /// <remarks>Shape: without the reduced axes, or with length 1 in their place. Saves input and output. At the zero vector the gradient is 0. Squares that overflow or vanish are scaled first. Source: elementary.</remarks>
    public readonly struct Norm2(ulong axes, bool keepDimensions) : IStructuredOperation<Norm2>
    {
        /// <inheritdoc/>
        public static OperationInfo<Norm2> Info { get; } = new("norm2", 1)
        {
            Saves = Saves.Inputs | Saves.Output,
            Kinks = "At the zero vector the gradient is 0.",
            Formula = "y = sqrt(sum x²)",
            Source = "elementary",
            Samples = [new(new(0b10, false), [2, 3]), new(new(0b101, true), [2, 3, 2]), new(new(0b11, false), [3, 2]), new(new(0, false), [[]])],
            Refusals = [new(new(0b100, false), "no axis 2", [2, 3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result) => AxisMask.Reduce(operands, axes, keepDimensions, ref result);

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => Moments.Length(evaluation, axes);

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Variable<T> y = pullback.Result.Restore(axes, keepDimensions);
            return pullback[0] * y.EqualTo(T.Zero).Where(T.Zero, pullback.Upstream.Restore(axes, keepDimensions) / y);
        }
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The 2-norm over axes: the Euclidean length.</summary>
        /// <remarks>At the zero vector the gradient is 0. Squares that overflow or vanish are scaled first.</remarks>
        /// <param name="axes">The axes; all of them unless given.</param>
        /// <param name="keepDimensions">Whether reduced axes stay, with length 1.</param>
        /// <exception cref="AxisException">There is no such axis.</exception>
        public Variable<T> Norm2(Axes axes = default, bool keepDimensions = false)
        {
            ulong mask = axes.MaskOf(Shape, "norm2");
            return Apply(new Norm2(mask, keepDimensions));
        }
    }
}
