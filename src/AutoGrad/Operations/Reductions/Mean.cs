using System.Numerics;
using System.Numerics.Tensors;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The mean over axes.</summary>
    /// <remarks>Shape: without the reduced axes, or with length 1 in their place. Saves nothing. The mean of nothing is NaN. Source: elementary.</remarks>
    public readonly struct Mean(ulong axes, bool keepDimensions) : IStructuredOperation<Mean>, IDirectPull<Mean>
    {
        /// <inheritdoc/>
        public static OperationInfo<Mean> Info { get; } = new("mean", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Formula = "y = sum of x / n",
            Source = "elementary",
            Samples = [new(new(0b10, false), [2, 3]), new(new(0b101, true), [2, 3, 2]), new(new(0b11, false), [3, 2]), new(new(0, false), [[]])],
            Refusals = [new(new(0b100, false), "no axis 2", [2, 3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result) => AxisMask.Reduce(operands, axes, keepDimensions, ref result);

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Reduction.Reduce(new SumReducer<T>(), evaluation[0], evaluation.ShapeOf(0).Lengths, axes, evaluation.Result, accumulate: false, evaluation.Threads);
            TensorPrimitives.Divide(evaluation.Result, T.CreateChecked(AxisMask.CountOf(evaluation.ShapeOf(0), axes)), evaluation.Result);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => (pullback.Upstream.Restore(axes, keepDimensions) * ShareOf<T>(pullback[0].Shape)).Apply(new BroadcastTo(pullback[0].Shape));

        bool IDirectPull<Mean>.TryPull<T>(in DirectPull<T> pull)
        {
            if (pull.Upstream.Length != 1)
            {
                return false;
            }

            pull.Spread(pull.Upstream[0] * ShareOf<T>(pull.ShapeOf(0)));
            return true;
        }

        /// <summary>The gradient of a mean by one of its elements.</summary>
        private T ShareOf<T>(Shape operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => T.One / T.CreateChecked(AxisMask.CountOf(operand, axes));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The mean over axes.</summary>
        /// <remarks>The mean of nothing is NaN.</remarks>
        /// <param name="axes">The axes; all of them unless given.</param>
        /// <param name="keepDimensions">Whether reduced axes stay, with length 1.</param>
        /// <exception cref="AxisException">There is no such axis.</exception>
        public Variable<T> Mean(Axes axes = default, bool keepDimensions = false)
        {
            ulong mask = axes.MaskOf(Shape, "mean");
            return Apply(new Mean(mask, keepDimensions));
        }
    }
}
