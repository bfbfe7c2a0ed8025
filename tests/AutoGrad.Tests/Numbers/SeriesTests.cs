using AutoGrad.Numbers;

namespace AutoGrad.Tests.Numbers;

/// <summary>Arithmetic of power series, also with what is infinite or does not move.</summary>
public class SeriesTests
{
    private const double Infinity = double.PositiveInfinity;

    [Fact]
    public void Sums_products_and_quotients_are_those_of_polynomials()
    {
        Series<double> a = Of(1, 2, 3);
        Series<double> b = Of(4, 0, -1);
        Is(a + b, 5, 2, 2);
        Is(a - b, -3, 2, 4);
        Is(-a, -1, -2, -3);
        Is(a * b, 4, 8, 11);
        Is(a * b / b, 1, 2, 3);
        Is(a * Series<double>.Constant(2.0), 2, 4, 6);
        Is(a * Of(5, 1), 5, 11);
        Is(Series<double>.Constant(1.0) + Series<double>.Constant(2.0), 3, 0, 0);
    }

    [Fact]
    public void Zero_factor_wins_behind_the_first_coefficient()
    {
        Is(Of(0, 0) * Of(1, Infinity), 0, 0);
        Is(Of(1, Infinity) * Of(0, 0), 0, 0);
        Is(Of(0, 1) * Of(Infinity, 0), double.NaN, Infinity);
        Is(Of(2, 0) / Of(0, 0), Infinity, 0);
        Is(Series<double>.Sqrt(Of(0, 0, 0)), 0, 0, 0);
        Is(Series<double>.Hypot(Of(Infinity, 0), Of(1, 0)), Infinity, 0);
    }

    [Fact]
    public void Comparisons_look_at_the_first_coefficient()
    {
        Series<double> one = Of(1, 5);
        Series<double> also = Of(1, -5);
        Series<double> two = Of(2, 0);
        double[] holds = [(one < two)[0], (two > one)[0], (one <= also)[0], (one >= also)[0], Series<double>.Equal(one, also)[0], Series<double>.NotEqual(one, two)[0]];
        double[] fails = [(one < also)[0], (one > also)[0], (two <= one)[0], (one >= two)[0], Series<double>.Equal(one, two)[0], Series<double>.NotEqual(one, also)[0]];
        Assert.All(holds, condition => Assert.Equal(1, condition));
        Assert.All(fails, condition => Assert.Equal(0, condition));
        Is(Series<double>.Select(one < two, one, two), 1, 5);
        Assert.Equal([-1, 0, 1], new double[] { -3, 0, 3 }.Select(x => Series<double>.Sign(Of(x, 1))[0]));
        Assert.Equal(0, Series<double>.Sign(Of(3, 1))[1]);
    }

    [Fact]
    public void Functions_of_constants_are_constants()
    {
        Series<double> five = Series<double>.Hypot(Series<double>.Constant(3.0), Series<double>.Constant(4.0));
        Is(Series<double>.Exp(Series<double>.Constant(0.0)) + Of(1, 2, 3), 2, 2, 3);
        Is(five + Of(1, 2, 3), 6, 2, 3);
    }

    [Fact]
    public void Power_of_a_negative_number_moves_with_its_base()
    {
        Is(Series<double>.Pow(Of(-2, 1), Of(3, 0)), -8, 12);
        Is(Series<double>.Pow(Of(-2, 1), Series<double>.Constant(3.0)), -8, 12);
        Is(Series<double>.Pow(Of(2, 0), Of(3, 1)), 8, 8 * Math.Log(2));
    }

    private static Series<double> Of(params double[] coefficients) => new(coefficients);

    private static void Is(Series<double> series, params double[] expected) =>
        Assert.All(expected.Index(), entry => Assert.Equal(entry.Item, series[entry.Index], 1e-13));
}
