using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The sum of absolute values over axes.</summary>
    /// <remarks>Shape: without the reduced axes, or with length 1 in their place. Saves the input. At 0 an element's gradient is 0. Source: elementary.</remarks>
    public readonly struct Norm1(ulong axes, bool keepDimensions) : IStructuredOperation<Norm1>
    {
        /// <inheritdoc/>
        public static OperationInfo<Norm1> Info { get; } = new("norm1", 1)
        {
            Saves = Saves.Inputs,
            Domain = [Interval.NonZero],
            Kinks = "At 0 an element's gradient is 0.",
            Formula = "y = sum |x|",
            Source = "elementary",
            Samples = [new(new(0b10, false), [2, 3]), new(new(0b101, true), [2, 3, 2]), new(new(0b11, false), [3, 2]), new(new(0, false), [[]])],
            Refusals = [new(new(0b100, false), "no axis 2", [2, 3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result) => AxisMask.Reduce(operands, axes, keepDimensions, ref result);

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => Reduction.Reduce(new SumOfAbsReducer<T>(), evaluation[0], evaluation.ShapeOf(0).Lengths, axes, evaluation.Result, accumulate: false, evaluation.Threads);

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Restore(axes, keepDimensions) * pullback[0].Sign();
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The 1-norm over axes: the sum of absolute values.</summary>
        /// <remarks>At 0 an element's gradient is 0.</remarks>
        /// <param name="axes">The axes; all of them unless given.</param>
        /// <param name="keepDimensions">Whether reduced axes stay, with length 1.</param>
        /// <exception cref="AxisException">There is no such axis.</exception>
        public Variable<T> Norm1(Axes axes = default, bool keepDimensions = false)
        {
            ulong mask = axes.MaskOf(Shape, "norm1");
            return Apply(new Norm1(mask, keepDimensions));
        }
    }
}
