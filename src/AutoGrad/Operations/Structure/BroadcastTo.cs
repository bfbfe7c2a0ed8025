using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Repeats a tensor along new axes and axes of length 1, by NumPy's rule.</summary>
    /// <remarks>Shape (...) -> the given one. Saves nothing; the gradient is the sum over the repetitions. Source: NumPy's broadcast_to.</remarks>
    public readonly struct BroadcastTo(Shape shape) : IStructuredOperation<BroadcastTo>
    {
        /// <inheritdoc/>
        public static OperationInfo<BroadcastTo> Info { get; } = new("broadcast_to", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Accumulates = true,
            Formula = "y = x repeated",
            Accuracy = "exact",
            Source = "NumPy broadcast_to",
            Samples = [new(new([4, 2, 3]), [2, 3]), new(new([2, 3]), [2, 1]), new(new([3]), [[]])],
            Refusals = [new(new([2, 4]), "cannot be broadcast to (2, 4)", [2, 3]), new(new([4, 3]), "cannot be broadcast to (4, 3)", [2, 3]), new(new([3]), "cannot be broadcast to (3,)", [1, 3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            Shape operand = operands[0];
            bool fits = operand.Rank <= shape.Rank;
            for (int fromEnd = 1; fits && fromEnd <= operand.Rank; fromEnd++)
            {
                fits = operand.Lengths[^fromEnd] == 1 || operand.Lengths[^fromEnd] == shape.Lengths[^fromEnd];
            }

            if (!fits)
            {
                throw operands.Error($"cannot be broadcast to {shape}; each axis, counted from the end, must have the same length or 1");
            }

            result.Add(shape.Lengths);
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ReadOnlySpan<nint> from = evaluation.ShapeOf(0).Lengths;
            Span<nint> strides = stackalloc nint[shape.Rank];
            nint running = 1;
            for (int fromEnd = 1; fromEnd <= shape.Rank; fromEnd++)
            {
                nint length = fromEnd <= from.Length ? from[^fromEnd] : 1;
                strides[^fromEnd] = length == 1 ? 0 : running;
                running *= length;
            }

            Strided.Copy(evaluation[0], 0, strides, shape.Lengths, evaluation.Result, evaluation.Accumulate);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream;

        /// <inheritdoc/>
        public override string ToString() => $"broadcast_to{shape}";
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Repeats this tensor along new axes and axes of length 1, by NumPy's rule.</summary>
        /// <exception cref="ShapeException">The shape does not broadcast to the given one.</exception>
        public Variable<T> BroadcastTo(params ReadOnlySpan<nint> lengths) => Apply(new BroadcastTo(Tape.ShapeOf(lengths)));
    }
}
