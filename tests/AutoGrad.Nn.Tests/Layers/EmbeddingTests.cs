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
}
