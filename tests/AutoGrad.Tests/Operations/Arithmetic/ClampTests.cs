namespace AutoGrad.Tests.Operations.Arithmetic;

public class ClampTests
{
    private readonly Variable<double> x = new Tape<double>().Variable([1.0, 2, 3]);

    [Fact]
    public void Clamp_between_equal_bounds_is_constant()
    {
        Variable<double> y = x.Clamp(2, 2);
        y.Sum().Backward();
        Assert.Equal([2.0, 2, 2], y.Value.ToArray());
        Assert.Equal([0.0, 1, 0], x.Gradient.ToArray());
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.NaN)]
    public void Clamp_between_bounds_that_are_no_interval_is_refused(double low, double high)
        => Assert.StartsWith("clamp: the lower bound", Assert.Throws<ArgumentException>(() => x.Clamp(low, high)).Message, StringComparison.Ordinal);
}
