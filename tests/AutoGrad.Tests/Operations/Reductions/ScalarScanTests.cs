using AutoGrad.Errors;

namespace AutoGrad.Tests.Operations.Reductions;

/// <summary>A scalar has one axis to a scan, as in libtorch: the scan is the scalar itself.</summary>
public class ScalarScanTests
{
    private readonly Variable<double> scalar = new Tape<double>().Variable(3.0);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Scan_of_a_scalar_is_the_scalar(int axis)
    {
        foreach (Variable<double> y in (Variable<double>[])[scalar.CumulativeSum(axis), scalar.CumulativeProduct(axis, reverse: true)])
        {
            Assert.Equal(0, y.Rank);
            Assert.Equal(3.0, y.Value.Item);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-2)]
    public void Scan_of_a_scalar_along_another_axis_is_refused(int axis)
    {
        Assert.Throws<AxisException>(() => scalar.CumulativeSum(axis));
        Assert.Throws<AxisException>(() => scalar.CumulativeProduct(axis));
    }
}
