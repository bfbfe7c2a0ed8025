using AutoGrad.Nn.Layers;

namespace AutoGrad.Nn.Tests.WorkedExamples;

/// <summary>Worked example 3 through the nn layer; a linear layer's weight is the transpose of the source's matrix.</summary>
public class MatrixNetworkTests
{
    private static readonly double[] s_inputs = [0.05, 0.10];
    private static readonly double[] s_targets = [0, 1];
    private readonly Tape<double> tape = new();
    private readonly MultilayerPerceptron<double> model = new([2, 2, 2], new RandomSource(0), Activation<double>.Sigmoid, Activation<double>.Sigmoid);

    public MatrixNetworkTests()
    {
        new double[] { 0.15, 0.25, 0.20, 0.30 }.CopyTo(model.Hidden[0].Weight.MutableValue);
        new double[] { 0.40, 0.50, 0.45, 0.55 }.CopyTo(model.Output.Weight.MutableValue);
        model.Hidden[0].Bias!.MutableValue.Fill(0.1);
        model.Output.Bias!.MutableValue.Fill(0.2);
        model.Hidden[0].Bias!.IsFrozen = model.Output.Bias!.IsFrozen = true;
    }

    [Fact]
    public void Backward_gives_the_matrices_of_the_source()
    {
        Variable<double> net1 = model.Hidden[0].Forward(tape.Constant(s_inputs));
        Variable<double> h = net1.Sigmoid();
        Variable<double> net2 = model.Output.Forward(h);
        Variable<double> error = Error();
        error.Backward();

        Relative.Equal([0.1325, 0.14], net1.Value.Span);
        Relative.Equal([0.533076622366, 0.534942945158], h.Value.Span);
        Relative.Equal([0.680702121526, 0.734103099902], net2.Value.Span);
        Relative.Equal([0.663895385634, 0.675705023010], net2.Sigmoid().Value.Span);

        // Printed 0.2796, a slip of the source.
        Relative.Equal(0.272962157584, error.Value.Item);
        Relative.Equal([0.078970231743, 0.079246709714, -0.037881505324, -0.038014130005], model.Output.Weight.Gradient.Span, 1e-10);

        // The source left the factor h (1 - h) out of these.
        Relative.Equal([0.000339486337, 0.000678972675, 0.000435190704, 0.000870381407], model.Hidden[0].Weight.Gradient.Span, 2e-9);
    }

    [Fact]
    public void Training_follows_the_source_to_its_loss_threshold()
    {
        var errors = new List<double> { Step() };
        Relative.Equal([0.360514884129, 0.460376645143, 0.468940752662, 0.569007065003], model.Output.Weight.Value.Span);
        Relative.Equal([0.149830256831, 0.249660513663, 0.199782404648, 0.299564809296], model.Hidden[0].Weight.Value.Span);
        while (errors[^1] > 0.19)
        {
            errors.Add(Step());
        }

        // errors[k] is that before step k + 1, so after k steps.
        Relative.Equal(0.265280637373, errors[1]);
        Relative.Equal(0.200894704488, errors[10]);
        Assert.Equal(12, errors.Count - 1);
        Relative.Equal(0.188198417390, errors[12]);
    }

    private Variable<double> Error() => 0.5 * (model.Forward(tape.Constant(s_inputs)) - s_targets).Square().Sum();

    private double Step() => GradientDescentStep.Take(tape, model, 0.5, Error);
}
