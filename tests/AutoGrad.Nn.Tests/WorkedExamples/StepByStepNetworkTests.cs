using AutoGrad.Nn.Layers;

namespace AutoGrad.Nn.Tests.WorkedExamples;

/// <summary>Worked example 2 through the nn layer: a 2-2-2 network of logistic units.</summary>
public class StepByStepNetworkTests
{
    private static readonly double[] s_inputs = [0.05, 0.10];
    private static readonly double[] s_targets = [0.01, 0.99];
    private readonly Tape<double> tape = new();

    [Fact]
    public void The_first_step_gives_the_figures_of_the_source()
    {
        MultilayerPerceptron<double> model = NewModel();
        model.Hidden[0].Bias!.IsFrozen = model.Output.Bias!.IsFrozen = true;

        Variable<double> error = Error(model);
        error.Backward();

        Relative.Equal(0.298371108760, error.Value.Item);
        double[] w = [.. model.Hidden[0].Weight.Gradient.ToArray(), .. model.Output.Weight.Gradient.ToArray()];
        Relative.Equal(
            [0.000438567734, 0.000877135469, 0.000497712735, 0.000995425471, 0.082167040564, 0.082667627848, -0.022602540477, -0.022740242216], w, 2e-9);

        // The handwritten deltas, from the values of the forward pass.
        Variable<double> h = model.Hidden[0].Forward(tape.Constant(s_inputs)).Sigmoid();
        double[] hidden = h.Value.ToArray(), o = model.Output.Forward(h).Sigmoid().Value.ToArray();
        double d1 = (o[0] - s_targets[0]) * o[0] * (1 - o[0]), d2 = (o[1] - s_targets[1]) * o[1] * (1 - o[1]);
        double e1 = ((d1 * 0.40) + (d2 * 0.50)) * hidden[0] * (1 - hidden[0]), e2 = ((d1 * 0.45) + (d2 * 0.55)) * hidden[1] * (1 - hidden[1]);
        Relative.Equal(
            [e1 * 0.05, e1 * 0.10, e2 * 0.05, e2 * 0.10, d1 * hidden[0], d1 * hidden[1], d2 * hidden[0], d2 * hidden[1]], w, 1e-12);
        Relative.Equal([0.593269992107, 0.596884378260], hidden);
        Relative.Equal([0.751365069552, 0.772928465321], o);
    }

    [Fact]
    public void Training_with_frozen_biases_follows_the_source()
    {
        MultilayerPerceptron<double> model = NewModel();
        model.Hidden[0].Bias!.IsFrozen = model.Output.Bias!.IsFrozen = true;

        Train(model, 1);
        Relative.Equal([0.149780716133, 0.199561432266, 0.249751143632, 0.299502287265], model.Hidden[0].Weight.Value.Span);
        Relative.Equal([0.358916479718, 0.408666186076, 0.511301270239, 0.561370121108], model.Output.Weight.Value.Span);

        // Printed 0.291027924, from a pass in which the source rounded.
        Relative.Equal(0.291027773694, Error(model).Value.Item);
        tape.Reset();

        Train(model, 9_999);
        Relative.Equal(3.510187782979e-05, Error(model).Value.Item, 1e-9);
        Relative.Equal([0.015913620444, 0.984064273515], model.Forward(tape.Constant(s_inputs)).Value.Span, 1e-9);
        Assert.Equal([0.35, 0.35], model.Hidden[0].Bias!.Value.ToArray());
    }

    [Fact]
    public void Training_the_biases_as_well_reaches_a_smaller_error()
    {
        MultilayerPerceptron<double> model = NewModel();

        Train(model, 10_000);

        Relative.Equal(2.447562235932e-06, Error(model).Value.Item, 1e-8);
    }

    private static MultilayerPerceptron<double> NewModel()
    {
        var model = new MultilayerPerceptron<double>([2, 2, 2], new RandomSource(0), Activation<double>.Sigmoid, Activation<double>.Sigmoid);
        new double[] { 0.15, 0.20, 0.25, 0.30 }.CopyTo(model.Hidden[0].Weight.MutableValue);
        new double[] { 0.40, 0.45, 0.50, 0.55 }.CopyTo(model.Output.Weight.MutableValue);
        model.Hidden[0].Bias!.MutableValue.Fill(0.35);
        model.Output.Bias!.MutableValue.Fill(0.60);
        return model;
    }

    private Variable<double> Error(MultilayerPerceptron<double> model) => 0.5 * (model.Forward(tape.Constant(s_inputs)) - s_targets).Square().Sum();

    private void Train(MultilayerPerceptron<double> model, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            GradientDescentStep.Take(tape, model, 0.5, () => Error(model));
        }
    }
}
