namespace AutoGrad.Tests.Operations;

/// <summary>Compares gradients, of first and second order, with central differences.</summary>
internal static class DifferenceCheck
{
    private const double Step = 1e-4;

    /// <summary>Checks the gradient of sum(u f(x)), and that of sum(v (gradient of sum(u f(x)^2))), by every element of x.</summary>
    public static void Run(Func<Variable<double>, Variable<double>> f, params nint[] lengths)
    {
        double[] x = Numbers(new Shape(lengths).Count, 1);
        Compare(tape => tape.Variable(x, lengths), (tape, at) =>
        {
            Variable<double> y = f(at);
            return (y * Weights(y, 2)).Sum();
        });
        Compare(tape => tape.Variable(x, lengths), (tape, at) =>
        {
            Variable<double> y = f(at);
            Variable<double> gradient = Differentiate.Gradient((y * y * Weights(y, 3)).Sum(), at);
            return (gradient * Weights(gradient, 4)).Sum();
        });
    }

    private static void Compare(Func<Tape<double>, Variable<double>> make, Func<Tape<double>, Variable<double>, Variable<double>> f)
    {
        var tape = new Tape<double>();
        Variable<double> x = make(tape);
        double[] at = x.Value.ToArray();
        nint[] lengths = x.Shape.Lengths.ToArray();
        Variable<double> y = f(tape, x);
        if (!y.RequiresGradient)
        {
            Assert.Fail("the result does not depend on x");
        }

        y.Backward();
        double[] gradient = x.Gradient.ToArray();
        for (int i = 0; i < at.Length; i++)
        {
            double before = Value(-Step);
            double after = Value(Step);
            double expected = (after - before) / (2 * Step);
            Assert.True(Math.Abs(gradient[i] - expected) <= 1e-6 * Math.Max(1, Math.Abs(expected)), $"element {i}: gradient {gradient[i]}, difference quotient {expected}");

            double Value(double step)
            {
                double[] moved = [.. at];
                moved[i] += step;
                var other = new Tape<double>();
                return f(other, other.Variable(moved, lengths)).Value.Item;
            }
        }
    }

    /// <summary>Numbers from -2 to 2 without structure.</summary>
    public static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (4 * random.NextDouble()) - 2)];
    }

    private static Variable<double> Weights(Variable<double> like, int seed)
        => like.Tape.Constant(Numbers(like.Shape.Count, seed), like.Shape.Lengths);
}
