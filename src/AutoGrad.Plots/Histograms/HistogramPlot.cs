using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace AutoGrad.Plots;

/// <summary>Draws how the numbers of parameters are spread, epoch by epoch: a plot for each parameter.</summary>
internal static class HistogramPlot
{
    // A layer's weight and its bias are beside each other.
    private const int Columns = 2;
    private const int Rows = 96;
    private const int Width = 400;
    private const int Height = 260;

    // From the ground to the full colour, in steps that cannot be seen.
    private static readonly OxyPalette Shades = new(Enumerable.Range(0, 128).Select(i => Palette.Faint(Palette.Of(0), 0.95 * i / 127)));

    /// <summary>A picture of all parameters.</summary>
    /// <param name="title">What is above it.</param>
    /// <param name="quantity">What the numbers are.</param>
    /// <param name="histories">The parameters, at least one.</param>
    public static Picture Of(string title, string quantity, IReadOnlyList<ParameterHistory> histories) =>
        Picture.Beside(title, "The fuller the colour, the more numbers; the line is their median", Math.Min(Columns, histories.Count), [.. histories.Select(history => Of(history, quantity))]);

    private static Picture Of(ParameterHistory history, string quantity)
    {
        PlotModel plot = Frame.Plot(history.Name, $"{history.Shape}, {quantity}");
        plot.TitleFontSize = 13;
        plot.SubtitleFontSize = 11;
        (int Epoch, Histogram Histogram)[] entries = [.. history.Entries];
        (int first, int last) = (entries[0].Epoch, entries[^1].Epoch);
        double half = entries.Length > 1 ? (entries[1].Epoch - first) / 2.0 : 0.5;
        Histogram[] finite = [.. entries.Select(entry => entry.Histogram).Where(histogram => histogram.Counts.Count > 0)];
        (double low, double high) = Range(finite);
        LinearAxis values = Frame.Linear(AxisPosition.Left, "");
        (values.Minimum, values.Maximum) = (low, high);
        values.UseSuperExponentialFormat = false;
        LinearAxis epochs = Frame.Counting("epoch", first, last);
        (epochs.Minimum, epochs.Maximum) = (first - half, last + half);
        plot.Axes.Add(values);
        plot.Axes.Add(epochs);
        plot.Axes.Add(new LinearColorAxis { Position = AxisPosition.None, Minimum = 0, Maximum = 1, Palette = Shades });
        plot.Series.Add(new HeatMapSeries
        {
            Data = Shares(entries, low, high),
            X0 = first - half,
            X1 = last + half,
            Y0 = low,
            Y1 = high,
            CoordinateDefinition = HeatMapCoordinateDefinition.Edge,
            Interpolate = false,
        });
        var median = new LineSeries { Color = Palette.Ink, StrokeThickness = 1.5, MarkerType = entries.Length == 1 ? MarkerType.Circle : MarkerType.None, MarkerFill = Palette.Ink };
        median.Points.AddRange(entries.Select(entry => new DataPoint(entry.Epoch, entry.Histogram.Median)));
        plot.Series.Add(median);
        string description = FormattableString.Invariant($"from {low:G3} to {high:G3}, median {entries[^1].Histogram.Median:G3} after epoch {last}.");
        int wrong = Array.FindIndex(entries, entry => entry.Histogram.NotFinite > 0);
        if (wrong >= 0)
        {
            string alarm = FormattableString.Invariant($"{entries[wrong].Histogram.NotFinite} NaN or infinite after epoch {entries[wrong].Epoch}");
            description += $" {alarm}.";
            plot.Annotations.Add(new TextAnnotation
            {
                TextPosition = new DataPoint((first + last) / 2.0, high),
                Text = alarm,
                TextColor = Palette.Alarm,
                TextVerticalAlignment = VerticalAlignment.Top,
                TextHorizontalAlignment = HorizontalAlignment.Center,
                Stroke = OxyColors.Transparent,
                FontSize = 12,
            });
        }

        return new Picture(history.Name, description, Width, Height, plot);
    }

    private static (double Low, double High) Range(Histogram[] histograms)
    {
        if (histograms.Length == 0)
        {
            return (-1, 1);
        }

        double low = histograms.Min(histogram => histogram.Minimum);
        double high = histograms.Max(histogram => histogram.Maximum);
        double room = high > low ? 0.03 * (high - low) : Math.Max(0.5 * Math.Abs(high), 1e-3);
        return (low - room, high + room);
    }

    // Of each epoch, the numbers in a row against those in its fullest one. The root shows the few beside the many.
    private static double[,] Shares((int Epoch, Histogram Histogram)[] entries, double low, double high)
    {
        var shares = new double[entries.Length, Rows];
        for (int column = 0; column < entries.Length; column++)
        {
            double[] spread = entries[column].Histogram.Over(low, high, Rows);
            double most = spread.Max();
            for (int row = 0; row < Rows && most > 0; row++)
            {
                shares[column, row] = Math.Sqrt(spread[row] / most);
            }
        }

        return shares;
    }
}
