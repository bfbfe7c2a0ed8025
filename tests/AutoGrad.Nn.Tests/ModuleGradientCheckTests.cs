using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Losses;
using AutoGrad.Nn.Recurrent;

namespace AutoGrad.Nn.Tests;

public class ModuleGradientCheckTests
{
    private static readonly double[,] s_rows = { { 0.5, -1, 2 }, { 0.1, 0.3, -0.7 }, { -0.4, 0.9, 0.2 } };

    [Fact]
    public void CheckGradients_of_a_model_passes_and_compares_every_parameter()
    {
        var model = new Sequential<double>(
            new Linear<double>(3, 4, new RandomSource(1)), new LayerNorm<double>(4), Activation<double>.Tanh, new Linear<double>(4, 2, new RandomSource(2)));

        GradientCheckReport report = model.CheckGradients(s_rows).ThrowIfFailed();

        // First and second order, by 9 inputs and 34 parameters.
        Assert.Equal(34, model.ParameterCount);
        Assert.True(report.Comparisons >= 2 * (9 + 34), report.ToString());
    }

    [Fact]
    public void CheckGradients_of_a_loss_passes()
    {
        var model = new MultilayerPerceptron<double>([3, 4, 2], new RandomSource(1));

        model.CheckGradients(x => Loss.CrossEntropy(model.Forward(x), [0, 1, 1]), s_rows).ThrowIfFailed();
    }

    [Fact]
    public void CheckGradients_of_a_recurrent_network_passes()
    {
        var gru = new Gru<double>(3, 2, new RandomSource(1));

        gru.CheckGradients(x => gru.Forward(x).Output, s_rows, new() { Order = 1 }).ThrowIfFailed();
    }

    [Fact]
    public void CheckGradients_names_the_parameter_that_a_layer_takes_for_a_constant()
    {
        var model = new Sequential<double>(new Linear<double>(3, 2, new RandomSource(1)), new Forgetful());

        GradientCheckReport report = model.CheckGradients(s_rows);

        Assert.Equal("1.scale", report.Failures[0].Entry!.OperandName);
        Assert.Contains("1.scale[", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, report.Failures[0].Entry!.Analytic);
    }

    [Fact]
    public void CheckGradients_of_a_large_model_names_the_parameter_too()
    {
        var model = new Sequential<double>(new Linear<double>(3, 100, new RandomSource(1)), new Linear<double>(100, 2, new RandomSource(2)), new Forgetful());

        GradientCheckEntry entry = model.CheckGradients(s_rows, new() { Order = 1 }).Failures[0].Entry!;

        Assert.Equal("2.scale", entry.OperandName);
        Assert.True(entry.IsAlongDirection);
    }

    [Fact]
    public void CheckGradients_leaves_parameters_gradients_buffers_and_versions_as_they_were()
    {
        var norm = new BatchNorm<double>(3);
        var model = new Sequential<double>(norm, new Linear<double>(3, 2, new RandomSource(1)));
        var tape = new Tape<double>();
        model.Forward(tape.Constant(s_rows)).Sum().Backward();
        Variable<double> waiting = model.Forward(tape.Constant(s_rows)).Square().Sum();
        byte[][] state = [.. model.State().Select(slot => slot.Bytes.ToArray())];
        double[][] gradients = [.. model.Parameters.Select(parameter => parameter.Gradient.ToArray())];
        int[] versions = [.. model.Parameters.Select(parameter => parameter.Version)];

        model.CheckGradients(s_rows).ThrowIfFailed();

        Assert.Equal(state, model.State().Select(slot => slot.Bytes.ToArray()));
        Assert.Equal(gradients, model.Parameters.Select(parameter => parameter.Gradient.ToArray()));
        Assert.Equal(versions, model.Parameters.Select(parameter => parameter.Version));
        Assert.Equal(2, norm.BatchesTracked);
        waiting.Backward();
    }

    [Fact]
    public void CheckGradients_refuses_dropout_in_training_and_puts_its_random_source_back()
    {
        var random = new RandomSource(3);
        var model = new Sequential<double>(new Linear<double>(3, 2, new RandomSource(1)), new Dropout<double>(0.5, random));
        byte[] position = random.State().Single().Bytes.ToArray();

        string message = Assert.Throws<ModuleException>(() => model.CheckGradients(s_rows)).Message;

        Assert.Contains("'1.random'", message, StringComparison.Ordinal);
        Assert.Contains("Evaluate()", message, StringComparison.Ordinal);
        Assert.Equal(position, random.State().Single().Bytes.ToArray());
        model.Evaluate();
        model.CheckGradients(s_rows).ThrowIfFailed();
    }

    [Fact]
    public void CheckGradients_refuses_a_layer_that_draws_from_an_undeclared_source()
    {
        var random = new RandomSource(3);
        var layer = new Activation<double>("noise", x => x * random.NextUniform());

        Assert.Contains("noise", Assert.Throws<ModuleException>(() => layer.CheckGradients(s_rows)).Message, StringComparison.Ordinal);
    }

    /// <summary>Multiplies by its parameter, which it reads past the tape.</summary>
    private sealed class Forgetful : Layer<double>
    {
        private readonly Parameter<double> scale;

        public Forgetful() => scale = Add("scale", new Parameter<double>([2.0, 3.0]));

        public override Variable<double> Forward(Variable<double> x) => x * x.Tape.Constant(scale.Value);
    }
}
