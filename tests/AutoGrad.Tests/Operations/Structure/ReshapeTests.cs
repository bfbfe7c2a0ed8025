using AutoGrad.Errors;

namespace AutoGrad.Tests.Operations.Structure;

public class ReshapeTests
{
    private readonly Variable<double> x = new Tape<double>().Variable([0.0, 1, 2, 3, 4, 5], 2, 3);

    [Fact]
    public void Length_of_minus_one_is_worked_out()
    {
        Assert.Equal(new Shape([3, 2]), x.Reshape(3, -1).Shape);
        Assert.Equal(new Shape([1, 6, 1]), x.Reshape(1, -1, 1).Shape);
        Assert.Equal(new Shape([6]), x.Reshape(-1).Shape);
        Assert.Equal(new Shape([0, 4]), x.Tape.Variable([], 0).Reshape(-1, 4).Shape);
    }

    [Theory]
    [InlineData(new[] { -1, 4 }, "(-1, 4)")]
    [InlineData(new[] { -1, 0 }, "(-1, 0)")]
    [InlineData(new[] { -1, -1 }, "(-1, -1)")]
    [InlineData(new[] { 2, -1, -1 }, "(2, -1, -1)")]
    public void Length_that_nothing_determines_is_refused(int[] lengths, string text)
        => Assert.Equal(
            $"reshape: (2, 3): its 6 elements do not determine the length -1 of {text}",
            Assert.Throws<ShapeException>(() => x.Reshape([.. lengths.Select(length => (nint)length)])).Message);

    [Fact]
    public void Flatten_merges_the_axes_between_two()
    {
        Variable<double> cube = x.Tape.Variable(new double[24], 2, 3, 4);
        Assert.Equal(new Shape([24]), cube.Flatten().Shape);
        Assert.Equal(new Shape([6, 4]), cube.Flatten(0, 1).Shape);
        Assert.Equal(new Shape([2, 12]), cube.Flatten(1).Shape);
        Assert.Equal(new Shape([2, 3, 4]), cube.Flatten(1, -2).Shape);
        Assert.Equal(new Shape([1]), x.Tape.Variable(1.0).Flatten().Shape);
        Assert.Throws<AxisException>(() => cube.Flatten(2, 1));
    }
}
