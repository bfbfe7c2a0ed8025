using AutoGrad.Sweeps;

namespace AutoGrad.Tests.Sweeps;

public class ValueRangeTests
{
    [Theory]
    [InlineData(new[] { 2.0, -1, 0.5 }, "from -1 to 2")]
    [InlineData(new[] { 2.0, double.NaN, double.NegativeInfinity, 3, double.PositiveInfinity }, "from 2 to 3, 1 NaN and 2 infinite of 5")]
    [InlineData(new[] { double.NaN }, "1 NaN and 0 infinite of 1")]
    [InlineData(new[] { double.PositiveInfinity, double.PositiveInfinity }, "0 NaN and 2 infinite of 2")]
    [InlineData(new double[0], "")]
    public void Range_tells_the_finite_numbers_from_the_others(double[] values, string text)
        => Assert.Equal(text, ValueRange<double>.Of(values).ToString());

    [Theory]
    [InlineData(new[] { 1.0, 2 }, true)]
    [InlineData(new[] { 1.0, double.NaN }, false)]
    [InlineData(new[] { double.PositiveInfinity, double.NaN }, false)]
    [InlineData(new double[0], true)]
    public void Range_is_finite_without_NaN_and_infinity(double[] values, bool isFinite)
        => Assert.Equal(isFinite, ValueRange<double>.Of(values).IsFinite);
}
