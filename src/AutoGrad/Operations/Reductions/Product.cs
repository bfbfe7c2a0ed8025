using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The product over axes.</summary>
    /// <remarks>Shape: without the reduced axes, or with length 1 in their place. Saves the input. The gradient is exact in the presence of zeros. The product of nothing is 1. Source: elementary.</remarks>
    public readonly struct Product(ulong axes, bool keepDimensions) : IStructuredOperation<Product>
    {
        /// <inheritdoc/>
        public static OperationInfo<Product> Info { get; } = new("prod", 1)
        {
            Saves = Saves.Inputs,
            Formula = "y = product of x",
            Source = "elementary",
            Samples = [new(new(0b10, false), [2, 3]), new(new(0b101, true), [2, 3, 2]), new(new(0b11, false), [3, 2]), new(new(0, false), [[]])],
            Refusals = [new(new(0b100, false), "no axis 2", [2, 3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result) => AxisMask.Reduce(operands, axes, keepDimensions, ref result);

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => Reduction.Reduce(new ProductReducer<T>(), evaluation[0], evaluation.ShapeOf(0).Lengths, axes, evaluation.Result, accumulate: false, evaluation.Threads);

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            // Each element's gradient is the product of the others: of those before it times those after it, so that zeros do no harm.
            Variable<T> x = pullback[0];
            Permutation order = Permutation.ReducedLast(axes, x.Rank);
            Variable<T> moved = x.Apply(new Permute(order));
            Variable<T> rows = moved.Apply(new FlattenTrailing(BitOperations.PopCount(axes)));
            int last = rows.Rank - 1;
            Variable<T> before = rows.Apply(new Shift(last, 1, 1)).Apply(new CumulativeProduct(last, false));
            Variable<T> after = rows.Apply(new Shift(last, -1, 1)).Apply(new CumulativeProduct(last, true));
            Variable<T> others = (before * after).Apply(new Reshape(moved.Shape)).Apply(new Permute(order.Inverse()));
            return pullback.Upstream.Restore(axes, keepDimensions) * others;
        }
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The product over axes.</summary>
        /// <remarks>The gradient is exact in the presence of zeros. The product of nothing is 1.</remarks>
        /// <param name="axes">The axes; all of them unless given.</param>
        /// <param name="keepDimensions">Whether reduced axes stay, with length 1.</param>
        /// <exception cref="AxisException">There is no such axis.</exception>
        public Variable<T> Product(Axes axes = default, bool keepDimensions = false)
        {
            ulong mask = axes.MaskOf(Shape, "prod");
            return Apply(new Product(mask, keepDimensions));
        }
    }
}
