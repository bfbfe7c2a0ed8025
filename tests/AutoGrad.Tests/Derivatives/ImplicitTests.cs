using AutoGrad.Errors;

namespace AutoGrad.Tests.Derivatives;

/// <summary>Derivatives of solutions, against closed forms.</summary>
public class ImplicitTests
{
    [Fact]
    public void SquareRoot_hasItsDerivativesToThirdOrder()
    {
        Variable<double> theta = new Tape<double>().Variable(2.0);
        Variable<double> x = Differentiate.Implicit((x, t) => (x * x) - t, Math.Sqrt(2), theta, order: 3);
        Variable<double> first = Differentiate.Gradient(x, theta);
        Variable<double> second = Differentiate.Gradient(first, theta);
        Variable<double> third = Differentiate.Gradient(second, theta);
        Approximately.Equal(Math.Sqrt(2), x.Value.Item);
        Approximately.Equal(0.5 * Math.Pow(2, -0.5), first.Value.Item);
        Approximately.Equal(-0.25 * Math.Pow(2, -1.5), second.Value.Item);
        Approximately.Equal(0.375 * Math.Pow(2, -2.5), third.Value.Item, 1e-11);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void DerivativeBeyondTheOrder_isAnErrorInEveryMode(int order)
    {
        var tape = new Tape<double>();
        Variable<double> theta = tape.Variable(2.0);
        Variable<double> derivative = Differentiate.Implicit((x, t) => (x * x) - t, Math.Sqrt(2), theta, order);
        for (int k = 1; k < order; k++)
        {
            derivative = k % 2 == 0 ? Differentiate.Gradient(derivative, theta) : Differentiate.JacobianVectorProduct(derivative, theta, 1.0);
        }

        Variable<double> last = Differentiate.Gradient(derivative, theta);

        Assert.Contains($"pass order: {order + 1}", Assert.Throws<NoGradientException>(() => Differentiate.Gradient(last, theta)).Message, StringComparison.Ordinal);
        Assert.Throws<NoGradientException>(() => Differentiate.JacobianVectorProduct(last, theta, 1.0));
        Assert.Throws<NoGradientException>(() => last.Backward());
        Assert.Throws<NoGradientException>(() => Differentiate.Hessian(t => Differentiate.Gradient(Differentiate.Implicit((x, u) => (x * x) - u, Math.Sqrt(2), t, 2), t), 2.0));
    }

    [Fact]
    public void DerivativeBeyondTheOrder_byWhatTheEquationCaptured_isAnErrorToo()
    {
        var tape = new Tape<double>();
        Variable<double> theta = tape.Variable(9.0);
        Variable<double> w = tape.Variable(4.0);
        Variable<double> x = Differentiate.FixedPoint((x, t) => x - (((w * x * x) - t) / 12), 1.5, theta);
        Variable<double> byW = Differentiate.Gradient(x, w);

        Approximately.Equal(-0.5 * 3 / 8, byW.Value.Item);
        Assert.Contains("FixedPoint: its derivatives are right up to order 1, and one of order 2 was asked for", Assert.Throws<NoGradientException>(() => Differentiate.Gradient(byW, w)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_of_every_size_are_held_to_three_digits()
    {
        Variable<double> theta = new Tape<double>().Variable(1.0);
        Variable<double> Two(Variable<double> x, Variable<double> t) => Variable<double>.Stack([x[0] - (1000 * t), x[1].Square() - t]);
        Assert.Contains("element 1, which is 1.8", Assert.Throws<ArgumentException>(() => Differentiate.Implicit(Two, [1000.0, 1.8], theta)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Differentiate.Implicit((x, t) => (x * x) - (1e-8 * t), 3e-4, theta));
        Assert.Throws<ArgumentException>(() => Differentiate.Implicit((x, t) => x - t, double.PositiveInfinity, theta));

        // An element near 0 is measured by the others, as its digits are what they left.
        Differentiate.Implicit((x, t) => Variable<double>.Stack([x[0] - (1000 * t), x[1] - (t - 1)]), [1000.0, 1e-12], theta).Sum().Backward();
        Approximately.Equal(1001, theta.Gradient.Item);
    }

    [Fact]
    public void Single_precision_is_held_to_what_it_has()
    {
        Variable<float> theta = new Tape<float>().Variable(2f);
        Differentiate.Implicit((x, t) => Variable<float>.Stack([x[0] - (1000 * t), x[1] - (t - 2)]), [2000f, 1e-3f], theta).Sum().Backward();
        Assert.Equal(1001f, theta.Gradient.Item);
    }

    [Fact]
    public void Value_while_recording_is_off_is_the_same()
    {
        var tape = new Tape<double>();
        Variable<double> theta = tape.Variable(2.0);
        Variable<double> recorded = Differentiate.Implicit((x, t) => (x * x) - t, 1.41421, theta);
        using (tape.StopRecording())
        {
            Variable<double> still = Differentiate.Implicit((x, t) => (x * x) - t, 1.41421, theta);
            Assert.Equal(recorded.Value.Item, still.Value.Item);
            Assert.False(still.RequiresGradient);
            Assert.False(tape.IsRecording);
            Assert.Throws<ArgumentException>(() => Differentiate.Implicit((x, t) => (x * x) - t, 77.0, theta));
            Assert.False(tape.IsRecording);
        }
    }

    [Theory]
    [InlineData(1.5, 0)]
    [InlineData(-1.42, 0)]
    [InlineData(1.41421356, double.NaN)]
    public void WhatIsNoSolution_isRefused(double wrong, double shift)
    {
        Variable<double> theta = new Tape<double>().Variable(2.0);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Differentiate.Implicit((x, t) => (x * x) - t + shift, wrong, theta));
        Assert.Contains("Implicit: this is no solution", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Differentiate.FixedPoint((x, t) => (t / x) + shift, [wrong, wrong], theta));

        // What a solver of ordinary tolerance leaves is polished.
        Approximately.Equal(Math.Sqrt(2), Differentiate.Implicit((x, t) => (x * x) - t, 1.41421, theta).Value.Item, 1e-10);
    }

    [Fact]
    public void LinearSystem_hasTheDerivativesOfItsSolution()
    {
        // A needs row exchanges: 0 on the diagonal.
        double[] a = [0, 2, 1, 1, 0, 3, 4, 1, 0];
        double[] solution = [1, 2, 3];
        double[] b = [7, 10, 6];
        double[] weights = [1, -2, 0.5];
        var tape = new Tape<double>();
        Variable<double> matrix = tape.Variable(a, 3, 3);
        Variable<double> right = tape.Variable(b);
        Variable<double> x = Differentiate.Implicit((x, r) => matrix.MatMul(x.Reshape(3, 1)).Reshape(3) - r, solution, right, order: 2);
        Variable<double> y = (x * tape.Constant(weights)).Sum();
        Variable<double>[] gradients = Differentiate.Gradient(y, right, matrix);

        // bBar = A^-T xBar, ABar = -bBar x^T.
        double[] bBar = gradients[0].Value.ToArray();
        for (int j = 0; j < 3; j++)
        {
            Approximately.Equal(weights[j], (a[j] * bBar[0]) + (a[3 + j] * bBar[1]) + (a[6 + j] * bBar[2]));
            for (int i = 0; i < 3; i++)
            {
                Approximately.Equal(-bBar[i] * solution[j], gradients[1].Value[i, j]);
            }
        }

        // d2y/dA_kl db_i = -(A^-T xBar)_k (A^-1)_li; against a difference of the gradient.
        double mixed = Differentiate.Gradient(gradients[0].Slice(0, 0, 1).Sum(), matrix).Value[1, 2];
        double Shifted(double h)
        {
            double[] moved = [.. a];
            moved[5] += h;
            return Solve(moved, weights)[0];
        }

        Approximately.Equal((Shifted(1e-5) - Shifted(-1e-5)) / 2e-5, mixed, 1e-8);
    }

    [Fact]
    public void KeplersEquation_hasItsDerivativesToSecondOrder()
    {
        // E - e sin E = M. dE/dM = 1 / (1 - e cos E), d2E/dM2 = -e sin E / (1 - e cos E)^3, dE/de = sin E / (1 - e cos E).
        const double e = 0.6;
        const double anomaly = 1.1;
        double m = anomaly - (e * Math.Sin(anomaly));
        Variable<double> theta = new Tape<double>().Variable([m, e]);
        Variable<double> x = Differentiate.Implicit(
            (x, t) => x - (t.Slice(0, 1, 2).Sum() * x.Sin()) - t.Slice(0, 0, 1).Sum(), anomaly, theta, order: 2);
        Variable<double> gradient = Differentiate.Gradient(x, theta);
        double d = 1 - (e * Math.Cos(anomaly));
        Approximately.Equal([1 / d, Math.Sin(anomaly) / d], gradient.Value.ToArray());
        double[] second = Differentiate.Gradient(gradient.Slice(0, 0, 1).Sum(), theta).Value.ToArray();
        Approximately.Equal(-e * Math.Sin(anomaly) / (d * d * d), second[0], 1e-11);
        Approximately.Equal((Math.Cos(anomaly) / (d * d)) - (e * Math.Sin(anomaly) * Math.Sin(anomaly) / (d * d * d)), second[1], 1e-11);
    }

    [Fact]
    public void FixedPoint_givesTheGradientOfWhatIteratingConvergesTo()
    {
        double Iterate(double t)
        {
            double x = 0.5;
            for (int i = 0; i < 500; i++)
            {
                x = Math.Cos(t * x);
            }

            return x;
        }

        Variable<double> theta = new Tape<double>().Variable(0.8);
        double at = Iterate(0.8);
        Differentiate.FixedPoint((x, t) => (t * x).Cos(), at, theta).Backward();
        double s = Math.Sin(0.8 * at);
        Approximately.Equal(-at * s / (1 + (0.8 * s)), theta.Gradient.Item);

        Variable<double> several = new Tape<double>().Variable(0.8);
        Differentiate.FixedPoint((x, t) => (t * x).Cos(), [at, at], several).Sum().Backward();
        Approximately.Equal(2 * theta.Gradient.Item, several.Gradient.Item);
    }

    [Fact]
    public void Parameters_usedInTheEquation_getTheirGradient()
    {
        var w = new Parameter<double>(4.0);
        var tape = new Tape<double>();
        Variable<double> theta = tape.Variable(9.0);
        Differentiate.Implicit((x, t) => (w * x * x) - t, 1.5, theta).Backward();

        // x = sqrt(t / w).
        Approximately.Equal(0.5 / Math.Sqrt(36), theta.Gradient.Item);
        Approximately.Equal(-0.5 * 3 / 8, w.Gradient.Item);
    }

    [Fact]
    public void WhatCannotBeSolved_isRefused()
    {
        Variable<double> theta = new Tape<double>().Variable(0.0);
        Assert.Contains("column 0", Assert.Throws<SingularJacobianException>(
            () => Differentiate.Implicit((x, t) => (x * x) - t, 0.0, theta)).Message, StringComparison.Ordinal);
        Assert.StartsWith("FixedPoint:", Assert.Throws<SingularJacobianException>(() => Differentiate.FixedPoint((x, t) => x + (0 * t), 0.0, theta)).Message, StringComparison.Ordinal);
        Assert.Contains("(2, 2) Jacobian", Assert.Throws<SingularJacobianException>(
            () => Differentiate.Implicit((x, t) => x.Sum() + (0 * x) - t, [1.0, 2.0], theta)).Message, StringComparison.Ordinal);
        Assert.Contains("as many equations as unknowns", Assert.Throws<ShapeException>(
            () => Differentiate.Implicit((x, t) => x.Sum() - t, [1.0, 2.0], theta)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Differentiate.Implicit((x, t) => x - t, 0.0, theta, order: 0));
    }

    [Fact]
    public void BadlyScaledEquations_areNotTakenForSingular()
    {
        Variable<double> theta = new Tape<double>().Variable(3.0);
        Differentiate.Implicit((x, t) => (x - t) * theta.Tape.Constant([1.0, 1e-30]), [3.0, 3.0], theta).Sum().Backward();
        Approximately.Equal(2, theta.Gradient.Item);
    }

    /// <summary>Solves the transposed system by Cramer's rule.</summary>
    private static double[] Solve(double[] a, double[] b)
    {
        double[] m = [a[0], a[3], a[6], a[1], a[4], a[7], a[2], a[5], a[8]];

        double Determinant(double[] c) =>
            (c[0] * ((c[4] * c[8]) - (c[5] * c[7]))) - (c[1] * ((c[3] * c[8]) - (c[5] * c[6]))) + (c[2] * ((c[3] * c[7]) - (c[4] * c[6])));
        var x = new double[3];
        for (int k = 0; k < 3; k++)
        {
            double[] replaced = [.. m];
            for (int i = 0; i < 3; i++)
            {
                replaced[(3 * i) + k] = b[i];
            }

            x[k] = Determinant(replaced) / Determinant(m);
        }

        return x;
    }
}
