using AutoGrad.Drawing;
using AutoGrad.Nn;
using AutoGrad.Nn.Layers;

namespace AutoGrad.Browser.Tests;

/// <summary>Graphs to look at.</summary>
internal static class Graphs
{
    /// <summary>Worked example 1: f = (x + y) z.</summary>
    public static Graph First(bool backward = true)
    {
        var tape = new Tape<double> { KeepGradients = true, KeepSources = true };
        Variable<double> x = tape.Variable(-2.0).Named("x");
        Variable<double> y = tape.Variable(5.0).Named("y");
        Variable<double> z = tape.Variable(-4.0).Named("z");
        Variable<double> q = (x + y).Named("q");
        Variable<double> f = (q * z).Named("f");
        if (backward)
        {
            f.Backward();
        }

        return f.Draw(title: "f = (x + y) z");
    }

    /// <summary>Worked example 2: the 2-2-2 network of logistic units, number by number.</summary>
    public static Graph TwoTwoTwo()
    {
        var tape = new Tape<double> { KeepGradients = true };
        Variable<double> x1 = tape.Constant(0.05).Named("x1");
        Variable<double> x2 = tape.Constant(0.10).Named("x2");
        Variable<double>[] w = [.. new[] { 0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55 }.Select((value, i) => tape.Variable(value).Named($"w{i + 1}"))];
        Variable<double> b1 = tape.Constant(0.35).Named("b1");
        Variable<double> b2 = tape.Constant(0.60).Named("b2");
        Variable<double> h1 = ((w[0] * x1) + (w[1] * x2) + b1).Sigmoid().Named("h1");
        Variable<double> h2 = ((w[2] * x1) + (w[3] * x2) + b1).Sigmoid().Named("h2");
        Variable<double> o1 = ((w[4] * h1) + (w[5] * h2) + b2).Sigmoid().Named("o1");
        Variable<double> o2 = ((w[6] * h1) + (w[7] * h2) + b2).Sigmoid().Named("o2");
        Variable<double> e = (0.5 * ((0.01 - o1).Square() + (0.99 - o2).Square())).Named("E");
        e.Backward();
        return e.Draw(title: "2-2-2 network");
    }

    /// <summary>A multilayer perceptron of modules on a batch, with its loss.</summary>
    public static Graph Perceptron()
    {
        var tape = new Tape<float> { KeepGradients = true };
        var model = new MultilayerPerceptron<float>([2, 8, 8, 1], new RandomSource(1));
        Variable<float> inputs = tape.Constant([0f, 0, 0, 1, 1, 0, 1, 1], 4, 2).Named("inputs");
        Variable<float> targets = tape.Constant([0f, 1, 1, 0], 4, 1).Named("targets");
        Variable<float> loss = (model.Forward(inputs) - targets).Square().Mean().Named("loss");
        loss.Backward();
        return loss.Draw(title: "A perceptron on XOR");
    }

    /// <summary>Many numbers: units one behind the other, in boxes of boxes or all in the open.</summary>
    public static Graph Chain(int nodes, bool inBoxes)
    {
        var tape = new Tape<double> { KeepGradients = true };
        Variable<double> x = tape.Variable(0.5).Named("x");
        Variable<double> y = x;
        int made = 1;
        for (int layer = 0; made < nodes; layer++)
        {
            using Tape<double>.NamedScope outer = inBoxes ? tape.Scope($"layer {layer}") : default;
            for (int unit = 0; unit < 20 && made < nodes; unit++)
            {
                using Tape<double>.NamedScope inner = inBoxes ? tape.Scope($"unit {unit}") : default;
                for (int k = 0; k < 5; k++)
                {
                    y = ((tape.Variable(0.1 * k).Named($"w{made}") * y) + x).Tanh();
                    made += 4;
                }
            }
        }

        y.Backward();
        return y.Named("y").Draw(title: $"A chain of {made} nodes");
    }
}
