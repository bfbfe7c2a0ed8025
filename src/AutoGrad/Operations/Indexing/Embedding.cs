using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad;

public readonly partial struct Variable<T>
{
    /// <summary>Looks rows up in this table: (n, ...) with indices of shape (lengths) -> (lengths, ...).</summary>
    /// <param name="indices">Rows, in row order of their shape; negative ones count from the end. They are copied.</param>
    /// <param name="lengths">The shape of the indices; a vector's unless given.</param>
    /// <param name="paddingIndex">A row that gets no gradient, as for the filler of short sentences; its value is looked up as any other.</param>
    /// <exception cref="AxisException">This is a scalar.</exception>
    /// <exception cref="ShapeException">An index is outside of the table, or the indices do not fill their shape.</exception>
    public Variable<T> Embedding(ReadOnlySpan<int> indices, ReadOnlySpan<nint> lengths = default, int? paddingIndex = null)
    {
        Shape shape = Shape;
        shape.Axis(0, "embedding");
        if (!lengths.IsEmpty && Shape.CountOf(lengths) != indices.Length)
        {
            throw new ShapeException($"embedding: {shape}: {indices.Length} indices do not fill the shape {Shape.Format(lengths)}");
        }

        Variable<T> rows = Apply(new IndexSelect(0, Tape.KeepIndices(indices)));
        if (paddingIndex is { } padding)
        {
            rows = WithoutGradient(rows, indices, padding, (int)shape.Lengths[0]);
        }

        if (lengths.Length < 2)
        {
            return rows;
        }

        Span<nint> whole = stackalloc nint[lengths.Length + shape.Rank - 1];
        lengths.CopyTo(whole);
        shape.Lengths[1..].CopyTo(whole[lengths.Length..]);
        return rows.Reshape(whole);
    }

    /// <summary>The rows as they are, but those of one index as constants.</summary>
    private static Variable<T> WithoutGradient(Variable<T> rows, ReadOnlySpan<int> indices, int padding, int count)
    {
        if (padding < -count || padding >= count)
        {
            throw new ShapeException($"embedding: the padding index {padding} is outside of the table, which has {count} rows");
        }

        Span<nint> column = stackalloc nint[rows.Rank];
        column.Fill(1);
        column[0] = indices.Length;
        Variable<T> counts = rows.Tape.Filled(T.One, column);
        Span<T> flags = rows.Tape.ValueOf(counts.Index);
        for (int i = 0; i < indices.Length; i++)
        {
            // Both may count from the end, so they are compared as rows of the table.
            if ((indices[i] - padding) % count == 0)
            {
                flags[i] = T.Zero;
            }
        }

        return counts.Where(rows, rows.StopGradient());
    }
}
