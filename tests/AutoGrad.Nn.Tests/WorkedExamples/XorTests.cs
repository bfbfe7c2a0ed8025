using AutoGrad.Nn.Initializers;
using AutoGrad.Nn.Layers;

namespace AutoGrad.Nn.Tests.WorkedExamples;

/// <summary>Worked example 7: back-propagation learns XOR. The source gives no initial weights, so a seeded run shows its story.</summary>
public class XorTests
{
    [Fact]
    public void The_error_starts_at_one_half_stays_there_for_long_and_falls_to_the_source_s()
    {
        var model = new MultilayerPerceptron<double>(
            [2, 2, 1], new RandomSource(2), Activation<double>.Sigmoid, Activation<double>.Sigmoid, weight: Initialize<double>.Uniform(-0.5, 0.5), bias: Initialize<double>.Zeros);
        var tape = new Tape<double>();
        double[,] inputs = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
        double[,] targets = { { 0 }, { 1 }, { 1 }, { 0 } };
        Variable<double> Error() => 0.5 * (model.Forward(tape.Constant(inputs)) - targets).Square().Sum();

        double[] errors = [.. Enumerable.Range(0, 11_050).Select(_ => GradientDescentStep.Take(tape, model, 0.5, Error))];

        Assert.Equal(0.5, errors[0], 0.05);
        Assert.InRange(errors[1_000], 0.45, 0.505);
        Assert.True(errors[^1] <= 0.008, $"the last error is {errors[^1]}");
        Assert.All(
            model.Forward(tape.Constant(inputs)).Value.ToArray().Zip(targets.Cast<double>()), pair => Assert.Equal(pair.Second, pair.First, 0.1));
    }
}
