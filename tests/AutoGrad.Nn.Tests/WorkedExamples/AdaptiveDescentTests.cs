using AutoGrad.Nn.Losses;
using AutoGrad.Nn.Optimizers;

namespace AutoGrad.Nn.Tests.WorkedExamples;

/// <summary>Worked example 12: momentum, an adaptive rate, and both together, on the 2-2-2 network of worked example 2.</summary>
public class AdaptiveDescentTests
{
    private const double Threshold = 1e-3;

    [Fact]
    public void Plain_descent_repeats_worked_example_2()
    {
        var network = new TwoTwoTwo();
        var descent = new GradientDescent<double>(network.Weights, 0.5);

        double before = descent.Step(network.Evaluate);
        double after = network.Evaluate();

        Assert.Equal(0.298371108760, before, 1e-12);
        Assert.Equal(0.291027773694, after, 1e-12);
    }

    [Fact]
    public void Each_improvement_reaches_the_threshold_sooner_than_plain_descent()
    {
        int plain = StepsToThreshold(w => new GradientDescent<double>(w, 0.5));
        int momentum = StepsToThreshold(w => new GradientDescent<double>(w, 0.5, momentum: 0.9));
        int adaptive = StepsToThreshold(w => new AdaptiveGradientDescent<double>(w, 0.5, momentum: 0));
        int both = StepsToThreshold(w => new AdaptiveGradientDescent<double>(w, 0.5, momentum: 0.9));

        Assert.InRange(momentum, 1, plain / 2);
        Assert.InRange(adaptive, 1, plain / 2);
        Assert.InRange(both, 1, Math.Min(momentum, plain / 2));
    }

    [Fact]
    public void A_step_that_raises_the_error_too_much_is_rejected_and_put_back_bit_for_bit()
    {
        var x = new Parameter<double>([1.0, -2]);
        var optimizer = new AdaptiveGradientDescent<double>([x], rate: 3, momentum: 0.9);
        int evaluations = 0;
        double Evaluate()
        {
            evaluations++;
            optimizer.ZeroGradients();
            Variable<double> loss = new Tape<double>().Watch(x).Square().Sum();
            loss.Backward();
            return loss.Value.Item;
        }

        double loss = optimizer.Step(Evaluate);

        // x - 3 * 2 x = -5 x: the error would be 25 times as large.
        Assert.True(optimizer.IsRejected);
        Assert.Equal(5, loss);
        Assert.Equal([1, -2], x.Value.ToArray());
        Assert.Equal([2, -4], x.Gradient.ToArray());
        Assert.Equal(3 * 0.7, optimizer.Rate, 1e-15);
        Assert.Equal(2, evaluations);

        while (optimizer.IsRejected)
        {
            loss = optimizer.Step(Evaluate);
        }

        // 2.1, 1.47 and 1.029 are too long, 0.7203 is not: the error falls by (1 - 2 * 0.7203)² and the rate grows.
        Assert.Equal(5 * Math.Pow(1 - (2 * 0.7203), 2), loss, 1e-12);
        Assert.Equal(0.7203 * 1.05, optimizer.Rate, 1e-12);
        Assert.Equal(optimizer.StepCount + 1, evaluations);
    }

    private static int StepsToThreshold(Func<Parameter<double>[], Optimizer<double>> make)
    {
        var network = new TwoTwoTwo();
        Optimizer<double> optimizer = make(network.Weights);
        for (int step = 1; step < 10_000; step++)
        {
            optimizer.Step(network.Evaluate);
            if (network.Evaluate() <= Threshold)
            {
                return step;
            }
        }

        return int.MaxValue;
    }

    private sealed class TwoTwoTwo
    {
        private readonly Tape<double> tape = new();
        private readonly Parameter<double> hidden = new([0.15, 0.20, 0.25, 0.30], 2, 2);
        private readonly Parameter<double> output = new([0.40, 0.45, 0.50, 0.55], 2, 2);

        public Parameter<double>[] Weights => [hidden, output];

        public double Evaluate()
        {
            tape.Reset();
            hidden.ZeroGradient();
            output.ZeroGradient();
            Variable<double> h = (tape.Watch(hidden).MatMul(new double[] { 0.05, 0.10 }) + 0.35).Sigmoid();
            Variable<double> o = (tape.Watch(output).MatMul(h) + 0.60).Sigmoid();
            Variable<double> loss = Loss.HalfSquaredError(o, new double[] { 0.01, 0.99 });
            loss.Backward();
            return loss.Value.Item;
        }
    }
}
