using AutoGrad.Nn.Layers;

namespace AutoGrad.Nn.Tests.Layers;

public class SequentialTests
{
    private readonly RandomSource random = new(1);

    [Fact]
    public void Sizes_that_do_not_chain_are_refused_where_the_layers_are_put_together()
    {
        string message = Assert.Throws<ModuleException>(() => new Sequential<float>(
            Linear(4, 8), Activation<float>.Relu, new Dropout<float>(0.5, random), Linear(6, 3))).Message;

        Assert.Equal("Sequential: layer 3, linear(6 -> 3), takes 6 numbers, but layer 2, dropout(0.5), gives 8", message);
        Assert.Throws<ModuleException>(() => new Sequential<float>(Linear(4, 8), new LayerNorm<float>(7)));
        Assert.Throws<ModuleException>(() => new Sequential<float>(new MultilayerPerceptron<float>([4, 8, 3], random), Linear(4, 1)));
        Assert.Throws<ModuleException>(() => new Sequential<float>(new BatchNorm<float>(4), Linear(4, 8), new Sequential<float>(Linear(7, 1))));
        Assert.Throws<ModuleException>(() => new Sequential<float>(Linear(4, 8), new RadialBasisNetwork<float>(4, 2, 1, random)));
        Assert.Throws<ModuleException>(() => new Residual<float>(Linear(4, 8)));
        Assert.Throws<ModuleException>(() => new Sequential<float>());
    }

    [Fact]
    public void Sizes_that_chain_or_cannot_be_told_are_taken()
    {
        var halves = new Activation<float>("first half", x => x.Slice(-1, 0, 4));
        var model = new Sequential<float>(
            new Dropout<float>(0.5, random), Linear(4, 8), Activation<float>.LeakyRelu(), new BatchNorm<float>(8), new Residual<float>(Linear(8, 8)), halves, Linear(4, 3));
        var tape = new Tape<float>();

        Assert.Equal([2, 3], model.Forward(tape.Filled(1, 2, 4)).Shape.Lengths.ToArray());
        Assert.Equal(3, model.OutputLengthFor(4));
        Assert.Null(model.InputLength);
        Assert.Equal(4, new Sequential<float>(Linear(4, 8)).InputLength);
    }

    private Linear<float> Linear(int inputs, int outputs) => new(inputs, outputs, random);

    [Fact]
    public void A_layer_that_is_null_is_named()
    {
        string message = Assert.Throws<ModuleException>(() => new Sequential<float>(Activation<float>.Tanh, null!)).Message;

        Assert.Equal("Sequential: layer 1 of 2 is null", message);
    }
}
