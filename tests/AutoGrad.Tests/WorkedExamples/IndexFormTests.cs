using FsCheck.Xunit;

namespace AutoGrad.Tests.WorkedExamples;

/// <summary>Worked examples 4 and 5: the symbolic 2-2-1 network, and the index form for any layer sizes, as properties.</summary>
public class IndexFormTests
{
    [Property(MaxTest = 50)]
    public void Backward_ofTwoTwoOne_equalsTheSymbolicFormulas(int seed)
    {
        var random = new Random(seed);
        double[] w = Draw(random, 6), b = Draw(random, 3), i = Draw(random, 2);
        double target = random.NextDouble();
        var tape = new Tape<double>();
        Variable<double>[] weights = [.. w.Select(tape.Variable)];
        Variable<double>[] biases = [.. b.Select(tape.Variable)];

        Variable<double> h1 = ((weights[0] * i[0]) + (weights[1] * i[1]) + biases[0]).Sigmoid();
        Variable<double> h2 = ((weights[2] * i[0]) + (weights[3] * i[1]) + biases[1]).Sigmoid();
        Variable<double> o = ((weights[4] * h1) + (weights[5] * h2) + biases[2]).Sigmoid();
        (0.5 * (target - o).Square()).Backward();

        double outH1 = h1.Value.Item, outH2 = h2.Value.Item, outO = o.Value.Item;
        double delta = -(target - outO) * outO * (1 - outO);
        double hidden1 = delta * w[4] * outH1 * (1 - outH1);
        double hidden2 = delta * w[5] * outH2 * (1 - outH2);
        Approximately.Equal(
            [hidden1 * i[0], hidden1 * i[1], hidden2 * i[0], hidden2 * i[1], delta * outH1, delta * outH2],
            [.. weights.Select(weight => weight.Gradient.Item)]);
        Approximately.Equal([hidden1, hidden2, delta], [.. biases.Select(bias => bias.Gradient.Item)]);
    }

    [Property(MaxTest = 50)]
    public void Backward_ofAnyLayerSizes_equalsTheIndexForm(int seed)
    {
        var random = new Random(seed);
        int[] sizes = [.. Enumerable.Range(0, random.Next(2, 6)).Select(_ => random.Next(1, 6))];
        double[] input = Draw(random, sizes[0]), target = Draw(random, sizes[^1]);
        var tape = new Tape<double> { KeepGradients = true };
        var layers = new List<(double[,] Weights, Variable<double> W, Variable<double> B, Variable<double> Output)>();
        Variable<double> signal = tape.Constant(input);
        for (int layer = 1; layer < sizes.Length; layer++)
        {
            var weights = new double[sizes[layer], sizes[layer - 1]];
            foreach ((int row, int column) in from row in Enumerable.Range(0, sizes[layer]) from column in Enumerable.Range(0, sizes[layer - 1]) select (row, column))
            {
                weights[row, column] = (2 * random.NextDouble()) - 1;
            }

            Variable<double> w = tape.Variable(weights);
            Variable<double> b = tape.Variable(Draw(random, sizes[layer]));
            signal = (w.MatMul(signal) + b).Sigmoid();
            layers.Add((weights, w, b, signal));
        }

        (0.5 * (target - signal).Square().Sum()).Backward();

        // delta = -(t - o) o (1 - o) at the output, (sum over k of delta_k w_k) o (1 - o) before; dE/dw = delta o_prev, dE/db = delta.
        double[] delta = [];
        for (int layer = layers.Count - 1; layer >= 0; layer--)
        {
            double[] o = layers[layer].Output.Value.ToArray();
            double[] previous = layer > 0 ? layers[layer - 1].Output.Value.ToArray() : input;
            double[] above = delta;
            delta = layer == layers.Count - 1
                ? [.. o.Select((value, j) => -(target[j] - value) * value * (1 - value))]
                : [.. o.Select((value, j) => above.Select((d, k) => d * layers[layer + 1].Weights[k, j]).Sum() * value * (1 - value))];
            Approximately.Equal(delta, layers[layer].B.Gradient.Span, 1e-11);
            Approximately.Equal([.. delta.SelectMany(d => previous.Select(value => d * value))], layers[layer].W.Gradient.Span, 1e-11);
        }
    }

    private static double[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
}
