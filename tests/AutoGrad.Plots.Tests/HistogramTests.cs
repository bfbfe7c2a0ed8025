namespace AutoGrad.Plots.Tests;

public class HistogramTests
{
    [Fact]
    public void Numbers_are_counted_where_they_are()
    {
        Histogram histogram = Histogram.Of<double>([0, 0, 0.999, 24, 24.5, 47.999, 48]);

        Assert.Equal((0.0, 48.0), (histogram.Minimum, histogram.Maximum));
        Assert.Equal(48, histogram.Counts.Count);
        Assert.Equal(3, histogram.Counts[0]);
        Assert.Equal(2, histogram.Counts[24]);
        Assert.Equal(2, histogram.Counts[47]);
        Assert.Equal(7, histogram.Counts.Sum());
        Assert.Equal(Math.Sqrt(((0.999 * 0.999) + (24.0 * 24) + (24.5 * 24.5) + (47.999 * 47.999) + (48.0 * 48)) / 7), histogram.RootMeanSquare, 1e-12);
        Assert.InRange(histogram.Median, 24, 25);
    }

    [Fact]
    public void Half_of_the_numbers_on_each_side_of_a_gap_have_their_median_in_its_middle() =>
        Assert.Equal(5, Histogram.Of<float>([0, 10]).Median, 1e-6);

    [Fact]
    public void Numbers_that_are_not_finite_are_counted_apart()
    {
        Histogram histogram = Histogram.Of<float>([float.NaN, 1, float.NegativeInfinity, 3]);

        Assert.Equal(2, histogram.NotFinite);
        Assert.Equal((1.0, 3.0), (histogram.Minimum, histogram.Maximum));
        Assert.Equal(2, histogram.Counts.Sum());

        Histogram nothing = Histogram.Of<float>([float.NaN]);
        Assert.Empty(nothing.Counts);
        Assert.Equal(double.NaN, nothing.Minimum);
        Assert.Equal(double.NaN, nothing.Median);
    }

    [Fact]
    public void Equal_numbers_are_one_bin() => Assert.Equal([3], Histogram.Of<double>([2, 2, 2]).Counts);

    [Fact]
    public void Largest_numbers_do_not_overflow()
    {
        Histogram histogram = Histogram.Of<double>([double.MinValue, 0, double.MaxValue]);

        Assert.Equal(1, histogram.Counts[0]);
        Assert.Equal(1, histogram.Counts[24]);
        Assert.Equal(1, histogram.Counts[47]);
    }

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(-0.5, 2.5)]
    public void Other_bins_hold_the_same_numbers(double from, double to)
    {
        double[] spread = Histogram.Of<double>([0, 0.5, 1, 1.5, 2]).Over(from, to, 100);

        Assert.Equal(5, spread.Sum(), 1e-6);
        double row = (to - from) / 100;
        Assert.All(Enumerable.Range(0, 100).Where(i => from + ((i + 1) * row) < 0 || from + (i * row) > 2.01), i => Assert.Equal(0, spread[i], 1e-6));
    }
}
