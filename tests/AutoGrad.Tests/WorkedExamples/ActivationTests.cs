namespace AutoGrad.Tests.WorkedExamples;

/// <summary>Worked example 8: activations and the derivative formulas of the source.</summary>
public class ActivationTests
{
    private static readonly double[] Points = [-4, -1.5, -0.3, 0, 0.2, 1, 3.7];

    [Fact]
    public void UnipolarSigmoid_hasDerivative_fTimesOneMinusF() =>
        Check(x => x.Sigmoid(), x => 1 / (1 + Math.Exp(-x)), f => f * (1 - f));

    [Fact]
    public void BipolarSigmoid_hasDerivative_halfOfOneMinusFSquared() =>
        Check(x => x.BipolarSigmoid(), x => (1 - Math.Exp(-x)) / (1 + Math.Exp(-x)), f => (1 - (f * f)) / 2);

    [Fact]
    public void Tanh_hasDerivative_oneMinusFSquared() => Check(x => x.Tanh(), Math.Tanh, f => 1 - (f * f));

    [Fact]
    public void Softmax_hasDerivative_ofTheSource()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(Points);
        Variable<double> y = x.Softmax();
        y.Select(0, 2).Backward();

        double sum = Points.Sum(Math.Exp);
        double[] softmax = [.. Points.Select(p => Math.Exp(p) / sum)];
        Approximately.Equal(softmax, y.Value.Span);
        Approximately.Equal([.. softmax.Select((s, j) => softmax[2] * ((j == 2 ? 1 : 0) - s))], x.Gradient.Span);
    }

    [Fact]
    public void Sign_hasNoGradient_andSaysSo()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(Points);
        Assert.Equal([-1, -1, -1, 0, 1, 1, 1], x.Sign().Value.ToArray());
        Assert.Contains("no leaf that has a gradient", Assert.Throws<Errors.NoGradientException>(() => x.Sign().Sum().Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sign_withStraightThroughChoice_passesTheGradientOn()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(Points);

        // The explicit choice: the value of sgn with the gradient of the identity.
        Variable<double> y = x + (x.Sign() - x).StopGradient();
        y.Sum().Backward();

        Approximately.Equal([-1, -1, -1, 0, 1, 1, 1], y.Value.Span);
        Assert.All(x.Gradient.ToArray(), gradient => Assert.Equal(1.0, gradient));
    }

    private static void Check(Func<Variable<double>, Variable<double>> activation, Func<double, double> formula, Func<double, double> derivative)
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(Points);
        Variable<double> y = activation(x);
        y.Sum().Backward();
        for (int i = 0; i < Points.Length; i++)
        {
            Assert.Equal(formula(Points[i]), y.Value[i], 1e-15);
            Approximately.Equal(derivative(y.Value[i]), x.Gradient[i]);
        }
    }
}
