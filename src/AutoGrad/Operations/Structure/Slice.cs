using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Every step-th element of one axis, from a start: count elements in all.</summary>
    /// <remarks>Saves nothing. A negative step walks backward. Source: NumPy's basic slicing.</remarks>
    public readonly struct Slice(int axis, int start, int count, int step) : IStructuredOperation<Slice>
    {
        /// <inheritdoc/>
        public static OperationInfo<Slice> Info { get; } = new("slice", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Accumulates = true,
            Formula = "y_i = x_(start + i step) along an axis",
            Accuracy = "exact",
            Source = "NumPy basic slicing",
            Samples = [new(new(1, 1, 2, 2), [2, 5]), new(new(0, 3, 2, -2), [4, 2]), new(new(0, 0, 0, 1), [3])],
            Refusals = [new(new(1, 3, 2, 2), "reaches index 5", [2, 5]), new(new(2, 0, 1, 1), "no axis 2", [2, 5])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            ReadOnlySpan<nint> lengths = operands[0].Lengths;
            if (axis < 0 || axis >= lengths.Length)
            {
                throw operands.Error($"there is no axis {axis} to slice");
            }

            int last = start + ((count - 1) * step);
            if (count > 0 && (start < 0 || start >= lengths[axis] || last < 0 || last >= lengths[axis]))
            {
                throw operands.Error($"the slice of axis {axis} from {start} reaches index {last}, but the axis has length {lengths[axis]}");
            }

            result.Add(lengths[..axis]);
            result.Add(count);
            result.Add(lengths[(axis + 1)..]);
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (int outer, int length, int inner) = AxisMask.Split(evaluation.ShapeOf(0), 1UL << axis);
            Strided.Copy(
                evaluation[0], (nint)start * inner, [(nint)length * inner, (nint)step * inner, 1], [outer, count, inner], evaluation.Result, evaluation.Accumulate);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(new Unslice(axis, start, (int)pullback[0].Shape.Lengths[axis], step));

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"slice(axis {axis}: {start}, {count} by {step})");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Elements of one axis from <paramref name="start"/> up to, not including, <paramref name="stop"/>, every <paramref name="step"/>-th.</summary>
        /// <remarks>As in Python: negative bounds count from the end, bounds beyond the axis are cut off, and <c>null</c> is the end that the step's direction asks for.</remarks>
        /// <exception cref="AxisException">There is no such axis.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The step is 0.</exception>
        public Variable<T> Slice(int axis, int? start = null, int? stop = null, int step = 1)
        {
            ArgumentOutOfRangeException.ThrowIfZero(step);
            Shape shape = Shape;
            int along = shape.Axis(axis, "slice");
            int length = (int)shape.Lengths[along];
            (int lowest, int highest) = step > 0 ? (0, length) : (-1, length - 1);
            int from = start is { } first ? Math.Clamp(first < 0 ? first + length : first, lowest, highest) : step > 0 ? lowest : highest;
            int to = stop is { } end ? Math.Clamp(end < 0 ? end + length : end, lowest, highest) : step > 0 ? highest : lowest;
            long count = step > 0 ? ((long)to - from + step - 1) / step : ((long)to - from + step + 1) / step;
            return Apply(new Slice(along, from, (int)Math.Max(0, count), step));
        }

        /// <summary>The part of one axis at <paramref name="index"/>, without that axis; a negative index counts from the end.</summary>
        /// <exception cref="AxisException">There is no such axis.</exception>
        /// <exception cref="ShapeException">The index is outside of the axis.</exception>
        public Variable<T> Select(int axis, int index)
        {
            Shape shape = Shape;
            int along = shape.Axis(axis, "select");
            int length = (int)shape.Lengths[along];
            if (index < -length || index >= length)
            {
                throw new ShapeException($"select: {shape}: index {index} is outside of axis {along}, which has length {length}");
            }

            return Apply(new Slice(along, index < 0 ? index + length : index, 1, 1)).Apply(new SqueezeAxes(1UL << along));
        }

        /// <summary>One part along the first axis, which is dropped: of a vector an element, of a matrix a row; <c>x[^1]</c> is the last.</summary>
        /// <exception cref="AxisException">This is a scalar.</exception>
        /// <exception cref="ShapeException">The axis has no such index.</exception>
        [System.Runtime.CompilerServices.IndexerName("Element")]
        public Variable<T> this[Index index] => Select(0, index.IsFromEnd ? -index.Value : index.Value);

        /// <summary>A part along the first axis, which is kept: <c>x[1..]</c> is all but the first.</summary>
        /// <exception cref="AxisException">This is a scalar.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The range reaches beyond the axis.</exception>
        [System.Runtime.CompilerServices.IndexerName("Element")]
        public Variable<T> this[Range range]
        {
            get
            {
                Shape shape = Shape;
                (int start, int count) = range.GetOffsetAndLength((int)shape.Lengths[shape.Axis(0, "slice")]);
                return Slice(0, start, start + count);
            }
        }
    }
}
