using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Reorders the axes: axis i of the result is axis order[i] of the operand.</summary>
    /// <remarks>Saves nothing. Source: NumPy's transpose.</remarks>
    public readonly struct Permute(Permutation order) : IStructuredOperation<Permute>
    {
        /// <inheritdoc/>
        public static OperationInfo<Permute> Info { get; } = new("permute", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Accumulates = true,
            Formula = "axis i of y is axis order[i] of x",
            Accuracy = "exact",
            Source = "NumPy transpose",
            Samples = [new(new([2, 0, 1]), [2, 3, 4]), new(new([1, 0]), [2, 3]), new(new([]), [[]])],
            Refusals = [new(new([1, 0]), "2 axes", [2, 3, 4])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            if (operands[0].Rank != order.Length)
            {
                throw operands.Error($"the order {order} is one of {order.Length} axes, but the operand has {operands[0].Rank}");
            }

            for (int axis = 0; axis < order.Length; axis++)
            {
                result.Add(operands[0].Lengths[order[axis]]);
            }
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ReadOnlySpan<nint> from = evaluation.ShapeOf(0).Lengths;
            Span<nint> strides = stackalloc nint[order.Length];
            for (int axis = 0; axis < order.Length; axis++)
            {
                nint stride = 1;
                foreach (nint length in from[(order[axis] + 1)..])
                {
                    stride *= length;
                }

                strides[axis] = stride;
            }

            Strided.Copy(evaluation[0], 0, strides, evaluation.ResultShape.Lengths, evaluation.Result, evaluation.Accumulate);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(new Permute(order.Inverse()));

        /// <inheritdoc/>
        public override string ToString() => $"permute{order}";
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Reorders the axes: axis i of the result is axis <c>order[i]</c> of this variable. Negative axes count from the end.</summary>
        /// <exception cref="AxisException">The order does not name every axis once.</exception>
        public Variable<T> Permute(params ReadOnlySpan<int> order) => Apply(new Permute(Permutation.Of(order, Shape)));

        /// <summary>Moves one axis to another place; the others keep their order.</summary>
        /// <exception cref="AxisException">There is no such axis.</exception>
        public Variable<T> MoveAxis(int source, int destination)
        {
            Shape shape = Shape;
            return Apply(new Permute(Permutation.Identity(shape.Rank).Move(shape.Axis(source, "move_axis"), shape.Axis(destination, "move_axis"))));
        }
    }
}
