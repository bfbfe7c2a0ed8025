using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The sum over axes.</summary>
    /// <remarks>Shape: without the reduced axes, or with length 1 in their place. Saves nothing. Summed pairwise, in an order that depends on neither threads nor vector width. The sum of nothing is 0. Source: elementary.</remarks>
    public readonly struct Sum(ulong axes, bool keepDimensions) : IStructuredOperation<Sum>, IDirectPull<Sum>
    {
        /// <inheritdoc/>
        public static OperationInfo<Sum> Info { get; } = new("sum", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Accumulates = true,
            Formula = "y = sum of x",
            Source = "elementary",
            Samples = [new(new(0b10, false), [2, 3]), new(new(0b101, true), [2, 3, 2]), new(new(0b11, false), [3, 2]), new(new(0, false), [[]])],
            Refusals = [new(new(0b100, false), "no axis 2", [2, 3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result) => AxisMask.Reduce(operands, axes, keepDimensions, ref result);

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => Reduction.Reduce(new SumReducer<T>(), evaluation[0], evaluation.ShapeOf(0).Lengths, axes, evaluation.Result, evaluation.Accumulate, evaluation.Threads);

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Restore(axes, keepDimensions).Apply(new BroadcastTo(pullback[0].Shape));

        bool IDirectPull<Sum>.TryPull<T>(in DirectPull<T> pull)
        {
            if (pull.Upstream.Length != 1)
            {
                return false;
            }

            pull.Spread(pull.Upstream[0]);
            return true;
        }
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The sum over axes.</summary>
        /// <remarks>Summed pairwise, in an order that depends on neither threads nor vector width. The sum of nothing is 0.</remarks>
        /// <param name="axes">The axes; all of them unless given.</param>
        /// <param name="keepDimensions">Whether reduced axes stay, with length 1.</param>
        /// <exception cref="AxisException">There is no such axis.</exception>
        public Variable<T> Sum(Axes axes = default, bool keepDimensions = false)
        {
            ulong mask = axes.MaskOf(Shape, "sum");
            return Apply(new Sum(mask, keepDimensions));
        }
    }
}
