namespace AutoGrad.Plots;

/// <summary>Points of a plane with their classes.</summary>
internal sealed class PlanePoints
{
    private readonly double[] coordinates;
    private readonly int[] labels;

    /// <exception cref="PictureException">There are not two coordinates for each label, or a label is negative, or a coordinate not finite.</exception>
    public PlanePoints(ReadOnlySpan<double> coordinates, ReadOnlySpan<int> labels)
    {
        if (labels.IsEmpty || coordinates.Length != 2 * labels.Length)
        {
            string found = labels.IsEmpty || coordinates.Length % labels.Length != 0 ? "" : $", which makes {coordinates.Length / labels.Length} a point";
            throw new PictureException($"DecisionBoundary: {coordinates.Length} coordinates for {labels.Length} labels{found}; give two coordinates for each label, of at least one point, row by row");
        }

        this.coordinates = coordinates.ToArray();
        this.labels = labels.ToArray();
        int wrong = Array.FindIndex(this.coordinates, value => !double.IsFinite(value));
        if (wrong >= 0)
        {
            throw new PictureException(FormattableString.Invariant($"DecisionBoundary: a coordinate of point {wrong / 2} is {this.coordinates[wrong]}; leave the point out"));
        }

        wrong = Array.FindIndex(this.labels, label => label < 0);
        if (wrong >= 0)
        {
            throw new PictureException($"DecisionBoundary: the label of point {wrong} is {this.labels[wrong]}; number the classes from 0 on");
        }
    }

    public int Count => labels.Length;

    public int Classes => labels.Max() + 1;

    public ReadOnlySpan<double> Coordinates => coordinates;

    public int LabelOf(int point) => labels[point];

    public (double X, double Y) this[int point] => (coordinates[2 * point], coordinates[(2 * point) + 1]);

    /// <summary>A range with some room round the points.</summary>
    public (double From, double To) Range(int axis)
    {
        double[] values = [.. Enumerable.Range(0, Count).Select(point => coordinates[(2 * point) + axis])];
        (double low, double high) = (values.Min(), values.Max());
        double room = high > low ? 0.12 * (high - low) : Math.Max(1, 0.12 * Math.Abs(high));
        return (low - room, high + room);
    }
}
