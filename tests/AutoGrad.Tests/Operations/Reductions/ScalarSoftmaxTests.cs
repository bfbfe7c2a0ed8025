using AutoGrad.Errors;

namespace AutoGrad.Tests.Operations.Reductions;

/// <summary>A scalar has one axis to the softmax family too, on which it stands alone.</summary>
public class ScalarSoftmaxTests
{
    private readonly Variable<double> scalar = new Tape<double>().Variable(3.0);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Softmax_of_a_scalar_is_one(int axis)
    {
        Variable<double> softmax = scalar.Softmax(axis);
        Variable<double> logarithm = scalar.LogSoftmax(axis);
        Assert.Equal((0, 1.0), (softmax.Rank, softmax.Value.Item));
        Assert.Equal((0, 0.0), (logarithm.Rank, logarithm.Value.Item));
        Assert.Throws<AxisException>(() => scalar.Softmax(1));
        Assert.Throws<AxisException>(() => scalar.LogSoftmax(-2));
    }

    [Fact]
    public void LogSumExp_keeps_axes_when_asked()
    {
        Variable<double> x = scalar.Tape.Variable([0.0, 0, 0, 1, 1, 1], 2, 3);
        Assert.Equal(new Shape([2]), x.LogSumExp(1).Shape);
        Variable<double> kept = x.LogSumExp(1, keepDimensions: true);
        Assert.Equal(new Shape([2, 1]), kept.Shape);
        Assert.Equal(Math.Log(3), kept.Value[0, 0], 1e-15);
        Assert.Equal(1 + Math.Log(3), kept.Value[1, 0], 1e-15);
        Variable<double> cube = scalar.Tape.Variable(new double[12], 2, 3, 2);
        Assert.Equal(new Shape([3]), cube.LogSumExp([0, 2]).Shape);
        Assert.Equal(new Shape([1, 3, 1]), cube.LogSumExp([0, 2], keepDimensions: true).Shape);
    }
}
