using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace AutoGrad.Plots;

/// <summary>What is decided at points, two coordinates each.</summary>
internal delegate PlaneDecisions Decide(ReadOnlySpan<double> places);

/// <summary>Draws regions, boundaries, lines and points.</summary>
internal static class BoundaryPlot
{
    // How much of a class's colour its region has where the model is sure. Points have all of it.
    private const double Strength = 0.38;

    // The shades of a class, one after the other in the palette of all.
    private const int Shades = 32;

    public static Picture Of(PlanePoints points, BoundaryOptions options, Decide decide)
    {
        options.Check();
        (double From, double To) x = options.XRange ?? points.Range(0);
        (double From, double To) y = options.YRange ?? points.Range(1);
        PlaneDecisions regions = decide(Grid(x, y, options.Cells));
        int[] decided = decide(points.Coordinates).Classes;
        int[] wrong = [.. Enumerable.Range(0, points.Count).Where(point => decided[point] != points.LabelOf(point))];
        int classes = Math.Max(points.Classes, regions.Classes.Max() + 1);
        if (options.ClassNames.Count > 0 && options.ClassNames.Count < classes)
        {
            throw new PictureException($"DecisionBoundary: {options.ClassNames.Count} names for {classes} classes; give a name for each, or none");
        }

        string outcome = wrong.Length == 0 ? $"all {points.Count} points in the region of their class" : $"{wrong.Length} of {points.Count} points in another class's region";
        int undecided = regions.Classes.Count(c => c < 0);
        outcome += undecided == 0 ? "" : FormattableString.Invariant($"; NaN in {100.0 * undecided / regions.Classes.Length:0.#} % of the plane");
        PlotModel plot = Frame.Plot(options.Title, outcome);
        plot.PlotAreaBorderThickness = new OxyThickness(1);
        plot.Axes.Add(Axis(AxisPosition.Left, options.YLabel, y));
        plot.Axes.Add(Axis(AxisPosition.Bottom, options.XLabel, x));
        plot.Axes.Add(new LinearColorAxis
        {
            Position = AxisPosition.None,
            Minimum = 0,
            Maximum = classes * Shades,
            InvalidNumberColor = OxyColors.Transparent,
            Palette = new OxyPalette(Enumerable.Range(0, classes * Shades).Select(i => Palette.Faint(Palette.Of(i / Shades), Strength * (i % Shades) / (Shades - 1)))),
        });
        if (options.HasLegend)
        {
            plot.Legends.Add(Frame.Legend());
        }

        AddRegions(plot, regions, x, y, options.Cells);
        foreach (PlaneLine line in options.Lines)
        {
            plot.Annotations.Add(Line(line));
        }

        string NameOf(int c) => options.ClassNames.Count > 0 ? options.ClassNames[c] : FormattableString.Invariant($"class {c}");
        for (int c = 0; c < points.Classes; c++)
        {
            AddPoints(plot, points, c, NameOf(c), wrong);
        }

        double[] shares = [.. Enumerable.Range(0, classes).Select(c => 100.0 * regions.Classes.Count(other => other == c) / regions.Classes.Length)];
        string description = string.Join(", ", shares.Select((share, c) => FormattableString.Invariant($"{NameOf(c)} in {share:0.#} % of the plane"))) + $"; {outcome}.";
        return new Picture(options.Title, description, options.Width, options.Height, plot);
    }

    // The middles of the cells, column by column.
    private static double[] Grid((double From, double To) x, (double From, double To) y, int cells)
    {
        var places = new double[2 * cells * cells];
        for (int cell = 0; cell < cells * cells; cell++)
        {
            places[2 * cell] = x.From + ((x.To - x.From) * ((cell / cells) + 0.5) / cells);
            places[(2 * cell) + 1] = y.From + ((y.To - y.From) * ((cell % cells) + 0.5) / cells);
        }

        return places;
    }

    private static LinearAxis Axis(AxisPosition position, string title, (double From, double To) range)
    {
        LinearAxis axis = Frame.Linear(position, title);
        (axis.Minimum, axis.Maximum) = range;
        axis.MajorGridlineStyle = LineStyle.None;
        return axis;
    }

    private static void AddRegions(PlotModel plot, PlaneDecisions regions, (double From, double To) x, (double From, double To) y, int cells)
    {
        var shades = new double[cells, cells];
        for (int cell = 0; cell < cells * cells; cell++)
        {
            int c = regions.Classes[cell];
            shades[cell / cells, cell % cells] = c < 0 ? double.NaN : (c * Shades) + 0.5 + Math.Round(regions.Sureness[cell] * (Shades - 1));
        }

        plot.Series.Add(new HeatMapSeries
        {
            Data = shades,
            X0 = x.From,
            X1 = x.To,
            Y0 = y.From,
            Y1 = y.To,
            CoordinateDefinition = HeatMapCoordinateDefinition.Edge,
            Interpolate = false,
        });
        double[] columns = [.. Enumerable.Range(0, cells).Select(i => x.From + ((x.To - x.From) * (i + 0.5) / cells))];
        double[] rows = [.. Enumerable.Range(0, cells).Select(i => y.From + ((y.To - y.From) * (i + 0.5) / cells))];
        foreach (double[] lead in regions.Leads.Where(lead => lead.Any(value => value > 0) && lead.Any(value => value <= 0)))
        {
            var field = new double[cells, cells];
            Buffer.BlockCopy(lead, 0, field, 0, lead.Length * sizeof(double));
            plot.Series.Add(new ContourSeries
            {
                Data = field,
                ColumnCoordinates = columns,
                RowCoordinates = rows,
                ContourLevels = [0],
                Color = Palette.Ink,
                StrokeThickness = 1.5,
                LabelStep = int.MaxValue,
            });
        }
    }

    private static LineAnnotation Line(PlaneLine line)
    {
        var drawn = new LineAnnotation { Color = Palette.Muted, LineStyle = LineStyle.Dash, StrokeThickness = 2 };
        if (line.B == 0)
        {
            drawn.Type = LineAnnotationType.Vertical;
            drawn.X = line.C / line.A;
        }
        else
        {
            drawn.Type = LineAnnotationType.LinearEquation;
            drawn.Slope = -line.A / line.B;
            drawn.Intercept = line.C / line.B;
        }

        return drawn;
    }

    // Points without a line, as scattered ones would take their colour from the regions' axis.
    private static void AddPoints(PlotModel plot, PlanePoints points, int c, string name, int[] wrong)
    {
        foreach (bool isWrong in (bool[])[false, true])
        {
            int[] some = [.. Enumerable.Range(0, points.Count).Where(point => points.LabelOf(point) == c && wrong.Contains(point) == isWrong)];
            if (some.Length == 0 && isWrong)
            {
                continue;
            }

            var series = new LineSeries
            {
                Title = isWrong ? null : name,
                RenderInLegend = !isWrong,
                Color = OxyColors.Transparent,
                MarkerType = Palette.MarkerOf(c),
                MarkerSize = points.Count <= 40 ? 6 : 4,
                MarkerFill = Palette.Of(c),
                MarkerStroke = isWrong ? Palette.Ink : Palette.Paper,
                MarkerStrokeThickness = isWrong ? 2 : 1,
            };
            series.Points.AddRange(some.Select(point => new DataPoint(points[point].X, points[point].Y)));
            plot.Series.Add(series);
        }
    }
}
