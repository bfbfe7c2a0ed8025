namespace AutoGrad.Drawing.Layout;

/// <summary>A rectangle of the picture.</summary>
internal readonly record struct Rectangle(double X, double Y, double Width, double Height)
{
    public bool Overlaps(Rectangle other) =>
        X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;

    public bool Contains(Rectangle other) =>
        X <= other.X && Y <= other.Y && X + Width >= other.X + other.Width && Y + Height >= other.Y + other.Height;
}

/// <summary>A point that a line goes to, straight or in a curve that starts and ends along the main axis.</summary>
internal readonly record struct Waypoint(double X, double Y, bool IsCurve);

/// <summary>The line of an edge, or the part of it up to the border of a box.</summary>
/// <param name="From">The node that is read.</param>
/// <param name="To">The node that reads, where this part ends there; else -1.</param>
/// <param name="Points">The points, of which the first is where the line starts.</param>
/// <param name="Label">What is written before its end.</param>
internal sealed record Route(int From, int To, IReadOnlyList<Waypoint> Points, string Label);
