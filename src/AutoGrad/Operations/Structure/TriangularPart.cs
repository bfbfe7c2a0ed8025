using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The part of matrices on and to one side of a diagonal, with zeros on the other side.</summary>
    /// <remarks>Shape (..., m, n) -> (..., m, n). Saves nothing; it is its own transpose. Source: NumPy's tril and triu.</remarks>
    public readonly struct TriangularPart(bool upper, int diagonal) : IStructuredOperation<TriangularPart>
    {
        /// <inheritdoc/>
        public static OperationInfo<TriangularPart> Info { get; } = new("triangular_part", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Formula = "y_ij = x_ij where j - i is at most (lower) or at least (upper) the diagonal, 0 elsewhere",
            Accuracy = "exact",
            Source = "NumPy tril, triu",
            Samples = [new(new(false, 0), [3, 3]), new(new(true, 1), [2, 4]), new(new(false, -1), [2, 3, 2]), new(new(true, -9), [2, 2])],
            Refusals = [new(new(true, 0), "at least two axes", [3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            if (operands[0].Rank < 2)
            {
                throw operands.Error("a triangular part needs at least two axes");
            }

            result.Add(operands[0].Lengths);
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            int rows = (int)evaluation.ResultShape.Lengths[^2];
            int columns = (int)evaluation.ResultShape.Lengths[^1];
            ReadOnlySpan<T> source = evaluation[0];
            int row = 0;
            for (int start = 0; start < source.Length; start += columns)
            {
                // Lower parts keep the columns before the border, upper ones those from the border on.
                int border = (int)Math.Clamp((long)row + diagonal + (upper ? 0 : 1), 0, columns);
                ReadOnlySpan<T> from = source.Slice(start, columns);
                Span<T> to = evaluation.Result.Slice(start, columns);
                (upper ? to[..border] : to[border..]).Clear();
                Range kept = upper ? border.. : ..border;
                from[kept].CopyTo(to[kept]);
                row = row + 1 == rows ? 0 : row + 1;
            }
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(new TriangularPart(upper, diagonal));

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"{(upper ? "upper" : "lower")}_triangle({diagonal})");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The last two axes on and below a diagonal, with zeros above it: (..., m, n) -> (..., m, n).</summary>
        /// <param name="diagonal">0 is the main diagonal, positive ones lie above it, negative ones below.</param>
        /// <exception cref="ShapeException">There are fewer than two axes.</exception>
        public Variable<T> LowerTriangle(int diagonal = 0) => Apply(new TriangularPart(false, diagonal));

        /// <summary>The last two axes on and above a diagonal, with zeros below it: (..., m, n) -> (..., m, n).</summary>
        /// <param name="diagonal">0 is the main diagonal, positive ones lie above it, negative ones below.</param>
        /// <exception cref="ShapeException">There are fewer than two axes.</exception>
        public Variable<T> UpperTriangle(int diagonal = 0) => Apply(new TriangularPart(true, diagonal));
    }
}
