using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Adds the parts of one axis into zeros, each at the place that its index names: the transpose of <see cref="IndexSelect"/>.</summary>
    /// <remarks>
    /// Shape (..., m, ...) with m indices -> (..., length, ...). Parts with the same index are added up, in order. Negative indices
    /// count from the end. Saves nothing. Source: elementary.
    /// </remarks>
    public readonly struct IndexAdd(int axis, ReadOnlyMemory<int> indices, int length) : IStructuredOperation<IndexAdd>
    {
        /// <inheritdoc/>
        public static OperationInfo<IndexAdd> Info { get; } = new("index_add", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Accumulates = true,
            Formula = "y_j = sum of x_i with index i = j along an axis",
            Source = "elementary",
            Samples =
            [
                new(new(0, new[] { 2, 0, 2, -1 }, 3), [4, 2]),
                new(new(1, new[] { 1, 1 }, 3), [2, 2]),
                new(new(1, new[] { -3, 2, 0 }, 3), [2, 3, 17]),
                new(new(0, Array.Empty<int>(), 3), [0, 2]),
            ],
            Refusals =
            [
                new(new(0, new[] { 0, 3 }, 3), "index 3 at position 1 is out of range for axis 0 of length 3", [2, 2]),
                new(new(0, new[] { 0, 1 }, 3), "2 indices for axis 0, which has length 3", [3, 2]),
                new(new(2, new[] { 0 }, 3), "no axis 2", [3, 2]),
            ],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            ReadOnlySpan<nint> lengths = operands[0].Lengths;
            if (axis < 0 || axis >= lengths.Length)
            {
                throw operands.Error($"there is no axis {axis} to add along");
            }

            if (indices.Length != lengths[axis])
            {
                throw operands.Error($"{indices.Length} indices for axis {axis}, which has length {lengths[axis]}");
            }

            IndexRange.Check(operands, indices.Span, axis, length);
            result.Add(lengths[..axis]);
            result.Add(length);
            result.Add(lengths[(axis + 1)..]);
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (!evaluation.Accumulate)
            {
                evaluation.Result.Clear();
            }

            (int outer, int rows, int inner) = AxisMask.Split(evaluation.ResultShape, 1UL << axis);
            IndexedRows.Add(evaluation[0], outer, rows, inner, indices.Span, evaluation.Result);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(new IndexSelect(axis, indices));

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"index_add(axis {axis}, {indices.Length} indices)");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>This tensor with the parts of another added at the places of one axis that indices name: y[..., index i, ...] = x[..., index i, ...] + source[..., i, ...].</summary>
        /// <param name="axis">The axis; a negative one counts from the end.</param>
        /// <param name="indices">One for each part of the source; equal ones add up, negative ones count from the end. They are copied.</param>
        /// <param name="source">It has this tensor's shape, but for the axis, whose length is the number of indices.</param>
        /// <exception cref="AxisException">There is no such axis.</exception>
        /// <exception cref="ShapeException">An index is outside of the axis, or the source does not fit.</exception>
        public Variable<T> IndexAdd(int axis, ReadOnlySpan<int> indices, Operand<T> source)
        {
            Shape shape = Shape;
            int along = shape.Axis(axis, "index_add");
            Variable<T> parts = source.On(Tape);
            ReadOnlySpan<nint> given = parts.Shape.Lengths;
            if (given.Length != shape.Rank || !given[..along].SequenceEqual(shape.Lengths[..along]) || !given[(along + 1)..].SequenceEqual(shape.Lengths[(along + 1)..]))
            {
                throw new ShapeException($"index_add: {shape} x {parts.Shape}: the source may differ from the tensor along axis {along} alone");
            }

            return this + parts.Apply(new IndexAdd(along, Tape.KeepIndices(indices), (int)shape.Lengths[along]));
        }
    }
}
