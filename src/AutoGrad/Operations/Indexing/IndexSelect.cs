using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The parts of one axis that a list of indices names, in its order; an index may occur several times or never.</summary>
    /// <remarks>
    /// Shape (..., n, ...) with m indices -> (..., m, ...). Saves nothing; the gradient of a part is the sum over its occurrences.
    /// Negative indices count from the end. Source: NumPy's take.
    /// </remarks>
    public readonly struct IndexSelect(int axis, ReadOnlyMemory<int> indices) : IStructuredOperation<IndexSelect>
    {
        /// <inheritdoc/>
        public static OperationInfo<IndexSelect> Info { get; } = new("index_select", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Accumulates = true,
            Formula = "y_i = x_(index i) along an axis",
            Accuracy = "exact",
            Source = "NumPy take",
            Samples =
            [
                new(new(0, new[] { 2, 0, 2, -1 }), [3, 2]),
                new(new(1, new[] { 1, 1 }), [2, 3]),
                new(new(1, new[] { -3, 2, 0 }), [2, 3, 17]),
                new(new(0, Array.Empty<int>()), [3, 2]),
            ],
            Refusals =
            [
                new(new(0, new[] { 0, 3 }), "index 3 at position 1 is out of range for axis 0 of length 3", [3, 2]),
                new(new(1, new[] { -3 }), "index -3 at position 0 is out of range for axis 1 of length 2", [3, 2]),
                new(new(0, new[] { 0 }), "axis 0 has length 0", [0, 2]),
                new(new(2, new[] { 0 }), "no axis 2", [3, 2]),
            ],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            ReadOnlySpan<nint> lengths = operands[0].Lengths;
            if (axis < 0 || axis >= lengths.Length)
            {
                throw operands.Error($"there is no axis {axis} to select from");
            }

            IndexRange.Check(operands, indices.Span, axis, lengths[axis]);
            result.Add(lengths[..axis]);
            result.Add(indices.Length);
            result.Add(lengths[(axis + 1)..]);
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (int outer, int length, int inner) = AxisMask.Split(evaluation.ShapeOf(0), 1UL << axis);
            IndexedRows.Take(evaluation[0], outer, length, inner, indices.Span, evaluation.Result, evaluation.Accumulate);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(new IndexAdd(axis, indices, (int)pullback[0].Shape.Lengths[axis]));

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"index_select(axis {axis}, {indices.Length} indices)");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The parts of one axis that a list of indices names, in its order: (..., n, ...) with m indices -> (..., m, ...).</summary>
        /// <param name="axis">The axis; a negative one counts from the end.</param>
        /// <param name="indices">Any number, each as often as wanted; negative ones count from the end. They are copied.</param>
        /// <exception cref="AxisException">There is no such axis.</exception>
        /// <exception cref="ShapeException">An index is outside of the axis.</exception>
        public Variable<T> IndexSelect(int axis, params ReadOnlySpan<int> indices)
        {
            int along = Shape.Axis(axis, "index_select");
            return Apply(new IndexSelect(along, Tape.KeepIndices(indices)));
        }
    }
}
