namespace AutoGrad.Tests.Derivatives;

/// <summary>A factor of zero wins over an infinite or undefined one, in both modes: what did not matter spoils nothing.</summary>
public class ZeroFactorTests
{
    public static TheoryData<string> Cases => [.. Functions.Keys];

    private static Dictionary<string, (Func<Variable<double>, Variable<double>> F, double[] At, double[] Diagonal)> Functions { get; } = new()
    {
        ["root that was not chosen"] = (x => (x > 0).Where(x.Sqrt(), 0), [0, 4, -1], [0, 0.25, 0]),
        ["logarithm that was not chosen"] = (x => (x > 0).Where(x.Log(), x), [0, 4, -1], [1, 0.25, 1]),
        ["logarithm that was masked"] = (x => x.Log().MaskedFill(x <= 0, 7), [0, 4], [0, 0.25]),
        ["root times a constant of 0"] = (x => x.Sqrt() * x.Tape.Constant([0.0, 2.0]), [0, 4], [0, 0.5]),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Both_modes_give_the_derivative_without_what_did_not_matter(string name)
    {
        (Func<Variable<double>, Variable<double>> f, double[] at, double[] diagonal) = Functions[name];
        foreach (JacobianMode mode in new[] { JacobianMode.Forward, JacobianMode.Reverse })
        {
            double[] jacobian = [.. Differentiate.Jacobian(f, at, mode)];
            var tape = new Tape<double>();
            Variable<double> x = tape.Variable(at);
            double[] recorded = Differentiate.Jacobian(f(x), x, mode).Value.ToArray();
            for (int row = 0; row < at.Length; row++)
            {
                for (int column = 0; column < at.Length; column++)
                {
                    double expected = row == column ? diagonal[row] : 0;
                    Assert.Equal(expected, jacobian[(row * at.Length) + column], 1e-15);
                    Assert.Equal(expected, recorded[(row * at.Length) + column], 1e-15);
                }
            }
        }

        double[,] sparse = Differentiate.SparseJacobian(f, at).ToDense();
        Assert.All(diagonal.Index(), entry => Assert.Equal(entry.Item, sparse[entry.Index, entry.Index], 1e-15));
    }

    [Fact]
    public void Root_ofZeroThatDoesNotMove_movesNotAndHasNoGradient()
    {
        // In the reverse sweep the infinite derivative comes first, and then nothing wins over it.
        Assert.Equal([0, 0, 0, 0.25], [.. Differentiate.Jacobian(x => x.Relu().Sqrt(), [-2.0, 4.0], JacobianMode.Forward)]);
        Assert.Equal([double.NaN, 0, 0, 0.25], [.. Differentiate.Jacobian(x => x.Relu().Sqrt(), [-2.0, 4.0], JacobianMode.Reverse)]);
    }

    [Fact]
    public void Maximum_ofRoots_movesWithTheLargestAlone()
    {
        (double[] _, double[] moved) = Differentiate.JacobianVectorProduct(x => x.Sqrt().Max(), [0.0, 4, 1], [1.0, 1, 1]);
        Assert.Equal([0.25], moved);
    }

    [Fact]
    public void Entropy_thatWasMasked_hasItsSecondDerivativesInEveryNesting()
    {
        static Variable<double> F(Variable<double> p) => (p > 0).Where(p * p.Log(), 0).Sum();
        double[] at = [0, 4];
        Assert.Equal([0, 0, 0, 0.25], [.. Differentiate.Hessian(F, at)]);
        var tape = new Tape<double>();
        Variable<double> p = tape.Variable(at);
        Variable<double> gradient = Differentiate.Gradient(F(p), p);
        Assert.Equal([0, 0, 0, 0.25], Differentiate.Jacobian(gradient, p, JacobianMode.Reverse).Value.ToArray());
        gradient.Sum().Backward();
        Assert.Equal([0, 0.25], p.Gradient.ToArray());
    }

    [Fact]
    public void Third_derivative_aroundANaNThatWasNotChosen_isThatOfTheOthers()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([-1.0, 4]);
        Variable<double> y = (x > 0).Where(x.Sqrt(), 0).Sum();
        Variable<double> second = Differentiate.Gradient(Differentiate.Gradient(y, x).Sum(), x);
        Assert.Equal([0, 0.375 / 32], Differentiate.Gradient(second.Sum(), x).Value.ToArray());
    }

    [Fact]
    public void Hessian_aroundARootThatWasNotChosen_isThatOfTheOthers()
    {
        double[] hessian = [.. Differentiate.Hessian(x => (x > 0).Where(x.Sqrt(), 0).Sum(), [0.0, 4.0])];
        Assert.Equal([0, 0, 0, -0.25 / 8], hessian);
    }
}
