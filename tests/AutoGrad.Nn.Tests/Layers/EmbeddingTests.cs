using AutoGrad.Errors;
using AutoGrad.Nn.Layers;

namespace AutoGrad.Nn.Tests.Layers;

public class EmbeddingTests
{
    [Fact]
    public void Rows_are_looked_up_and_their_gradients_add_up()
    {
        var table = new Embedding<double>(4, 2, new RandomSource(1));
        new double[] { 0, 1, 10, 11, 20, 21, 30, 31 }.CopyTo(table.Weight.MutableValue);
        var tape = new Tape<double>();

        Variable<double> y = table.Forward(tape, [2, 0, 2, 3], 2, 2);
        y.Sum().Backward();

        Assert.Equal([2, 2, 2], y.Shape.Lengths.ToArray());
        Assert.Equal([20, 21, 0, 1, 20, 21, 30, 31], y.Value.ToArray());
        Assert.Equal([1, 1, 0, 0, 2, 2, 1, 1], table.Weight.Gradient.ToArray());
    }

    [Fact]
    public void The_padding_row_starts_at_0_and_gets_no_gradient()
    {
        var table = new Embedding<double>(3, 2, new RandomSource(1), paddingIndex: 1);
        var tape = new Tape<double>();

        table.Forward(tape, [1, 0, 1]).Sum().Backward();

        Assert.Equal([0, 0], table.Weight.Value.Span[2..4].ToArray());
        Assert.DoesNotContain(0, table.Weight.Value.Span[..2].ToArray());
        Assert.Equal([1, 1, 0, 0, 0, 0], table.Weight.Gradient.ToArray());
    }

    [Fact]
    public void Bad_sizes_and_indices_are_named()
    {
        var table = new Embedding<float>(3, 2, new RandomSource(1));
        var tape = new Tape<float>();

        Assert.Contains("index 3 at position 1", Assert.Throws<ShapeException>(() => table.Forward(tape, [0, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => table.Forward(tape, [-1]));
        Assert.Throws<ShapeException>(() => table.Forward(tape, [0, 1, 2], 2, 2));
        Assert.Throws<ModuleException>(() => new Embedding<float>(0, 2, new RandomSource(1)));
        Assert.Throws<ModuleException>(() => new Embedding<float>(3, 2, new RandomSource(1), paddingIndex: 3));
    }

    [Fact]
    public void As_a_layer_it_takes_whole_numbers_from_a_constant()
    {
        var table = new Embedding<double>(4, 2, new RandomSource(1));
        new double[] { 0, 1, 10, 11, 20, 21, 30, 31 }.CopyTo(table.Weight.MutableValue);
        var tape = new Tape<double>();

        Variable<double> y = new Sequential<double>(table, new Linear<double>(2, 3, new RandomSource(2))).Forward(tape.Constant([3, 1], 1, 2));

        Assert.Equal([1, 2, 3], y.Shape.Lengths.ToArray());
        Assert.Equal([30, 31, 10, 11], table.Forward(tape.Constant([3, 1], 1, 2)).Value.ToArray());
        Assert.Contains("takes 5 numbers", Assert.Throws<ModuleException>(() => new Sequential<double>(table, new Linear<double>(5, 3, new RandomSource(2)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void As_a_layer_it_names_what_is_no_index()
    {
        var table = new Embedding<double>(4, 2, new RandomSource(1));
        var tape = new Tape<double>();

        Assert.Equal(
            "Embedding weight: the number 1.5 at position 1 is no index; indices are whole numbers from 0 to 3",
            Assert.Throws<ModuleException>(() => table.Forward(tape.Constant([1, 1.5]))).Message);
        Assert.Contains("the number NaN at position 0", Assert.Throws<ModuleException>(() => table.Forward(tape.Constant([double.NaN]))).Message, StringComparison.Ordinal);
        Assert.Contains("index 4 at position 0 is outside", Assert.Throws<ShapeException>(() => table.Forward(tape.Constant([4.0]))).Message, StringComparison.Ordinal);
        Assert.Contains("wants a gradient", Assert.Throws<ModuleException>(() => table.Forward(tape.Variable([1.0]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_whose_product_no_array_holds_are_named()
    {
        string message = Assert.Throws<ModuleException>(() => new Embedding<float>(1_000_000, 5000, new RandomSource(1))).Message;

        Assert.StartsWith("Embedding: 1000000 rows of length 5000: the weights would be 5000000000 numbers", message, StringComparison.Ordinal);
    }
}
