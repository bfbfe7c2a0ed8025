using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace AutoGrad.Plots;

/// <summary>Draws curves over epochs, and says where one stops being finite.</summary>
internal static class CurvePlot
{
    // From this ratio of the largest to the smallest value on, even factors tell more than even steps.
    private const double Decade = 10;

    // As many points can be told apart.
    private const int FewPoints = 40;

    private static readonly LineStyle[] Styles = [LineStyle.Solid, LineStyle.Dash, LineStyle.Dot, LineStyle.DashDot];

    /// <summary>A picture of curves.</summary>
    /// <param name="title">What is above it.</param>
    /// <param name="unit">What the x axis counts, in the singular.</param>
    /// <param name="quantity">What the y axis shows.</param>
    /// <param name="curves">The curves, at least one.</param>
    /// <param name="marks">Places to point out.</param>
    public static Picture Of(string title, string unit, string quantity, IReadOnlyList<Curve> curves, IReadOnlyList<Mark> marks)
    {
        Mark[] allMarks = [.. curves.SelectMany(curve => Gaps(curve, unit)), .. marks];
        double[] places = [.. curves.SelectMany(curve => curve.Points).Select(point => point.X), .. allMarks.Select(mark => mark.X)];
        PlotModel plot = Frame.Plot(title, allMarks.Length == 0 ? null : string.Join("; ", allMarks.Select(mark => mark.Text)));
        plot.SubtitleColor = allMarks.Any(mark => mark.IsAlarm) ? Palette.Alarm : Palette.Muted;
        plot.Axes.Add(Values(quantity, [.. curves.SelectMany(curve => curve.FiniteValues)]));
        plot.Axes.Add(Frame.Counting(unit, places.Min(), places.Max()));
        if (curves.Count > 1)
        {
            plot.Legends.Add(Frame.Legend());
        }

        foreach ((int place, Curve curve) in curves.Index())
        {
            plot.Series.Add(Line(curve.Thinned(), place));
        }

        foreach (Mark mark in allMarks)
        {
            plot.Annotations.Add(Drawn(mark));
        }

        string description = string.Join("; ", [.. curves.Select(curve => curve.Describe(unit)), .. allMarks.Select(mark => mark.Text)]) + ".";
        return new Picture(title, description, Frame.Width, Frame.Height, plot);
    }

    private static Axis Values(string quantity, double[] values)
    {
        if (values.Length > 0 && values.Min() > 0 && values.Max() / values.Min() >= Decade)
        {
            LogarithmicAxis logarithmic = Frame.Logarithmic(AxisPosition.Left, quantity);
            double room = Math.Pow(values.Max() / values.Min(), 0.05);
            (logarithmic.Minimum, logarithmic.Maximum) = (values.Min() / room, values.Max() * room);
            return logarithmic;
        }

        LinearAxis axis = Frame.Linear(AxisPosition.Left, quantity);
        if (values.Length == 0)
        {
            (axis.Minimum, axis.Maximum) = (0, 1);
        }
        else if (values.Min() == values.Max())
        {
            double half = values[0] == 0 ? 1 : 0.5 * Math.Abs(values[0]);
            (axis.Minimum, axis.Maximum) = (values[0] - half, values[0] + half);
        }

        return axis;
    }

    private static LineSeries Line(Curve curve, int place)
    {
        int points = curve.Points.Count;
        var line = new LineSeries
        {
            Title = curve.Name,
            Color = Palette.Of(place),
            LineStyle = Styles[place / 8 % Styles.Length],
            StrokeThickness = 2,
            MarkerType = points <= FewPoints ? Palette.MarkerOf(place) : MarkerType.None,
            MarkerSize = 3,
            MarkerFill = Palette.Of(place),
        };
        line.Points.AddRange(curve.Points.Select(point => new DataPoint(point.X, double.IsFinite(point.Y) ? point.Y : double.NaN)));
        return line;
    }

    private static IEnumerable<Mark> Gaps(Curve curve, string unit) => curve.Points
        .Where(point => !double.IsFinite(point.Y))
        .Take(1)
        .Select(point => new Mark(point.X, null, FormattableString.Invariant($"{curve.Name} is {Named(point.Y)} at {unit} {point.X}"), IsAlarm: true));

    private static string Named(double value) => double.IsNaN(value) ? "NaN" : "infinite";

    private static Annotation Drawn(Mark mark) => mark.Y is { } y
        ? new PointAnnotation { X = mark.X, Y = y, Shape = MarkerType.Circle, Size = 6, Fill = OxyColors.Transparent, Stroke = Palette.Ink, StrokeThickness = 1.5 }
        : new LineAnnotation { Type = LineAnnotationType.Vertical, X = mark.X, Color = mark.IsAlarm ? Palette.Alarm : Palette.Muted, LineStyle = LineStyle.Dash, StrokeThickness = 2 };
}
