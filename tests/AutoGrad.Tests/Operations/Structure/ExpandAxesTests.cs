using AutoGrad.Errors;

namespace AutoGrad.Tests.Operations.Structure;

public class ExpandAxesTests
{
    private readonly Variable<double> x = new Tape<double>().Variable([0.0, 1, 2, 3, 4, 5], 2, 3);

    [Fact]
    public void Axes_count_in_the_result()
    {
        Assert.Equal(new Shape([1, 2, 3]), x.ExpandAxes(0).Shape);
        Assert.Equal(new Shape([2, 3, 1]), x.ExpandAxes(2).Shape);
        Assert.Equal(new Shape([1, 2, 1, 3]), x.ExpandAxes(-2, 0).Shape);
        Assert.Equal(new Shape([1, 2, 3, 1]), x.ExpandAxes(-4, -1).Shape);
    }

    [Theory]
    [InlineData(3, new[] { 3 })]
    [InlineData(-4, new[] { -4 })]
    public void Axis_beyond_the_result_is_refused(int axis, int[] axes)
        => Assert.Equal(
            $"expand_axes: axis {axis} is out of range or given twice; the result of expanding (2, 3) has axes 0 to 2",
            Assert.Throws<AxisException>(() => x.ExpandAxes(axes)).Message);

    [Fact]
    public void Axis_given_twice_is_refused()
        => Assert.Contains("axis -4 is out of range or given twice", Assert.Throws<AxisException>(() => x.ExpandAxes(0, -4)).Message, StringComparison.Ordinal);
}
