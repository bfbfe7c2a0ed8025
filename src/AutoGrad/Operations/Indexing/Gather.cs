using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>One element for each index: its place along one axis is the index, along the others the index's own position.</summary>
    /// <remarks>
    /// For three axes and axis 1: y[i, j, k] = x[i, indices[i, j, k], k]. The result has the indices' shape, which along the other axes
    /// may be shorter than the operand's. Saves nothing; the gradient of an element is the sum over its occurrences. Negative indices
    /// count from the end. Source: PyTorch's gather, NumPy's take_along_axis.
    /// </remarks>
    public readonly struct Gather(int axis, ReadOnlyMemory<int> indices, Shape indexShape) : IStructuredOperation<Gather>
    {
        /// <inheritdoc/>
        public static OperationInfo<Gather> Info { get; } = new("gather", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Accumulates = true,
            Formula = "y_ij = x_(i, index ij) for axis 1 of two",
            Accuracy = "exact",
            Source = "PyTorch gather",
            Samples =
            [
                new(new(1, new[] { 2, 0, -1, 1 }, [2, 2]), [2, 3]),
                new(new(0, new[] { 1, 1, 0 }, [1, 3]), [2, 4]),
                new(new(1, new[] { 0, 1, 2, 0, -1, -2, 1, 1 }, [2, 2, 2]), [2, 3, 2]),
                new(new(0, new[] { 4, 4 }, [2]), [5]),
            ],
            Refusals =
            [
                new(new(1, new[] { 0, 3 }, [2, 1]), "index 3 at position 1 is out of range for axis 1 of length 3", [2, 3]),
                new(new(1, new[] { 0, 0, 0 }, [3, 1]), "longer than the operand along axis 0: 3 against 2", [2, 3]),
                new(new(1, new[] { 0 }, [1]), "rank 1", [2, 3]),
                new(new(1, new[] { 0 }, [1, 2]), "1 index does not fill the shape (1, 2)", [2, 3]),
                new(new(1, new[] { 0, 0, 0 }, [2, 2]), "3 indices do not fill the shape (2, 2)", [2, 3]),
                new(new(2, new[] { 0 }, [1, 1]), "no axis 2", [2, 3]),
            ],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            Check(operands, operands[0].Lengths, "operand", axis, indices.Span, indexShape);
            result.Add(indexShape.Lengths);
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => IndexedElements.Take(
                evaluation[0], evaluation.ShapeOf(0).Lengths, axis, indices.Span, indexShape.Lengths, evaluation.Result, evaluation.Accumulate);

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(new ScatterAdd(axis, indices, pullback[0].Shape));

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"gather(axis {axis}, indices {indexShape})");

        /// <summary>Refuses indices that do not lie in a tensor of the given lengths.</summary>
        internal static void Check(
            in OperandShapes operands, ReadOnlySpan<nint> lengths, string tensor, int axis, ReadOnlySpan<int> indices, Shape indexShape)
        {
            if (axis < 0 || axis >= lengths.Length)
            {
                throw operands.Error($"there is no axis {axis} to index in the {tensor}");
            }

            if (indices.Length != indexShape.Count)
            {
                throw operands.Error($"{indices.Length} {(indices.Length == 1 ? "index does" : "indices do")} not fill the shape {indexShape}");
            }

            if (indexShape.Rank != lengths.Length)
            {
                throw operands.Error($"the indices have rank {indexShape.Rank}, but the {tensor} has rank {lengths.Length}");
            }

            for (int other = 0; other < lengths.Length; other++)
            {
                if (other != axis && indexShape.Lengths[other] > lengths[other])
                {
                    throw operands.Error($"the indices are longer than the {tensor} along axis {other}: {indexShape.Lengths[other]} against {lengths[other]}");
                }
            }

            IndexRange.Check(operands, indices, axis, lengths[axis]);
        }
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>One element for each index; for three axes and axis 1, y[i, j, k] = x[i, indices[i, j, k], k].</summary>
        /// <param name="axis">The axis; a negative one counts from the end.</param>
        /// <param name="indices">Places along the axis, row by row; negative ones count from the end. They are copied.</param>
        /// <param name="lengths">The shape of the indices, and of the result; along the other axes at most this tensor's. It may be left out for a vector.</param>
        /// <exception cref="AxisException">There is no such axis.</exception>
        /// <exception cref="ShapeException">An index is outside of the axis, or the shape of the indices does not fit.</exception>
        public Variable<T> Gather(int axis, ReadOnlySpan<int> indices, params ReadOnlySpan<nint> lengths)
        {
            int along = Shape.Axis(axis, "gather");
            return Apply(new Gather(along, Tape.KeepIndices(indices), Tape.IndexShapeOf(indices, lengths)));
        }
    }

    public sealed partial class Tape<T>
    {
        /// <summary>The shape of indices; a vector's if none is given.</summary>
        internal Shape IndexShapeOf(ReadOnlySpan<int> indices, ReadOnlySpan<nint> lengths) => ShapeOf(lengths.IsEmpty ? [indices.Length] : lengths);
    }
}
