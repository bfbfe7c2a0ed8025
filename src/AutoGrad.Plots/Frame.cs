using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;

namespace AutoGrad.Plots;

/// <summary>What all plots look like before there is anything in them.</summary>
internal static class Frame
{
    /// <summary>Labels are measured with this font's widths; Arimo and Liberation Sans have the same.</summary>
    public const string Font = "Arial";

    /// <summary>The size that most pictures have.</summary>
    public const int Width = 720;

    /// <summary>The size that most pictures have.</summary>
    public const int Height = 420;

    /// <summary>A plot without axes.</summary>
    public static PlotModel Plot(string title, string? subtitle = null) => new()
    {
        Title = title,
        TitleFontSize = 16,
        TitleFontWeight = FontWeights.Bold,
        TitleColor = Palette.Ink,
        TitleHorizontalAlignment = TitleHorizontalAlignment.CenteredWithinView,
        Subtitle = subtitle,
        SubtitleFontSize = 12,
        SubtitleColor = Palette.Muted,
        TextColor = Palette.Ink,
        DefaultFont = Font,
        DefaultFontSize = 12,
        Culture = CultureInfo.InvariantCulture,
        PlotAreaBorderColor = Palette.Muted,
        PlotAreaBorderThickness = new OxyThickness(1, 0, 0, 1),
        Padding = new OxyThickness(12, 10, 20, 10),
    };

    /// <summary>A title, and a subtitle if there is one, with no plot below.</summary>
    public static PlotModel Heading(string title, string? subtitle)
    {
        PlotModel plot = Plot(title, subtitle);
        plot.TitleFontSize = 18;
        plot.PlotAreaBorderThickness = new OxyThickness(0);
        return plot;
    }

    /// <summary>An axis with even steps.</summary>
    public static LinearAxis Linear(AxisPosition position, string title) => Styled(new LinearAxis { MinimumPadding = 0.02, MaximumPadding = 0.04 }, position, title);

    /// <summary>An axis with even factors.</summary>
    public static LogarithmicAxis Logarithmic(AxisPosition position, string title) => Styled(new LogarithmicAxis(), position, title);

    /// <summary>An axis of whole numbers from 0 or 1 on, as epochs are.</summary>
    public static LinearAxis Counting(string title, double first, double last)
    {
        LinearAxis axis = Linear(AxisPosition.Bottom, title);
        axis.MinimumMajorStep = 1;
        axis.StringFormat = "#,0";
        double room = last > first ? 0.02 * (last - first) : 0.5;
        (axis.Minimum, axis.Maximum) = (first - room, last + room);
        return axis;
    }

    /// <summary>An axis with a style.</summary>
    public static TAxis Styled<TAxis>(TAxis axis, AxisPosition position, string title)
        where TAxis : Axis
    {
        axis.Position = position;
        axis.Title = title;
        axis.AxisTitleDistance = position == AxisPosition.Left ? 12 : 8;
        axis.TitleFontSize = 13;
        axis.TitleColor = Palette.Ink;
        axis.TextColor = Palette.Muted;
        axis.TicklineColor = Palette.Muted;
        axis.MajorGridlineColor = Palette.Grid;
        axis.MajorGridlineStyle = LineStyle.Solid;
        axis.MajorTickSize = 4;
        axis.MinorTickSize = 0;
        return axis;
    }

    /// <summary>A legend above the plot, with room for fonts that run wider than the one that it is measured in.</summary>
    public static Legend Legend() => new()
    {
        LegendPlacement = LegendPlacement.Outside,
        LegendPosition = LegendPosition.TopCenter,
        LegendOrientation = LegendOrientation.Horizontal,
        LegendItemSpacing = 36,
        LegendSymbolMargin = 6,
        LegendTextColor = Palette.Ink,
        LegendFontSize = 12,
        LegendMargin = 4,
    };
}
