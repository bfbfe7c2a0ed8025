using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Lays windows back along one axis and adds them up where they overlap: the transpose of <see cref="Unfold"/>.</summary>
    /// <remarks>Shape (..., windows, ..., size) -> (..., length, ...); elements that no window covers are 0. Saves nothing. Source: elementary.</remarks>
    public readonly struct Fold(int axis, int length, int step) : IStructuredOperation<Fold>
    {
        /// <inheritdoc/>
        public static OperationInfo<Fold> Info { get; } = new("fold", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Accumulates = true,
            Formula = "y_j = sum of x_(w, k) with w step + k = j along an axis",
            Source = "elementary",
            Samples = [new(new(0, 5, 1), [3, 3]), new(new(1, 7, 3), [2, 2, 2]), new(new(0, 4, 2), [2, 3, 2]), new(new(0, 3, 1), [1, 3]), new(new(0, 3, 2), [2, 1])],
            Refusals =
            [
                new(new(0, 5, 1), "has 4 windows of 2, but axis 0 of the operand has 3", [3, 2]),
                new(new(1, 5, 1), "no axis 1", [3, 2]),
                new(new(0, 5, 0), "at least 1", [3, 2]),
                new(new(0, 2, 1), "do not fit", [1, 3]),
            ],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            ReadOnlySpan<nint> lengths = operands[0].Lengths;
            if (axis < 0 || axis >= lengths.Length - 1)
            {
                throw operands.Error($"there is no axis {axis} of windows before the last axis");
            }

            nint size = lengths[^1];
            if (size < 1 || step < 1)
            {
                throw operands.Error($"the windows have size {size} and step {step}; both must be at least 1");
            }

            if (size > length)
            {
                throw operands.Error($"windows of {size} do not fit into the length {length}");
            }

            nint windows = ((length - size) / step) + 1;
            if (windows != lengths[axis])
            {
                throw operands.Error($"a length of {length} has {windows} windows of {size}, but axis {axis} of the operand has {lengths[axis]}");
            }

            result.Add(lengths[..axis]);
            result.Add(length);
            result.Add(lengths[(axis + 1)..^1]);
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
            Unfold.View(evaluation.ResultShape.Lengths, axis, step, strides);
            Strided.AddTo(evaluation[0], evaluation.Result, 0, strides, evaluation.ShapeOf(0).Lengths);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(new Unfold(axis, (int)pullback[0].Shape.Lengths[^1], step));

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"fold(axis {axis}: to {length} by {step})");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Lays windows back along one axis and adds them up where they overlap: (..., windows, ..., size) -> (..., length, ...).</summary>
        /// <param name="axis">The axis of the windows, counted in the result.</param>
        /// <param name="length">The axis' length in the result.</param>
        /// <param name="step">From one window's start to the next one's.</param>
        /// <exception cref="AxisException">There is no such axis.</exception>
        /// <exception cref="ShapeException">The length has another number of windows.</exception>
        public Variable<T> Fold(int axis, int length, int step = 1)
        {
            int rank = Rank - 1;
            int along = axis < 0 ? axis + rank : axis;
            return along >= 0 && along < rank
                ? Apply(new Fold(along, length, step))
                : throw new AxisException($"fold: axis {axis} is out of range; the result of folding {Shape} has {Math.Max(rank, 0)} axes");
        }
    }
}
