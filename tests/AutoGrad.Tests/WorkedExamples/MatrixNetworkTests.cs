namespace AutoGrad.Tests.WorkedExamples;

/// <summary>Worked example 3: a 2-2-2 network in matrix form, biases held fixed.</summary>
public class MatrixNetworkTests
{
    private static readonly double[] X = [0.05, 0.10];
    private static readonly double[] Y = [0, 1];

    [Fact]
    public void Backward_inMatrixForm_givesTheSourcesMatrices()
    {
        var tape = new Tape<double>();
        (Parameter<double> w, Parameter<double> v) = NewWeights();
        Network network = Record(tape, w, v);
        network.Error.Backward();

        Approximately.Equal([0.1325, 0.14], network.Net1.Value.Span);
        Approximately.Equal([0.533076622366, 0.534942945158], network.H.Value.Span, 1e-11);
        Approximately.Equal([0.680702121526, 0.734103099902], network.Net2.Value.Span, 1e-11);
        Approximately.Equal([0.663895385634, 0.675705023010], network.Output.Value.Span, 1e-11);

        // Printed 0.2796, a slip of the source.
        Approximately.Equal(0.272962157584, network.Error.Value.Item, 1e-11);

        // The handwritten matrices: delta = y (1 - y) (y - t), grad V = h delta^T, grad W = x (h (1 - h) * (V delta))^T.
        ReadOnlySpan<double> y = network.Output.Value;
        ReadOnlySpan<double> h = network.H.Value;
        double[] delta = [y[0] * (1 - y[0]) * (y[0] - Y[0]), y[1] * (1 - y[1]) * (y[1] - Y[1])];
        double[] back = [h[0] * (1 - h[0]) * ((0.40 * delta[0]) + (0.45 * delta[1])), h[1] * (1 - h[1]) * ((0.50 * delta[0]) + (0.55 * delta[1]))];
        Approximately.Equal([h[0] * delta[0], h[0] * delta[1], h[1] * delta[0], h[1] * delta[1]], v.Gradient.Span);
        Approximately.Equal([X[0] * back[0], X[0] * back[1], X[1] * back[0], X[1] * back[1]], w.Gradient.Span);

        Approximately.Equal([0.148140489433, -0.071062026987], delta, 1e-11);
        Approximately.Equal([0.078970231743, -0.037881505324, 0.079246709714, -0.038014130005], v.Gradient.Span, 1e-10);

        // The source left out the factor h (1 - h) here and prints 0.02728, 0.03499 and matrices that follow from them.
        Approximately.Equal([0.006789726748, 0.008703814074], back, 1e-10);
        Approximately.Equal([0.000339486337, 0.000435190704, 0.000678972675, 0.000870381407], w.Gradient.Span, 2e-9);
    }

    [Fact]
    public void GradientDescent_inMatrixForm_followsTheSource()
    {
        var tape = new Tape<double>();
        (Parameter<double> w, Parameter<double> v) = NewWeights();

        Step(tape, w, v);
        Approximately.Equal([0.360514884129, 0.468940752662, 0.460376645143, 0.569007065003], v.Value.Span, 1e-11);
        Approximately.Equal([0.149830256831, 0.199782404648, 0.249660513663, 0.299564809296], w.Value.Span, 1e-11);
        Approximately.Equal(0.265280637373, ErrorOf(tape, w, v), 1e-11);

        for (int step = 1; step < 10; step++)
        {
            Step(tape, w, v);
        }

        Approximately.Equal(0.200894704488, ErrorOf(tape, w, v), 1e-11);
    }

    [Fact]
    public void GradientDescent_withLossThreshold_stopsAfterTwelveSteps()
    {
        var tape = new Tape<double>();
        (Parameter<double> w, Parameter<double> v) = NewWeights();
        int steps = 0;
        while (ErrorOf(tape, w, v) > 0.19)
        {
            Step(tape, w, v);
            steps++;
        }

        Assert.Equal(12, steps);
        Approximately.Equal(0.188198417390, ErrorOf(tape, w, v), 1e-11);
    }

    private static (Parameter<double> W, Parameter<double> V) NewWeights() =>
        (new([0.15, 0.20, 0.25, 0.30], 2, 2), new([0.40, 0.45, 0.50, 0.55], 2, 2));

    private static Network Record(Tape<double> tape, Parameter<double> w, Parameter<double> v)
    {
        Variable<double> net1 = tape.Watch(w).Transpose().MatMul(X) + new[] { 0.1, 0.1 };
        Variable<double> h = net1.Sigmoid();
        Variable<double> net2 = tape.Watch(v).Transpose().MatMul(h) + new[] { 0.2, 0.2 };
        Variable<double> output = net2.Sigmoid();
        return new Network(net1, h, net2, output, 0.5 * (output - Y).Square().Sum());
    }

    private static double ErrorOf(Tape<double> tape, Parameter<double> w, Parameter<double> v)
    {
        double error = Record(tape, w, v).Error.Value.Item;
        tape.Reset();
        return error;
    }

    private static void Step(Tape<double> tape, Parameter<double> w, Parameter<double> v)
    {
        Record(tape, w, v).Error.Backward();
        foreach (Parameter<double> parameter in (Parameter<double>[])[w, v])
        {
            parameter.Descend(0.5);
            parameter.ZeroGradient();
        }

        tape.Reset();
    }

    private sealed record Network(
        Variable<double> Net1, Variable<double> H, Variable<double> Net2, Variable<double> Output, Variable<double> Error);
}
