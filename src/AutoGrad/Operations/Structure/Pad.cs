using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Adds a border of a constant before and after the elements of each axis; a negative width cuts elements off.</summary>
    /// <remarks>
    /// Shape (n, ...) -> (before + n + after, ...). The widths are before and after the first axis, before and after the second, and
    /// so on, each negated if <c>inverse</c>. Saves nothing. Linear where the constant is 0, which its gradient's always is. Source: NumPy's pad.
    /// </remarks>
    public readonly struct Pad(ReadOnlyMemory<int> widths, bool inverse, double value) : IStructuredOperation<Pad>
    {
        /// <inheritdoc/>
        public static OperationInfo<Pad> Info { get; } = new("pad", 1)
        {
            Saves = Saves.Nothing,
            Formula = "y_i = x_(i - before), or the constant where that lies outside",
            Accuracy = "exact",
            Source = "NumPy pad",
            Samples =
            [
                new(new(new[] { 0, 0, 1, 2 }, false, 0.5), [2, 3]),
                new(new(new[] { 1, -1, -1, 2 }, false, 0), [3, 2]),
                new(new(new[] { 1, 0, 0, 0, 0, 1 }, false, -2), [2, 3, 2]),
                new(new(new[] { 2, -1 }, true, 0), [4]),
                new(new(Array.Empty<int>(), false, 1), [[]]),
            ],
            Refusals =
            [
                new(new(new[] { 1, 1 }, false, 0), "widths for 1 axis were given, but the operand has 2", [2, 3]),
                new(new(new[] { 0, 0, 1, 1, 0, 0 }, false, 0), "widths for 3 axes were given", [2, 3]),
                new(new(new[] { 0, 0, -2, -2 }, false, 0), "axis 1 of length 3", [2, 3]),
            ],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            ReadOnlySpan<nint> lengths = operands[0].Lengths;
            if (widths.Length != 2 * lengths.Length)
            {
                int given = widths.Length / 2;
                throw operands.Error($"widths for {given} {(given == 1 ? "axis" : "axes")} were given, but the operand has {lengths.Length}");
            }

            for (int axis = 0; axis < lengths.Length; axis++)
            {
                (nint before, nint after) = WidthsOf(axis);
                nint padded = lengths[axis] + before + after;
                result.Add(padded >= 0
                    ? padded
                    : throw operands.Error($"widths {before} and {after} cut more off than axis {axis} of length {lengths[axis]} has"));
            }
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ReadOnlySpan<nint> source = evaluation.ShapeOf(0).Lengths;
            ReadOnlySpan<nint> result = evaluation.ResultShape.Lengths;
            Span<nint> from = stackalloc nint[source.Length];
            Span<nint> to = stackalloc nint[source.Length];
            Span<nint> counts = stackalloc nint[source.Length];
            for (int axis = 0; axis < source.Length; axis++)
            {
                nint before = WidthsOf(axis).Before;
                from[axis] = nint.Max(0, -before);
                to[axis] = nint.Max(0, before);
                counts[axis] = nint.Min(source[axis] + before, result[axis]) - to[axis];
            }

            evaluation.Result.Fill(T.CreateTruncating(value));
            Boxes.Copy(evaluation[0], source, from, evaluation.Result, result, to, counts);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(new Pad(widths, !inverse, 0));

        private (nint Before, nint After) WidthsOf(int axis)
        {
            ReadOnlySpan<int> all = widths.Span;
            return inverse ? (-(nint)all[2 * axis], -(nint)all[(2 * axis) + 1]) : (all[2 * axis], all[(2 * axis) + 1]);
        }
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Adds a border of a constant before and after the elements of axes; a negative width cuts elements off.</summary>
        /// <param name="widths">How many elements to add before and after, axis by axis from the first; further axes stay as they are.</param>
        /// <param name="value">The constant.</param>
        /// <exception cref="AxisException">There are more widths than axes.</exception>
        /// <exception cref="ShapeException">More is cut off than an axis has.</exception>
        public Variable<T> Pad(ReadOnlySpan<(int Before, int After)> widths, double value = 0)
        {
            Shape shape = Shape;
            if (widths.Length > shape.Rank)
            {
                throw new AxisException($"pad: {widths.Length} pairs of widths for shape {shape}, which has {shape.Rank} axes");
            }

            Span<int> flat = stackalloc int[2 * shape.Rank];
            flat.Clear();
            for (int axis = 0; axis < widths.Length; axis++)
            {
                (flat[2 * axis], flat[(2 * axis) + 1]) = widths[axis];
            }

            return Apply(new Pad(Tape.KeepIndices(flat), false, value));
        }
    }
}
