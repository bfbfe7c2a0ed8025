using AutoGrad.Nn;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Losses;
using AutoGrad.Nn.Recurrent;

namespace AutoGrad.Drawing.Tests;

/// <summary>Graphs of all kinds, each with its values and gradients.</summary>
internal static class DrawnGraphs
{
    public static IReadOnlyDictionary<string, Func<Graph>> All { get; } = new Dictionary<string, Func<Graph>>
    {
        ["worked example 1"] = WorkedExample1,
        ["worked example 2"] = WorkedExample2,
        ["perceptron"] = Perceptron,
        ["equal layers"] = () => EqualLayers(20),
        ["recurrent"] = () => Recurrent(6),
        ["residual"] = Residual,
        ["not finite"] = NotFinite,
        ["one node"] = () => new Tape<double>().Variable(3.0).Named("x").Draw(),
        ["no elements"] = () => new Tape<double>().Constant(ReadOnlySpan<double>.Empty, 0, 3).Sum().Draw(),
        ["numbers at random"] = () => Random(120),
        ["wide"] = () => Wide(100),
    };

    public static Graph WorkedExample1()
    {
        var tape = new Tape<double> { KeepGradients = true };
        Variable<double> x = tape.Variable(-2.0).Named("x");
        Variable<double> y = tape.Variable(5.0).Named("y");
        Variable<double> z = tape.Variable(-4.0).Named("z");
        Variable<double> f = (x + y).Named("q") * z;
        f.Backward();
        return f.Draw();
    }

    public static Graph WorkedExample2()
    {
        var tape = new Tape<double> { KeepGradients = true };
        double[] weights = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55];
        Variable<double>[] w = [.. weights.Select((value, i) => tape.Variable(value).Named($"w{i + 1}"))];
        Variable<double> x1 = tape.Constant(0.05).Named("x1");
        Variable<double> x2 = tape.Constant(0.10).Named("x2");
        Variable<double> b1 = tape.Constant(0.35).Named("b1");
        Variable<double> b2 = tape.Constant(0.60).Named("b2");
        Variable<double> h1 = ((w[0] * x1) + (w[1] * x2) + b1).Sigmoid().Named("h1");
        Variable<double> h2 = ((w[2] * x1) + (w[3] * x2) + b1).Sigmoid().Named("h2");
        Variable<double> o1 = ((w[4] * h1) + (w[5] * h2) + b2).Sigmoid().Named("o1");
        Variable<double> o2 = ((w[6] * h1) + (w[7] * h2) + b2).Sigmoid().Named("o2");
        Variable<double> error = 0.5 * ((0.01 - o1).Square() + (0.99 - o2).Square());
        error.Backward();
        return error.Draw();
    }

    /// <summary>A classifier with softmax and cross-entropy.</summary>
    public static Graph Perceptron()
    {
        var tape = new Tape<float> { KeepGradients = true };
        var model = new MultilayerPerceptron<float>([4, 16, 8, 3], new RandomSource(1));
        Variable<float> x = tape.Constant([.. Enumerable.Range(0, 40).Select(i => MathF.Sin(i))], 10, 4).Named("x");
        Variable<float> loss = Loss.CrossEntropy(model.Forward(x), [.. Enumerable.Range(0, 10).Select(i => i % 3)]);
        loss.Backward();
        return loss.Draw();
    }

    public static Graph EqualLayers(int count)
    {
        var tape = new Tape<float> { KeepGradients = true };
        var random = new RandomSource(2);
        var model = new Sequential<float>([
            .. Enumerable.Range(0, count).SelectMany(_ => new Layer<float>[] { new Linear<float>(8, 8, random), Activation<float>.Tanh }), new Linear<float>(8, 2, random)]);
        Variable<float> loss = model.Forward(tape.Filled(0.5f, 2, 8).Named("x")).Square().Mean();
        loss.Backward();
        return loss.Draw();
    }

    public static Graph Recurrent(int steps)
    {
        var tape = new Tape<float> { KeepGradients = true };
        var rnn = new Rnn<float>(3, 5, new RandomSource(3));
        (Variable<float> output, _) = rnn.Forward(tape.Filled(0.5f, steps, 2, 3).Named("x"));
        Variable<float> loss = output.Square().Mean();
        loss.Backward();
        return loss.Draw();
    }

    public static Graph NotFinite()
    {
        var tape = new Tape<double>();
        Variable<double> f = tape.Variable([1.0, -1, 2]).Named("x").Log().Named("y").Sum();
        f.Backward();
        return f.Draw();
    }

    /// <summary>Numbers out of numbers met before, most of them recent ones.</summary>
    public static Graph Random(int count)
    {
        var tape = new Tape<double> { KeepGradients = true };
        var random = new Random(1);
        var met = new List<Variable<double>> { tape.Variable(0.5), tape.Variable(0.3) };
        while (met.Count < count)
        {
            met.Add(met.Count % 3 == 0 ? met[^1].Tanh() : met[^1] * met[Math.Max(0, met.Count - 1 - random.Next(1, 30))]);
        }

        met[^1].Backward();
        return met[^1].Draw();
    }

    public static Graph Wide(int count)
    {
        var tape = new Tape<double>();
        return Variable<double>.Stack([.. Enumerable.Range(0, count - 1).Select(i => tape.Variable((double)i))]).Draw();
    }

    private static Graph Residual()
    {
        var tape = new Tape<double> { KeepGradients = true };
        var random = new RandomSource(4);
        var model = new Sequential<double>(
            new Residual<double>(new Linear<double>(3, 3, random), Activation<double>.Relu),
            new LayerNorm<double>(3),
            new Residual<double>(new Linear<double>(3, 3, random), Activation<double>.Relu));
        Variable<double> loss = model.Forward(tape.Variable([1, 2, 3, 4, 5, 6], 2, 3).Named("x")).Sum();
        loss.Backward();
        return loss.Draw();
    }
}
