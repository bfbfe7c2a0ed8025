using AutoGrad.Tests.Laws;

namespace AutoGrad.Tests.Derivatives;

/// <summary>Taylor coefficients of high order, against closed forms and against derivatives of derivatives.</summary>
public class TaylorTests
{
    private const int Order = 24;

    private static readonly double[] s_factorials = [.. Enumerable.Range(0, Order + 1).Select(k => Enumerable.Range(1, k).Aggregate(1.0, (product, i) => product * i))];

    [Fact]
    public void Elementary_functions_have_their_series()
    {
        Is(x => x.Exp(), 0, k => 1 / s_factorials[k]);
        Is(x => x.Sin(), 0, k => k % 2 == 0 ? 0 : (k % 4 == 1 ? 1 : -1) / s_factorials[k]);
        Is(x => x.Cosh(), 0, k => k % 2 == 0 ? 1 / s_factorials[k] : 0);
        Is(x => x.Log(), 1, k => k == 0 ? 0 : (k % 2 == 1 ? 1.0 : -1.0) / k);
        Is(x => 1 / (1 - x), 0, _ => 1);
        Is(x => x.Reciprocal(), 2, k => Math.Pow(-1, k) / Math.Pow(2, k + 1));
        Is(x => x.Atan(), 0, k => k % 2 == 0 ? 0 : (k % 4 == 1 ? 1.0 : -1.0) / k);
        Is(x => x.Pow(5), 0, k => k == 5 ? 1 : 0);
        Is(x => x.Pow(5), 1, k => k > 5 ? 0 : s_factorials[5] / s_factorials[k] / s_factorials[5 - k]);
        Is(x => x.Sqrt(), 1, k => Enumerable.Range(0, k).Aggregate(1.0, (product, i) => product * (0.5 - i) / (i + 1)));
        Is(x => (x * x).Exp().Log(), 0.5, k => k switch { 0 => 0.25, 1 or 2 => 1, _ => 0 }, 1e-9);
        Is(x => x.Abs(), -3, k => k switch { 0 => 3, 1 => -1, _ => 0 });
        Is(x => x.Floor() + x.Sign(), 2.5, k => k == 0 ? 3 : 0);
        double[] selfPower = [1, 1, 1, 0.5];
        Is(x => x.Pow(x), 1, k => k < 4 ? selfPower[k] : double.NaN);
        Is(x => x.Erf(), 0, k => k % 2 == 0 ? 0 : 2 / Math.Sqrt(Math.PI) * ((k / 2) % 2 == 0 ? 1 : -1) / (s_factorials[k / 2] * k));
    }

    [Fact]
    public void Tangent_has_the_series_of_the_numbers_of_Bernoulli()
    {
        double[] tan = Differentiate.Taylor(x => x.Tan(), 0.0, 9);
        double[] expected = [0, 1, 0, 1.0 / 3, 0, 2.0 / 15, 0, 17.0 / 315, 0, 62.0 / 2835];
        Assert.All(expected.Zip(tan), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
        double[] tanh = Differentiate.Taylor(x => x.Tanh(), 0.0, 9);
        Assert.All(expected.Select((c, k) => k % 4 == 3 ? -c : c).Zip(tanh), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
    }

    [Fact]
    public void Products_of_matrices_and_moves_of_elements_map_coefficient_by_coefficient()
    {
        // A network of two layers along a line, against derivatives of derivatives.
        var w = new Parameter<double>([0.3, -0.2, 0.5, 0.7, 0.1, -0.4], 2, 3);
        Variable<double> F(Variable<double> x)
        {
            Variable<double> h = (x.Reshape(1, 2).MatMul(w) + new double[] { 0.1, 0.2, 0.3 }).Tanh();
            Variable<double> g = h.MatMul(h.Transpose()).Sum() * Variable<double>.Concatenate([x, x.Flip(0)], 0)[1..3].Exp().Sum();
            return g + x.Reshape(2, 1).MatMul(x.Reshape(1, 2)).Sin().Mean();
        }

        AgreesWithNesting(F, [0.4, -0.7], [1, 0.5], 6);

        // By power series: 40 orders of nesting would not end.
        double[] long1 = Differentiate.Taylor(F, [0.4, -0.7], [1, 0.5], 40);
        double[] short1 = Differentiate.Taylor(F, [0.4, -0.7], [1, 0.5], 6);
        Assert.Equal(short1, long1[..7]);
    }

    [Fact]
    public void Whole_tensor_functions_without_a_power_series_are_nested()
    {
        AgreesWithNesting(x => (x.Softmax() * x.Exp()).Sum(), [0.4, -0.7, 1.1], [1, 0.5, -1], 5);
        AgreesWithNesting(x => x.Tape.Checkpoint(v => (v * v.Sin()).Sum(), x), [0.4, -0.7], [1, 0.5], 4);
    }

    [Fact]
    public void Conditions_and_maxima_keep_to_their_side()
    {
        AgreesWithNesting(x => (x > 0).Where(x * x * x, x.Exp()).Sum(), [0.4, -0.7], [1, 0.5], 5);
        AgreesWithNesting(x => x[0].Maximum(x[1]) * x[2].Minimum(x[0]).Sigmoid(), [0.4, -0.7, 1.5], [1, 0.5, 2], 5);
        AgreesWithNesting(x => x[0].Pow(x[1]) + x[0].Atan2(x[1]) + x[0].Hypot(x[1]) + (x[1] / x[0]).LogGamma(), [0.8, 1.7], [1, 0.5], 5);
        Assert.Equal([0, 0, 0.0, 0], Differentiate.Taylor(x => (x > 0).Where(x.Sqrt(), 0), 0.0, 3));
    }

    [Fact]
    public void Random_expressions_have_the_series_of_their_nested_derivatives()
    {
        foreach (int seed in Enumerable.Range(0, 60).Where(RandomGraph.Fits))
        {
            GradientCheckInput[] leaves = [.. RandomGraph.Leaves(seed)];
            double[] at = [.. leaves.SelectMany(leaf => leaf.Values.ToArray())];
            var random = new Random(seed);
            double[] direction = [.. at.Select(_ => random.NextDouble() - 0.5)];
            AgreesWithNesting(
                x =>
                {
                    int start = 0;
                    return RandomGraph.Build([.. leaves.Select(leaf => x[start..(start += leaf.Values.Length)].Reshape(leaf.Shape.Lengths))], seed);
                },
                at,
                direction,
                3);
        }
    }

    [Fact]
    public void Orders_0_and_1_and_functions_that_do_not_move_are_no_exceptions()
    {
        Assert.Equal([9.0], Differentiate.Taylor(x => x * x, 3.0, 0));
        Assert.Equal([9.0, 6], Differentiate.Taylor(x => x * x, 3.0, 1));
        Assert.Equal([3.0, 1, 0], Differentiate.Taylor(x => x, 3.0, 2));
        Assert.Equal([7.0, 0, 0], Differentiate.Taylor(x => x.Tape.Constant(7), 3.0, 2));
        Assert.Equal([6f, 1, -1, 0], Differentiate.Taylor(x => (x[0] * x[1]).Sum(), [2f, 3f], [1f, -1f], 3));
    }

    private static void AgreesWithNesting(Func<Variable<double>, Variable<double>> f, double[] at, double[] direction, int order)
    {
        double[] series = Differentiate.Taylor(f, at, direction, order);
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(at);
        Variable<double> derivative = f(x);
        for (int k = 0; k <= order; k++)
        {
            double expected = derivative.Value.Item / s_factorials[k];
            Assert.Equal(expected, series[k], 1e-9 * Math.Max(1e-3, Math.Abs(expected)));
            derivative = Differentiate.JacobianVectorProduct(derivative, x, direction);
        }
    }

    private static void Is(Func<Variable<double>, Variable<double>> f, double at, Func<int, double> expected, double tolerance = 1e-12)
    {
        double[] series = Differentiate.Taylor(f, at, Order);
        for (int k = 0; k <= Order; k++)
        {
            double coefficient = expected(k);
            if (!double.IsNaN(coefficient))
            {
                Assert.Equal(coefficient, series[k], tolerance * Math.Max(1, Math.Abs(coefficient)));
            }
        }
    }
}
