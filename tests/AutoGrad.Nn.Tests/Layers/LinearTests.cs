using AutoGrad.Errors;
using AutoGrad.Nn.Layers;

namespace AutoGrad.Nn.Tests.Layers;

public class LinearTests
{
    [Fact]
    public void Linear_of_a_batch_is_the_product_with_the_transposed_weight_plus_the_bias()
    {
        var layer = new Linear<double>(2, 3, new RandomSource(1));
        new double[] { 1, 2, 3, 4, 5, 6 }.CopyTo(layer.Weight.MutableValue);
        new double[] { 0.5, -0.5, 1 }.CopyTo(layer.Bias!.MutableValue);
        var tape = new Tape<double>();

        Variable<double> y = layer.Forward(tape.Constant(new double[,] { { 1, -1 }, { 2, 0 } }));

        Assert.Equal([-0.5, -1.5, 0, 2.5, 5.5, 11], y.Value.Span.ToArray());
    }

    [Fact]
    public void Linear_of_a_vector_is_that_of_a_batch_of_one()
    {
        var layer = new Linear<double>(4, 3, new RandomSource(1));
        var tape = new Tape<double>();
        double[] x = [1, -2, 3, 0.5];

        Variable<double> alone = layer.Forward(tape.Constant(x));
        Variable<double> batch = layer.Forward(tape.Constant(x, 1, 4));

        Assert.Equal([3], alone.Shape.Lengths.ToArray());
        Assert.All(alone.Value.Span.ToArray().Zip(batch.Value.Span.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
    }

    [Fact]
    public void Linear_of_a_wrong_length_names_the_layer_and_the_shapes()
    {
        var model = new Sequential<float>(new Linear<float>(4, 3, new RandomSource(1)));
        var tape = new Tape<float>();

        ShapeException error = Assert.Throws<ShapeException>(() => model.Forward(tape.Filled(1, 2, 5)));

        Assert.Contains("0.weight", error.Message, StringComparison.Ordinal);
        Assert.Contains("(2, 5)", error.Message, StringComparison.Ordinal);
        Assert.Contains("4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Linear_without_outputs_is_refused_where_it_is_made() =>
        Assert.Throws<ModuleException>(() => new Linear<float>(4, 0, new RandomSource(1)));

    [Fact]
    public void Sizes_whose_product_no_array_holds_are_named()
    {
        string message = Assert.Throws<ModuleException>(() => new Linear<float>(100_000, 100_000, new RandomSource(1))).Message;

        Assert.StartsWith("Linear: 100000 inputs and 100000 outputs: the weights would be 10000000000 numbers", message, StringComparison.Ordinal);
    }
}
