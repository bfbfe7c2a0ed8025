using AutoGrad.Errors;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Tests.Layers;

public class BatchNormTests
{
    // Channel 0: mean 4, variance 5 (unbiased 20/3); channel 1: mean 10, variance 0.25 (unbiased 1/3).
    private static readonly double[,] s_batch = { { 1, 10.5 }, { 3, 9.5 }, { 5, 10.5 }, { 7, 9.5 } };

    [Fact]
    public void Training_normalises_by_the_batch_and_moves_the_running_statistics()
    {
        var layer = new BatchNorm<double>(2, momentum: 0.25, epsilon: 0);
        var tape = new Tape<double>();

        double[] y = layer.Forward(tape.Constant(s_batch)).Value.ToArray();

        double s = 1 / Math.Sqrt(5);
        Close([-3 * s, 1, -s, -1, s, 1, 3 * s, -1], y);
        Close([0.25 * 4, 0.25 * 10], layer.RunningMean.Value.ToArray());
        Close([0.75 + (0.25 * 20 / 3), 0.75 + (0.25 / 3)], layer.RunningVariance.Value.ToArray());
        Assert.Equal(1, layer.BatchesTracked);
    }

    [Fact]
    public void Evaluation_normalises_by_the_running_statistics_and_leaves_them()
    {
        var layer = new BatchNorm<double>(2, epsilon: 1);
        new double[] { 1, -1 }.CopyTo(layer.RunningMean.MutableValue);
        new double[] { 3, 8 }.CopyTo(layer.RunningVariance.MutableValue);
        new double[] { 2, 3 }.CopyTo(layer.Weight!.MutableValue);
        new double[] { 0.5, 0 }.CopyTo(layer.Bias!.MutableValue);
        layer.Evaluate();
        var tape = new Tape<double>();

        double[] y = layer.Forward(tape.Constant([1, 5, 2, -1], 1, 2, 2)).Value.ToArray();

        Close([0.5, 4.5, 3, 0], y);
        Assert.Equal([1, -1], layer.RunningMean.Value.ToArray());
        Assert.Equal(0, layer.BatchesTracked);
    }

    [Fact]
    public void Without_momentum_the_running_statistics_are_the_average_of_all_batches()
    {
        var layer = new BatchNorm<double>(1, momentum: null);
        var tape = new Tape<double>();

        layer.Forward(tape.Constant(new double[,] { { 1 }, { 3 } }));
        layer.Forward(tape.Constant(new double[,] { { 6 }, { 10 } }));

        Close([5], layer.RunningMean.Value.ToArray());
        Close([5], layer.RunningVariance.Value.ToArray());
    }

    [Fact]
    public void Channels_are_axis_1_of_any_rank()
    {
        var layer = new BatchNorm<double>(3, epsilon: 0);
        var tape = new Tape<double>();
        double[] values = [.. Enumerable.Range(0, 2 * 3 * 2 * 2).Select(i => Math.Sin(3 * i))];

        Variable<double> y = layer.Forward(tape.Constant(values, 2, 3, 2, 2));

        Close([0, 0, 0], y.Mean([0, 2, 3]).Value.ToArray());
        Close([1, 1, 1], y.Square().Mean([0, 2, 3]).Value.ToArray());
    }

    [Fact]
    public void Gradients_are_those_of_finite_differences()
    {
        var layer = new BatchNorm<double>(2);
        new double[] { 1.5, -0.5 }.CopyTo(layer.Weight!.MutableValue);

        GradientCheck.Check(layer.Forward, new double[,] { { 1, 2.5 }, { 0.3, -2 }, { -1, 0.5 } }).ThrowIfFailed();
    }

    [Fact]
    public void A_training_batch_after_an_evaluation_on_one_tape_can_go_backward()
    {
        var layer = new BatchNorm<double>(2);
        var tape = new Tape<double>();
        layer.Evaluate();
        Variable<double> evaluated = layer.Forward(tape.Constant(s_batch));
        layer.Train();
        Variable<double> trained = layer.Forward(tape.Constant(s_batch));

        (evaluated + trained).Square().Sum().Backward();

        Assert.True(layer.Weight!.Gradient.Span[0] != 0);
    }

    [Fact]
    public void State_has_the_names_of_PyTorch_and_only_weight_and_bias_are_trained()
    {
        var layer = new BatchNorm<float>(2);

        Assert.Equal(["weight", "bias", "running_mean", "running_var", "num_batches_tracked"], layer.State().Select(slot => slot.Name));
        Assert.Equal(["weight", "bias"], layer.NamedParameters.Select(named => named.Name));
        StateSlot batches = layer.State().Last();
        Assert.Equal(typeof(long), batches.ElementType);
        Assert.Equal(0, batches.Lengths.Length);
        batches.Restore(BitConverter.GetBytes(7L));
        Assert.Equal(7, layer.BatchesTracked);
    }

    [Fact]
    public void Wrong_sizes_say_what_to_do()
    {
        var layer = new BatchNorm<float>(2);
        var tape = new Tape<float>();

        Assert.Contains("(4, 3)", Assert.Throws<ShapeException>(() => layer.Forward(tape.Filled(1, 4, 3))).Message, StringComparison.Ordinal);
        Assert.Contains("Evaluate()", Assert.Throws<ShapeException>(() => layer.Forward(tape.Filled(1, 1, 2))).Message, StringComparison.Ordinal);
        Assert.Equal(0, layer.BatchesTracked);
        Assert.Throws<ModuleException>(() => new BatchNorm<float>(0));
        Assert.Throws<ModuleException>(() => new BatchNorm<float>(2, momentum: 1.5));
        Assert.Throws<ModuleException>(() => new BatchNorm<float>(2, epsilon: double.NaN));
    }

    private static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
    }
}
