using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Puts the last axis on a diagonal of two new axes, among zeros: the transpose of <see cref="Diagonal"/>.</summary>
    /// <remarks>Shape (..., d) -> (..., length1, length2), the new axes standing at the places axis1 and axis2 of the result. Saves nothing. Source: elementary.</remarks>
    public readonly struct DiagonalEmbed(int offset, int axis1, int axis2, nint length1, nint length2) : IStructuredOperation<DiagonalEmbed>
    {
        /// <inheritdoc/>
        public static OperationInfo<DiagonalEmbed> Info { get; } = new("diagonal_embed", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Accumulates = true,
            Formula = "y_(i, i + offset) = x_i, 0 elsewhere",
            Accuracy = "exact",
            Source = "elementary",
            Samples = [new(new(0, 0, 1, 3, 3), [3]), new(new(1, 0, 1, 2, 4), [2]), new(new(-1, 2, 0, 4, 3), [2, 3]), new(new(0, 0, 2, 3, 3), [2, 4, 3])],
            Refusals =
            [
                new(new(0, 0, 1, 3, 3), "has 3 elements, but the last axis has 2", [2]),
                new(new(0, 0, 1, 3, 3), "a scalar", [[]]),
                new(new(0, 0, 3, 3, 3), "no axis 3", [2, 3]),
                new(new(0, 1, 1, 3, 3), "two different axes", [3]),
            ],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            ReadOnlySpan<nint> lengths = operands[0].Lengths;
            if (lengths.IsEmpty)
            {
                throw operands.Error("a scalar has no last axis to put on a diagonal");
            }

            int rank = lengths.Length + 1;
            int missing = axis1 < 0 || axis1 >= rank ? axis1 : axis2;
            if (missing < 0 || missing >= rank)
            {
                throw operands.Error($"there is no axis {missing} in the result, which has {rank}");
            }

            if (axis1 == axis2)
            {
                throw operands.Error($"a diagonal runs through two different axes, but axis {axis1} was given twice");
            }

            nint diagonal = Diagonal.LengthOf(offset, length1, length2);
            if (diagonal != lengths[^1])
            {
                throw operands.Error($"diagonal {offset} of a {length1} x {length2} matrix has {diagonal} elements, but the last axis has {lengths[^1]}");
            }

            int source = 0;
            for (int axis = 0; axis < rank; axis++)
            {
                result.Add(axis == axis1 ? length1 : axis == axis2 ? length2 : lengths[source++]);
            }
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (!evaluation.Accumulate)
            {
                evaluation.Result.Clear();
            }

            Span<nint> strides = stackalloc nint[evaluation.ShapeOf(0).Rank];
            nint start = Diagonal.View(evaluation.ResultShape.Lengths, offset, axis1, axis2, strides);
            Strided.AddTo(evaluation[0], evaluation.Result, start, strides, evaluation.ShapeOf(0).Lengths);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(new Diagonal(offset, axis1, axis2));

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"diagonal_embed({offset}, axes {axis1} and {axis2})");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Square matrices with the last axis on a diagonal and zeros elsewhere: (..., d) -> (..., d + |offset|, d + |offset|).</summary>
        /// <param name="offset">0 is the main diagonal, positive ones lie above it, negative ones below.</param>
        /// <param name="axis1">The place of the rows' axis in the result.</param>
        /// <param name="axis2">The place of the columns' axis in the result.</param>
        /// <exception cref="AxisException">The result has no such axis.</exception>
        /// <exception cref="ShapeException">This is a scalar, or both axes are the same.</exception>
        public Variable<T> DiagonalEmbed(int offset = 0, int axis1 = -2, int axis2 = -1)
        {
            Shape shape = Shape;
            nint side = (shape.Rank == 0 ? 0 : shape.Lengths[^1]) + Math.Abs(offset);
            return Apply(new DiagonalEmbed(offset, Place(axis1), Place(axis2), side, side));

            int Place(int axis)
            {
                int rank = shape.Rank + 1;
                int place = axis < 0 ? axis + rank : axis;
                return place >= 0 && place < rank
                    ? place
                    : throw new AxisException($"diagonal_embed: axis {axis} is out of range; the result of embedding {shape} has axes 0 to {rank - 1}");
            }
        }
    }
}
