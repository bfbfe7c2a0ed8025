namespace AutoGrad.Tests.WorkedExamples;

/// <summary>Worked example 2: a 2-2-2 network of logistic units with one shared bias per layer, weight by weight.</summary>
public class StepByStepNetworkTests
{
    private const double X1 = 0.05, X2 = 0.10, T1 = 0.01, T2 = 0.99, Rate = 0.5;
    private static readonly double[] Start = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55];

    [Fact]
    public void Backward_onTheFirstStep_givesTheSourcesDeltas()
    {
        var tape = new Tape<double> { KeepGradients = true };
        Variable<double>[] w = [.. Start.Select(tape.Variable)];
        Network network = Record(w, tape.Constant(0.35), tape.Constant(0.60));
        network.Error.Backward();

        // The handwritten deltas of the source, from the values of the forward pass.
        double h1 = network.H1.Value.Item, h2 = network.H2.Value.Item, o1 = network.O1.Value.Item, o2 = network.O2.Value.Item;
        double d1 = (o1 - T1) * o1 * (1 - o1), d2 = (o2 - T2) * o2 * (1 - o2);
        double e1 = ((d1 * Start[4]) + (d2 * Start[6])) * h1 * (1 - h1), e2 = ((d1 * Start[5]) + (d2 * Start[7])) * h2 * (1 - h2);
        double[] deltas = [e1 * X1, e1 * X2, e2 * X1, e2 * X2, d1 * h1, d1 * h2, d2 * h1, d2 * h2];
        Approximately.Equal(deltas, [.. w.Select(weight => weight.Gradient.Item)]);

        // Figures of the source, recomputed in double precision; all printed ones agree with them.
        Approximately.Equal([0.593269992107, 0.596884378260], [h1, h2], 1e-11);
        Approximately.Equal([0.751365069552, 0.772928465321], [o1, o2], 1e-11);
        Approximately.Equal(0.298371108760, network.Error.Value.Item, 1e-11);
        Approximately.Equal([0.138498561629, -0.038098236517], [d1, d2], 2e-11);
        Approximately.Equal(
            [0.000438567734, 0.000877135469, 0.000497712735, 0.000995425471, 0.082167040564, 0.082667627848, -0.022602540477, -0.022740242216],
            [.. w.Select(weight => weight.Gradient.Item)],
            2e-9);
    }

    [Fact]
    public void GradientDescent_withFixedBiases_reachesTheSourcesFigures()
    {
        Parameter<double>[] w = [.. Start.Select(value => new Parameter<double>(value))];
        var tape = new Tape<double>();

        Train(tape, w, [], 1);
        Approximately.Equal(
            [0.149780716133, 0.199561432266, 0.249751143632, 0.299502287265, 0.358916479718, 0.408666186076, 0.511301270239, 0.561370121108],
            [.. w.Select(weight => weight.Value.Item)],
            1e-11);

        // The source prints 0.291027924 here, from a pass in which it rounded; this is the recomputed figure.
        Network once = Record([.. w.Select(tape.Watch)], tape.Constant(0.35), tape.Constant(0.60));
        Approximately.Equal(0.291027773694, once.Error.Value.Item, 1e-11);
        tape.Reset();

        Train(tape, w, [], 9_999);
        Network trained = Record([.. w.Select(tape.Watch)], tape.Constant(0.35), tape.Constant(0.60));
        Approximately.Equal(3.510187782979e-05, trained.Error.Value.Item, 1e-9);
        Approximately.Equal(0.000035085, trained.Error.Value.Item, 1e-3);
        Approximately.Equal([0.015913620444, 0.984064273515], [trained.O1.Value.Item, trained.O2.Value.Item], 1e-9);
    }

    [Fact]
    public void GradientDescent_withTrainedBiases_reachesASmallerError()
    {
        Parameter<double>[] w = [.. Start.Select(value => new Parameter<double>(value))];

        // "Both bias pairs": every unit has a bias of its own, and all four are trained.
        Parameter<double>[] b = [new(0.35), new(0.35), new(0.60), new(0.60)];
        var tape = new Tape<double>();
        Train(tape, w, b, 10_000);

        Network trained = Record([.. w.Select(tape.Watch)], [.. b.Select(tape.Watch)]);
        Approximately.Equal(2.447562235932e-06, trained.Error.Value.Item, 1e-8);
    }

    private static void Train(Tape<double> tape, Parameter<double>[] w, Parameter<double>[] b, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            Variable<double>[] weights = [.. w.Select(tape.Watch)];
            Network network = b.Length == 0
                ? Record(weights, tape.Constant(0.35), tape.Constant(0.60))
                : Record(weights, [.. b.Select(tape.Watch)]);
            network.Error.Backward();
            foreach (Parameter<double> parameter in w.Concat(b))
            {
                parameter.Descend(Rate);
                parameter.ZeroGradient();
            }

            tape.Reset();
        }
    }

    private static Network Record(Variable<double>[] w, Variable<double> b1, Variable<double> b2) => Record(w, [b1, b1, b2, b2]);

    private static Network Record(Variable<double>[] w, Variable<double>[] b)
    {
        Variable<double> h1 = ((w[0] * X1) + (w[1] * X2) + b[0]).Sigmoid();
        Variable<double> h2 = ((w[2] * X1) + (w[3] * X2) + b[1]).Sigmoid();
        Variable<double> o1 = ((w[4] * h1) + (w[5] * h2) + b[2]).Sigmoid();
        Variable<double> o2 = ((w[6] * h1) + (w[7] * h2) + b[3]).Sigmoid();
        return new Network(h1, h2, o1, o2, 0.5 * ((T1 - o1).Square() + (T2 - o2).Square()));
    }

    private sealed record Network(Variable<double> H1, Variable<double> H2, Variable<double> O1, Variable<double> O2, Variable<double> Error);
}
