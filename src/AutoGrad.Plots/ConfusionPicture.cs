using AutoGrad.Nn.Training.Metrics;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;

namespace AutoGrad.Plots;

/// <summary>A confusion matrix as a picture.</summary>
public static class ConfusionPicture
{
    // With more classes there is no room for the numbers.
    private const int MostNumbers = 24;

    /// <summary>
    /// A cell for each class (row) and what it was taken for (column), with its count; the fuller the colour, the larger the
    /// share of the row. What is right lies on the diagonal and has a colour of its own; no cell stands for a count of 0.
    /// </summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="title">What is above the picture.</param>
    /// <exception cref="PictureException">There is no sample in the matrix.</exception>
    public static Picture Of(ConfusionMatrix matrix, string title = "Confusion matrix")
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(title);
        if (matrix.Count == 0)
        {
            throw new PictureException("ConfusionPicture: there is no sample in the matrix; add outputs and labels first");
        }

        int classes = matrix.Classes;
        string outcome = FormattableString.Invariant($"{matrix.Accuracy:P1} of {matrix.Count:N0} samples are right");
        PlotModel plot = Frame.Plot(title, outcome);
        plot.PlotAreaBorderThickness = new OxyThickness(1);
        plot.Axes.Add(Classes(AxisPosition.Left, "actual class", matrix.Names, isTurned: true));
        plot.Axes.Add(Classes(AxisPosition.Bottom, "predicted class", matrix.Names, isTurned: false));
        for (int actual = 0; actual < classes; actual++)
        {
            long row = Enumerable.Range(0, classes).Sum(predicted => matrix[actual, predicted]);
            for (int predicted = 0; predicted < classes; predicted++)
            {
                if (matrix[actual, predicted] > 0)
                {
                    plot.Annotations.Add(Cell(actual, predicted, matrix[actual, predicted], row, classes <= MostNumbers));
                }
            }
        }

        string[] mistakes =
        [
            .. from actual in Enumerable.Range(0, classes)
               from predicted in Enumerable.Range(0, classes)
               where actual != predicted && matrix[actual, predicted] > 0
               orderby matrix[actual, predicted] descending
               select FormattableString.Invariant($"{matrix.Names[actual]} taken for {matrix.Names[predicted]}: {matrix[actual, predicted]}"),
        ];
        string description = $"{outcome}. " + (mistakes.Length == 0 ? "No mistakes." : $"Most frequent mistakes: {string.Join(", ", mistakes.Take(5))}.");
        int side = Math.Clamp(220 + (46 * classes), 360, 860);
        return new Picture(title, description, side + 40, side, plot);
    }

    private static CategoryAxis Classes(AxisPosition position, string title, IReadOnlyList<string> names, bool isTurned)
    {
        CategoryAxis axis = Frame.Styled(new CategoryAxis { GapWidth = 0 }, position, title);
        axis.Labels.AddRange(names);
        axis.MajorGridlineStyle = LineStyle.None;
        (axis.Minimum, axis.Maximum) = (-0.5, names.Count - 0.5);
        if (isTurned)
        {
            (axis.StartPosition, axis.EndPosition) = (1, 0);
        }
        else if (names.Sum(name => name.Length) > 60)
        {
            axis.Angle = -45;
        }

        return axis;
    }

    private static RectangleAnnotation Cell(int actual, int predicted, long count, long row, bool isNumbered) => new()
    {
        MinimumX = predicted - 0.5,
        MaximumX = predicted + 0.5,
        MinimumY = actual - 0.5,
        MaximumY = actual + 0.5,
        Fill = Palette.Faint(Palette.Of(actual == predicted ? 0 : 1), 0.12 + (0.58 * Math.Sqrt((double)count / row))),
        Stroke = Palette.Paper,
        StrokeThickness = 1,
        Text = isNumbered ? FormattableString.Invariant($"{count}") : null,
        TextColor = Palette.Ink,
        FontSize = 13,
    };
}
