using AutoGrad.Errors;
using AutoGrad.Nn.Initializers;
using AutoGrad.Nn.Layers;

namespace AutoGrad.Nn.Tests.Layers;

public class LayerNormTests
{
    [Fact]
    public void Each_sample_gets_mean_0_and_variance_1_then_weight_and_bias()
    {
        var layer = new LayerNorm<double>([2, 2], epsilon: 0);
        new double[] { 1, 2, 3, 4 }.CopyTo(layer.Weight!.MutableValue);
        new double[] { 0.5, 0, 0, 0 }.CopyTo(layer.Bias!.MutableValue);
        var tape = new Tape<double>();

        // Mean 4, variance 5; mean 10, variance 0.25 (1, -1, 1, -1 in units of 0.5).
        double[] y = layer.Forward(tape.Constant([1, 3, 5, 7, 10.5, 9.5, 10.5, 9.5], 2, 2, 2)).Value.ToArray();

        double s = 1 / Math.Sqrt(5);
        double[] expected = [(-3 * s) + 0.5, -2 * s, 3 * s, 12 * s, 1.5, -2, 3, -4];
        Assert.All(expected.Zip(y), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }

    [Fact]
    public void Gradients_are_those_of_finite_differences()
    {
        var layer = new LayerNorm<double>(3);
        Initialize<double>.Normal()(layer.Weight!.MutableValue, [3], new RandomSource(1));

        GradientCheck.Check(layer.Forward, new double[,] { { 1, 2.5, -0.5 }, { 0.3, 0.1, -2 } }).ThrowIfFailed();
    }

    [Fact]
    public void Parameters_are_there_as_asked()
    {
        Assert.Equal(["weight", "bias"], new LayerNorm<float>(3).NamedParameters.Select(named => named.Name));
        Assert.Equal(["weight"], new LayerNorm<float>(3, hasBias: false).NamedParameters.Select(named => named.Name));
        Assert.Empty(new LayerNorm<float>(3, isAffine: false).NamedParameters);
    }

    [Fact]
    public void Wrong_sizes_name_the_shapes()
    {
        var layer = new LayerNorm<float>([2, 3]);
        var tape = new Tape<float>();

        string message = Assert.Throws<ShapeException>(() => layer.Forward(tape.Filled(1, 4, 3, 3))).Message;

        Assert.Contains("(4, 3, 3)", message, StringComparison.Ordinal);
        Assert.Contains("(2, 3)", message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => layer.Forward(tape.Filled(1, 3)));
        Assert.Throws<ModuleException>(() => new LayerNorm<float>(0));
        Assert.Throws<ModuleException>(() => new LayerNorm<float>(ReadOnlySpan<nint>.Empty));
        Assert.Throws<ModuleException>(() => new LayerNorm<float>(3, epsilon: -1));
    }
}
