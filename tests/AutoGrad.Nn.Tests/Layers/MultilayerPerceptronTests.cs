using AutoGrad.Nn.Layers;

namespace AutoGrad.Nn.Tests.Layers;

public class MultilayerPerceptronTests
{
    [Fact]
    public void Parameters_are_named_by_layer()
    {
        var model = new MultilayerPerceptron<double>([4, 8, 6, 3], new RandomSource(1));

        Assert.Equal(
            ["hidden.0.weight", "hidden.0.bias", "hidden.1.weight", "hidden.1.bias", "output.weight", "output.bias"],
            model.NamedParameters.Select(named => named.Name));
        Assert.Equal((4 * 8) + 8 + (8 * 6) + 6 + (6 * 3) + 3, model.ParameterCount);
        Assert.Equal("perceptron(4-8-6-3, tanh)", model.ToString());
        Assert.Equal(["output.weight"], new MultilayerPerceptron<double>([4, 3], new RandomSource(1), hasBias: false).NamedParameters.Select(named => named.Name));
    }

    [Fact]
    public void Forward_is_the_plain_expression_with_as_many_records()
    {
        var model = new MultilayerPerceptron<double>([4, 8, 3], new RandomSource(1), Activation<double>.Relu, Activation<double>.Softmax());
        var tape = new Tape<double>();
        double[] x = [1, -1, 0.5, 2, 0, 3, -2, 1];

        double[] y = model.Forward(tape.Constant(x, 2, 4)).Value.ToArray();
        int records = tape.Count;
        tape.Reset();
        Linear<double> hidden = model.Hidden[0], output = model.Output;
        Variable<double> first = (tape.Constant(x, 2, 4).Apply(new AutoGrad.Operations.MatMul(false, true), hidden.Weight) + hidden.Bias!).Relu();
        Variable<double> plain = (first.Apply(new AutoGrad.Operations.MatMul(false, true), output.Weight) + output.Bias!).Softmax();

        Assert.Equal(plain.Value.ToArray(), y);
        Assert.Equal(tape.Count, records);
    }

    [Fact]
    public void A_warm_training_step_allocates_nothing()
    {
        var random = new RandomSource(1);
        var model = new Sequential<float>(
            new MultilayerPerceptron<float>([64, 32, 16], random),
            new BatchNorm<float>(16),
            new Residual<float>(new Linear<float>(16, 16, random), Activation<float>.LeakyRelu()),
            new LayerNorm<float>(16),
            new Dropout<float>(0.1, random),
            new Linear<float>(16, 10, random));
        Parameter<float>[] parameters = [.. model.Parameters];
        var tape = new Tape<float>();
        var x = new float[32 * 64];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (float)random.NextNormal();
        }

        for (int round = 0; round < 4; round++)
        {
            Step();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 4; round++)
        {
            Step();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Step()
        {
            Variable<float> y = model.Forward(tape.Constant(x, 32, 64)).LogSoftmax();
            (y.Square().Sum() / 32f).Backward();
            foreach (Parameter<float> parameter in parameters)
            {
                parameter.Descend(0.01f);
                parameter.ZeroGradient();
            }

            tape.Reset();
        }
    }

    [Fact]
    public void Bad_sizes_are_refused_where_they_are_given()
    {
        Assert.Contains("[4]", Assert.Throws<ModuleException>(() => new MultilayerPerceptron<float>([4], new RandomSource(1))).Message, StringComparison.Ordinal);
        Assert.Contains("[4, 0, 2]", Assert.Throws<ModuleException>(() => new MultilayerPerceptron<float>([4, 0, 2], new RandomSource(1))).Message, StringComparison.Ordinal);
    }
}
