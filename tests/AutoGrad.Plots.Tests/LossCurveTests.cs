using AutoGrad.Nn.Training;

namespace AutoGrad.Plots.Tests;

public class LossCurveTests
{
    [Fact]
    public void Losses_of_similar_size_are_at_even_steps()
    {
        var drawing = new SvgReading(LossCurve.Of([4, 3, 1, 2], title: "Four epochs", quantity: "squared error (m²)"));

        (double X, double Y)[] points = Assert.Single(drawing.Curves(SvgReading.Blue));
        Assert.Equal(4, points.Length);
        Assert.All(points.Zip(points.Skip(1)), pair => Assert.Equal((points[3].X - points[0].X) / 3, pair.Second.X - pair.First.X, 0.01));
        double step = points[1].Y - points[0].Y;
        Assert.True(step > 20, $"a step of {step} pixels");
        Assert.Equal([0, step, 3 * step, 2 * step], points.Select(point => point.Y - points[0].Y), (a, b) => Math.Abs(a - b) < 0.05);
        Assert.Equal("Four epochs", drawing.Title);
        Assert.Superset(new HashSet<string> { "Four epochs", "squared error (m²)", "epoch", "1", "2", "3", "4" }, drawing.Texts.ToHashSet());
        Assert.Contains("training: from 4 at epoch 1 to 2 at epoch 4, lowest 1 at epoch 3", drawing.Description);
    }

    [Fact]
    public void Losses_of_several_magnitudes_are_at_even_factors()
    {
        (double X, double Y)[] points = Assert.Single(new SvgReading(LossCurve.Of([100, 10, 1, 0.1])).Curves(SvgReading.Blue));

        double decade = points[1].Y - points[0].Y;
        Assert.True(decade > 20, $"a decade of {decade} pixels");
        Assert.Equal([0, decade, 2 * decade, 3 * decade], points.Select(point => point.Y - points[0].Y), (a, b) => Math.Abs(a - b) < 0.05);
    }

    [Fact]
    public void Validation_has_its_own_colour_and_its_lowest_loss_is_pointed_out()
    {
        var drawing = new SvgReading(LossCurve.Of([3, 2, 1], [3, 1.5, 2]));

        Assert.Equal(3, Assert.Single(drawing.Curves(SvgReading.Orange)).Length);
        Assert.Contains("training", drawing.Texts);
        Assert.Contains("validation", drawing.Texts);
        Assert.Contains("lowest validation loss: 1.5 at epoch 2", drawing.Texts);
        (double X, double Y) lowest = drawing.Curves(SvgReading.Orange)[0][1];
        var rings = drawing.Named("ellipse").Where(ring => SvgReading.Style(ring).Contains($"stroke:{SvgReading.Ink}", StringComparison.Ordinal)).ToList();
        Assert.Equal(lowest.X, (double)Assert.Single(rings).Attribute("cx")!, 0.01);
        Assert.Equal(lowest.Y, (double)rings[0].Attribute("cy")!, 0.01);
    }

    [Theory]
    [InlineData(double.NaN, "training is NaN at epoch 3")]
    [InlineData(double.PositiveInfinity, "training is infinite at epoch 3")]
    public void Loss_that_is_not_finite_is_a_gap_with_a_mark(double wrong, string words)
    {
        var drawing = new SvgReading(LossCurve.Of([2, 1.5, wrong, 1.8, 1.7]));

        IReadOnlyList<(double X, double Y)[]> parts = drawing.Curves(SvgReading.Blue);
        Assert.Equal([2, 2], parts.Select(part => part.Length));
        (double X, double Y)[] mark = Assert.Single(drawing.Lines(SvgReading.Alarm));
        Assert.All(mark, end => Assert.Equal((parts[0][1].X + parts[1][0].X) / 2, end.X, 0.05));
        Assert.Contains(words, drawing.Texts);
        Assert.Contains(words, drawing.Description);
    }

    [Fact]
    public void Losses_none_of_which_is_finite_are_shown_as_such()
    {
        var drawing = new SvgReading(LossCurve.Of([double.NaN, double.NaN], [double.NaN, double.NaN]));

        Assert.Contains("training is NaN at epoch 1; validation is NaN at epoch 1", drawing.Texts);
        Assert.StartsWith("training: no finite value; validation: no finite value", drawing.Description);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(-3)]
    public void Losses_that_are_all_equal_are_a_level_line(double loss)
    {
        (double X, double Y)[] points = Assert.Single(new SvgReading(LossCurve.Of([loss, loss, loss])).Curves(SvgReading.Blue));

        Assert.Single(points.Select(point => point.Y).Distinct());
        Assert.Equal(3, points.Length);
    }

    [Fact]
    public void Training_that_diverged_in_its_first_epoch_is_drawn()
    {
        var result = new TrainingResult
        {
            Reason = StopReason.Diverged,
            Divergence = Divergence.Loss,
            Epochs = 0,
            Iterations = 3,
            TrainingLoss = double.NaN,
            TrainingLosses = [],
            ValidationLosses = [],
            Elapsed = TimeSpan.Zero,
        };

        Assert.Contains("training is NaN at epoch 1", new SvgReading(LossCurve.Of(result)).Texts);
    }

    [Fact]
    public void Long_curve_keeps_its_extremes()
    {
        double[] losses = [.. Enumerable.Range(0, 50_000).Select(i => i == 31_234 ? 9.0 : i == 41_234 ? 0.5 : 2 + Math.Sin(i))];

        (double X, double Y)[] points = Assert.Single(new SvgReading(LossCurve.Of(losses)).Curves(SvgReading.Blue));

        Assert.InRange(points.Length, 500, 1100);
        double left = points[0].X;
        double width = points[^1].X - left;
        Assert.Equal(left + (width * 31_234 / 49_999), points.MinBy(point => point.Y).X, 0.05);
        Assert.Equal(left + (width * 41_234 / 49_999), points.MaxBy(point => point.Y).X, 0.05);
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        Assert.Contains("after Train", Assert.Throws<PictureException>(() => LossCurve.Of([])).Message);
        Assert.Contains("3 training losses and 2 validation losses", Assert.Throws<PictureException>(() => LossCurve.Of([3, 2, 1], [3, 2])).Message);
    }
}
