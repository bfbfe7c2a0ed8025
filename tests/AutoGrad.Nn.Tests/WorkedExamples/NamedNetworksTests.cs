using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Recurrent;

namespace AutoGrad.Nn.Tests.WorkedExamples;

/// <summary>Worked example 13: the networks that the source names without figures, trained on something they are made for.</summary>
public class NamedNetworksTests
{
    [Fact]
    public void A_radial_basis_network_fits_a_curve_better_by_training_centres_and_widths()
    {
        double[] x = [.. Enumerable.Range(0, 60).Select(i => -3 + (i / 10.0))];
        double[] y = [.. x.Select(value => Math.Sin(2 * value) + (0.5 * value))];
        double Fit(bool trainsUnits)
        {
            var network = new RadialBasisNetwork<double>(x, 1, 8, 1, new RandomSource(1));
            network.Centres.IsFrozen = network.LogWidths.IsFrozen = !trainsUnits;
            var tape = new Tape<double>();
            Variable<double> Loss() => (network.Forward(tape.Constant(x, 60, 1)) - tape.Constant(y, 60, 1)).Square().Mean();
            for (int step = 0; step < 2_000; step++)
            {
                GradientDescentStep.Take(tape, network, 0.2, Loss);
            }

            return Loss().Value.Item;
        }

        double fixedUnits = Fit(trainsUnits: false), trainedUnits = Fit(trainsUnits: true);

        // The curve's variance is about 1.
        Assert.True(trainedUnits < 0.005, $"{trainedUnits}");
        Assert.True(trainedUnits < fixedUnits, $"{trainedUnits} against {fixedUnits}");
    }

    [Theory]
    [InlineData("rnn")]
    [InlineData("gru")]
    [InlineData("lstm")]
    public void A_recurrent_network_remembers_the_first_of_several_numbers(string kind)
    {
        const int Steps = 5, Samples = 32, Hidden = 8;
        var random = new RandomSource(1);
        var model = new Recall(kind, Hidden, random);
        var tape = new Tape<double>();
        var x = new double[Steps * Samples];
        double loss = 1;
        for (int step = 0; step < 400; step++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = random.NextIndex(2) == 0 ? -1 : 1;
            }

            double[] first = x[..Samples];
            loss = GradientDescentStep.Take(
                tape, model, 0.3, () => (model.Forward(tape.Constant(x, Steps, Samples, 1)) - tape.Constant(first, Samples, 1)).Square().Mean());
        }

        // Guessing has a loss of 1.
        Assert.True(loss < 0.05, $"{kind}: {loss}");
    }

    /// <summary>A recurrent network whose last state is read by a linear layer.</summary>
    private sealed class Recall : Layer<double>
    {
        private readonly Func<Variable<double>, Variable<double>> run;
        private readonly Linear<double> output;

        public Recall(string kind, int hidden, RandomSource random)
        {
            switch (kind)
            {
                case "rnn":
                    Rnn<double> rnn = Add("rnn", new Rnn<double>(1, hidden, random));
                    run = x => rnn.Forward(x).State;
                    break;
                case "gru":
                    Gru<double> gru = Add("gru", new Gru<double>(1, hidden, random));
                    run = x => gru.Forward(x).State;
                    break;
                default:
                    Lstm<double> lstm = Add("lstm", new Lstm<double>(1, hidden, random));
                    run = x => lstm.Forward(x).State.Hidden;
                    break;
            }

            output = Add("output", new Linear<double>(hidden, 1, random));
        }

        public override Variable<double> Forward(Variable<double> x) => output.Forward(run(x).Select(0, 0));
    }
}
