namespace AutoGrad;

/// <summary>The shapes that a tape has met, so that a warm loop makes no new ones.</summary>
internal sealed class ShapeTable
{
    // Programs meet a handful of shapes; one that keeps making new ones must not grow the table for ever.
    private const int Most = 4096;

    private readonly HashSet<Shape> shapes = new(new ByLengths());

    /// <summary>The shape object of the given lengths.</summary>
    public Shape Of(ReadOnlySpan<nint> lengths)
    {
        HashSet<Shape>.AlternateLookup<ReadOnlySpan<nint>> lookup = shapes.GetAlternateLookup<ReadOnlySpan<nint>>();
        if (lookup.TryGetValue(lengths, out Shape? known))
        {
            return known;
        }

        if (shapes.Count == Most)
        {
            shapes.Clear();
        }

        var shape = new Shape(lengths);
        shapes.Add(shape);
        return shape;
    }

    private sealed class ByLengths : IEqualityComparer<Shape>, IAlternateEqualityComparer<ReadOnlySpan<nint>, Shape>
    {
        public bool Equals(Shape? x, Shape? y) => x is null ? y is null : x.Equals(y);

        public int GetHashCode(Shape shape) => GetHashCode(shape.Lengths);

        public bool Equals(ReadOnlySpan<nint> lengths, Shape shape) => lengths.SequenceEqual(shape.Lengths);

        public int GetHashCode(ReadOnlySpan<nint> lengths)
        {
            nint hash = lengths.Length;
            foreach (nint length in lengths)
            {
                hash = (hash * 31) + length;
            }

            return hash.GetHashCode();
        }

        public Shape Create(ReadOnlySpan<nint> lengths) => new(lengths);
    }
}
