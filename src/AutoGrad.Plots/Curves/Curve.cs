namespace AutoGrad.Plots;

/// <summary>A name and points from left to right; a y that is not finite is a gap.</summary>
internal sealed record Curve(string Name, IReadOnlyList<(double X, double Y)> Points)
{
    // More points than this look the same and make a larger file.
    private const int Most = 1000;

    public IEnumerable<double> FiniteValues => Points.Select(point => point.Y).Where(double.IsFinite);

    /// <summary>Values at 1, 2, 3 and so on.</summary>
    public static Curve Of(string name, IReadOnlyList<double> values) => new(name, [.. values.Select((y, i) => (i + 1.0, y))]);

    /// <summary>Of every stretch of a long curve the lowest and the highest point, and the first that is not finite; the ends as they are.</summary>
    public Curve Thinned()
    {
        if (Points.Count <= Most)
        {
            return this;
        }

        int stretch = (int)Math.Ceiling(3.0 * Points.Count / Most);
        IEnumerable<(double X, double Y)> kept = Points.Chunk(stretch).SelectMany(some =>
        {
            (double X, double Y)[] finite = [.. some.Where(point => double.IsFinite(point.Y))];
            IEnumerable<(double X, double Y)> gap = some.Where(point => !double.IsFinite(point.Y)).Take(1);
            return finite.Length == 0 ? gap : gap.Append(finite.MinBy(point => point.Y)).Append(finite.MaxBy(point => point.Y));
        });
        return this with { Points = [.. kept.Prepend(Points[0]).Append(Points[^1]).Distinct().OrderBy(point => point.X)] };
    }

    /// <summary>The curve in words.</summary>
    public string Describe(string unit)
    {
        (double X, double Y)[] finite = [.. Points.Where(point => double.IsFinite(point.Y))];
        if (finite.Length == 0)
        {
            return $"{Name}: no finite value";
        }

        (double X, double Y) lowest = finite.MinBy(point => point.Y);
        (double X, double Y) highest = finite.MaxBy(point => point.Y);
        return FormattableString.Invariant($"{Name}: from {finite[0].Y:G4} at {unit} {finite[0].X} to {finite[^1].Y:G4} at {unit} {finite[^1].X}, lowest {lowest.Y:G4} at {unit} {lowest.X}, highest {highest.Y:G4} at {unit} {highest.X}");
    }
}
