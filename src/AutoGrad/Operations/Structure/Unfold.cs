using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Sliding windows along one axis: the axis becomes the number of windows, and a new last axis runs through each window.</summary>
    /// <remarks>
    /// Shape (..., n, ...) -> (..., floor((n - size) / step) + 1, ..., size). Saves nothing; the gradient adds up where windows overlap.
    /// Source: PyTorch's Tensor.unfold.
    /// </remarks>
    public readonly struct Unfold(int axis, int size, int step) : IStructuredOperation<Unfold>
    {
        /// <inheritdoc/>
        public static OperationInfo<Unfold> Info { get; } = new("unfold", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Accumulates = true,
            Formula = "y_(w, k) = x_(w step + k) along an axis",
            Accuracy = "exact",
            Source = "PyTorch Tensor.unfold",
            Samples = [new(new(0, 3, 1), [5]), new(new(1, 2, 3), [2, 7]), new(new(0, 2, 2), [4, 3]), new(new(1, 3, 2), [2, 6, 2]), new(new(0, 3, 1), [3]), new(new(0, 1, 2), [3])],
            Refusals =
            [
                new(new(1, 4, 1), "windows of 4 do not fit into axis 1, which has length 3", [2, 3]),
                new(new(2, 1, 1), "no axis 2", [2, 3]),
                new(new(0, 0, 1), "at least 1", [3]),
                new(new(0, 1, 0), "at least 1", [3]),
            ],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            ReadOnlySpan<nint> lengths = operands[0].Lengths;
            if (axis < 0 || axis >= lengths.Length)
            {
                throw operands.Error($"there is no axis {axis} to slide along");
            }

            if (size < 1 || step < 1)
            {
                throw operands.Error($"size {size} and step {step} were given; both must be at least 1");
            }

            if (size > lengths[axis])
            {
                throw operands.Error($"windows of {size} do not fit into axis {axis}, which has length {lengths[axis]}");
            }

            result.Add(lengths[..axis]);
            result.Add(((lengths[axis] - size) / step) + 1);
            result.Add(lengths[(axis + 1)..]);
            result.Add(size);
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Span<nint> strides = stackalloc nint[evaluation.ResultShape.Rank];
            View(evaluation.ShapeOf(0).Lengths, axis, step, strides);
            Strided.Copy(evaluation[0], 0, strides, evaluation.ResultShape.Lengths, evaluation.Result, evaluation.Accumulate);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(new Fold(axis, (int)pullback[0].Shape.Lengths[axis], step));

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"unfold(axis {axis}: windows of {size} by {step})");

        /// <summary>The strides of the windows' view of a tensor of the given lengths.</summary>
        internal static void View(ReadOnlySpan<nint> lengths, int axis, int step, Span<nint> strides)
        {
            RowMajor.Strides(lengths, strides);
            strides[^1] = strides[axis];
            strides[axis] *= step;
        }
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Sliding windows along one axis: (..., n, ...) -> (..., floor((n - size) / step) + 1, ..., size).</summary>
        /// <param name="axis">The axis, which becomes the number of windows.</param>
        /// <param name="size">The length of a window, which becomes the last axis.</param>
        /// <param name="step">From one window's start to the next one's.</param>
        /// <exception cref="AxisException">There is no such axis.</exception>
        /// <exception cref="ShapeException">No window fits, or size or step is below 1.</exception>
        public Variable<T> Unfold(int axis, int size, int step = 1) => Apply(new Unfold(Shape.Axis(axis, "unfold"), size, step));
    }
}
