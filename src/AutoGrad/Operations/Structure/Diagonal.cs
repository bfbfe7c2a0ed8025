using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>A diagonal of two axes, which becomes the last axis of the result.</summary>
    /// <remarks>
    /// Shape (..., m, n) -> (..., d), where d counts the i with 0 &lt;= i &lt; m and 0 &lt;= i + offset &lt; n along (axis1, axis2).
    /// Saves nothing. Source: NumPy's diagonal.
    /// </remarks>
    public readonly struct Diagonal(int offset, int axis1, int axis2) : IStructuredOperation<Diagonal>
    {
        /// <inheritdoc/>
        public static OperationInfo<Diagonal> Info { get; } = new("diagonal", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Accumulates = true,
            Formula = "y_i = x_(i, i + offset)",
            Accuracy = "exact",
            Source = "NumPy diagonal",
            Samples = [new(new(0, 0, 1), [3, 3]), new(new(1, 0, 1), [2, 4]), new(new(-1, 2, 0), [3, 2, 4]), new(new(5, 0, 1), [2, 3])],
            Refusals =
            [
                new(new(0, 0, 2), "no axis 2", [2, 3]),
                new(new(0, 1, 1), "two different axes", [2, 3]),
                new(new(0, 0, 1), "no axis 1", [3]),
            ],
        };

        /// <summary>The number of elements of a diagonal of an m x n matrix.</summary>
        public static nint LengthOf(int offset, nint m, nint n) => nint.Max(0, offset >= 0 ? nint.Min(m, n - offset) : nint.Min(m + offset, n));

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            ReadOnlySpan<nint> lengths = operands[0].Lengths;
            int missing = axis1 < 0 || axis1 >= lengths.Length ? axis1 : axis2;
            if (missing < 0 || missing >= lengths.Length)
            {
                throw operands.Error($"there is no axis {missing}; a diagonal runs through two axes");
            }

            if (axis1 == axis2)
            {
                throw operands.Error($"a diagonal runs through two different axes, but axis {axis1} was given twice");
            }

            for (int axis = 0; axis < lengths.Length; axis++)
            {
                if (axis != axis1 && axis != axis2)
                {
                    result.Add(lengths[axis]);
                }
            }

            result.Add(LengthOf(offset, lengths[axis1], lengths[axis2]));
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Span<nint> strides = stackalloc nint[evaluation.ResultShape.Rank];
            nint start = View(evaluation.ShapeOf(0).Lengths, offset, axis1, axis2, strides);
            Strided.Copy(evaluation[0], start, strides, evaluation.ResultShape.Lengths, evaluation.Result, evaluation.Accumulate);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Shape shape = pullback[0].Shape;
            return pullback.Upstream.Apply(new DiagonalEmbed(offset, axis1, axis2, shape.Lengths[axis1], shape.Lengths[axis2]));
        }

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"diagonal({offset}, axes {axis1} and {axis2})");

        /// <summary>The strides of the diagonal's view of a tensor, and where it starts.</summary>
        internal static nint View(ReadOnlySpan<nint> lengths, int offset, int axis1, int axis2, Span<nint> strides)
        {
            Span<nint> whole = stackalloc nint[lengths.Length];
            RowMajor.Strides(lengths, whole);
            int place = 0;
            for (int axis = 0; axis < lengths.Length; axis++)
            {
                if (axis != axis1 && axis != axis2)
                {
                    strides[place++] = whole[axis];
                }
            }

            strides[place] = whole[axis1] + whole[axis2];
            return offset >= 0 ? offset * whole[axis2] : -offset * whole[axis1];
        }
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>A diagonal of two axes, which becomes the last axis of the result: (..., m, n) -> (..., d).</summary>
        /// <param name="offset">0 is the main diagonal, positive ones lie above it, negative ones below.</param>
        /// <param name="axis1">The axis of the rows.</param>
        /// <param name="axis2">The axis of the columns.</param>
        /// <remarks>A diagonal outside of the matrix has length 0.</remarks>
        /// <exception cref="AxisException">There is no such axis.</exception>
        /// <exception cref="ShapeException">Both axes are the same.</exception>
        public Variable<T> Diagonal(int offset = 0, int axis1 = -2, int axis2 = -1)
            => Apply(new Diagonal(offset, Shape.Axis(axis1, "diagonal"), Shape.Axis(axis2, "diagonal")));

        /// <summary>The sum of a diagonal of the last two axes: (..., m, n) -> (...).</summary>
        /// <param name="offset">0 is the main diagonal, positive ones lie above it, negative ones below.</param>
        /// <exception cref="AxisException">There are fewer than two axes.</exception>
        public Variable<T> Trace(int offset = 0)
        {
            Shape shape = Shape;
            return Apply(new Diagonal(offset, shape.Axis(-2, "trace"), shape.Axis(-1, "trace"))).Sum(-1);
        }
    }
}
