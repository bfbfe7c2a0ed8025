using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Losses;
using AutoGrad.Nn.Optimizers;
using AutoGrad.Nn.Recurrent;
using AutoGrad.Nn.Training;

namespace AutoGrad.Nn.Tests.Recurrent;

public class RecurrentOutputTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LastOutput_is_that_of_the_last_step(bool isBatchFirst)
    {
        var lstm = new Lstm<double>(3, 4, new RandomSource(1), layers: 2, isBatchFirst: isBatchFirst);
        Variable<double> x = Sequence(isBatchFirst ? [2, 5, 3] : [5, 2, 3]);

        Variable<double> last = lstm.LastOutput().Forward(x);

        Assert.Equal("(2, 4)", last.Shape.ToString());
        Assert.Equal(lstm.Forward(x).Output.Select(isBatchFirst ? 1 : 0, -1).Value.ToArray(), last.Value.ToArray());
    }

    [Fact]
    public void LastOutput_in_both_directions_is_that_of_the_last_and_of_the_first_step()
    {
        var gru = new Gru<double>(3, 4, new RandomSource(1), layers: 2, isBidirectional: true);
        Variable<double> x = Sequence([5, 2, 3]);
        Variable<double> output = gru.Forward(x).Output;

        Variable<double> last = gru.LastOutput().Forward(x);

        Assert.Equal("(2, 8)", last.Shape.ToString());
        for (int sample = 0; sample < 2; sample++)
        {
            for (int unit = 0; unit < 4; unit++)
            {
                Assert.Equal(output.Value[4, sample, unit], last.Value[sample, unit]);
                Assert.Equal(output.Value[0, sample, 4 + unit], last.Value[sample, 4 + unit]);
            }
        }
    }

    [Fact]
    public void Outputs_of_a_sequence_without_a_batch_have_none_either()
    {
        var rnn = new Rnn<double>(3, 4, new RandomSource(1), isBidirectional: true);
        Variable<double> x = Sequence([5, 3]);

        Assert.Equal("(8,)", rnn.LastOutput().Forward(x).Shape.ToString());
        Assert.Equal("(5, 8)", rnn.AllOutputs().Forward(x).Shape.ToString());
    }

    [Fact]
    public void AllOutputs_are_the_output_of_the_network()
    {
        var rnn = new Rnn<double>(3, 4, new RandomSource(1));
        Variable<double> x = Sequence([5, 2, 3]);

        Assert.Equal(rnn.Forward(x).Output.Value.ToArray(), rnn.AllOutputs().Forward(x).Value.ToArray());
    }

    [Fact]
    public void Sequential_refuses_a_layer_that_does_not_fit_the_network()
    {
        var random = new RandomSource(1);

        ModuleException error = Assert.Throws<ModuleException>(() =>
            new Sequential<double>(new Gru<double>(3, 4, random, isBidirectional: true).LastOutput(), new Linear<double>(4, 1, random)));

        Assert.Contains("last output of gru(3 -> 4, both directions)", error.Message, StringComparison.Ordinal);
        Assert.Contains("gives 8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trainer_trains_a_Sequential_with_a_recurrent_network_in_it()
    {
        var random = new RandomSource(1);
        double[] signs = [.. Enumerable.Range(0, 40 * 4).Select(_ => random.NextIndex(2) == 0 ? -1.0 : 1.0)];
        double[] first = [.. Enumerable.Range(0, 40).Select(sample => signs[sample * 4])];
        var model = new Sequential<double>(new Gru<double>(1, 6, random, isBatchFirst: true).LastOutput(), new Linear<double>(6, 1, random));
        var trainer = new Trainer<double>(
            model, (output, batch) => Loss.MeanSquaredError(output, batch.Targets), new Adam<double>(model.Parameters, rate: 0.03), new() { Epochs = 150, LossThreshold = 0.02 });

        Assert.Equal(StopReason.LossThreshold, trainer.Train(new Dataset<double>(signs, [4, 1], first, [1])).Reason);
        Assert.Equal("0.network.weight_ih_l0", model.NamedParameters[0].Name);
        model.CheckGradients(new GradientCheckInput(signs.AsSpan(0, 8), 2, 4, 1), new() { Order = 1 }).ThrowIfFailed();
    }

    private static Variable<double> Sequence(ReadOnlySpan<nint> lengths)
    {
        var random = new RandomSource(7);
        var values = new double[new Shape(lengths).Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.NextNormal();
        }

        return new Tape<double>().Constant(values, lengths);
    }
}
