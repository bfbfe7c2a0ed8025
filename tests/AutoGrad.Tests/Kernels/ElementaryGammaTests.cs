using System.Numerics;
using AutoGrad.Kernels;

namespace AutoGrad.Tests.Kernels;

public class ElementaryGammaTests
{
    [Fact]
    public void LogGamma_of_float_is_within_1_ulp_everywhere() => AssertTable<float>("loggamma", Elementary.LogGamma, _ => (1, 0));

    [Fact]
    public void LogGamma_of_double_is_within_4_ulp_for_positive_x_and_close_absolutely_near_its_negative_zeros() =>
        AssertTable<double>("loggamma", Elementary.LogGamma, x => x > -0.25 ? (4, 0) : (4, 4e-15 * (1 + Math.Abs(x))));

    [Fact]
    public void Digamma_of_float_is_within_1_ulp_everywhere() => AssertTable<float>("digamma", Elementary.Digamma, _ => (1, 0));

    [Fact]
    public void Digamma_of_double_is_within_4_ulp_for_positive_x_and_close_absolutely_near_its_negative_zeros() =>
        AssertTable<double>("digamma", Elementary.Digamma, x => x > 0 ? (4, 0) : (4, 4e-15 * (1 + Math.Abs(x))));

    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 8)]
    [InlineData(3, 9)]
    [InlineData(5, 11)]
    [InlineData(20, 26)]
    public void PolyGamma_is_within_the_stated_ulp(int order, double wide)
    {
        AssertTable<float>($"polygamma{order}", x => Elementary.PolyGamma(order, x), _ => (1, 0));
        AssertTable<double>($"polygamma{order}", x => Elementary.PolyGamma(order, x), x => x > 0 ? (wide, 0) : (wide, 1e-14));
    }

    [Fact]
    public void PolyGamma_lanes_equal_the_scalar_form()
    {
        double[][] rows = ReferenceTable.Read<double>("polygamma2");
        for (int i = 0; i + Vector<double>.Count <= rows.Length; i += Vector<double>.Count)
        {
            double[] x = [.. rows.Skip(i).Take(Vector<double>.Count).Select(row => row[0])];
            Vector<double> y = Elementary.PolyGamma(2, new Vector<double>(x));
            Assert.All(Enumerable.Range(0, x.Length), k => Assert.Equal(Elementary.PolyGamma(2, x[k]), y[k]));
        }
    }

    [Theory]
    [InlineData(1, 0.0, double.PositiveInfinity)]
    [InlineData(1, -3.0, double.PositiveInfinity)]
    [InlineData(2, 0.0, double.NegativeInfinity)]
    [InlineData(2, -0.0, double.PositiveInfinity)]
    [InlineData(2, -3.0, double.NaN)]
    [InlineData(1, double.PositiveInfinity, 0.0)]
    [InlineData(2, double.PositiveInfinity, -0.0)]
    [InlineData(1, double.NegativeInfinity, double.NaN)]
    [InlineData(1, double.NaN, double.NaN)]
    [InlineData(1, 1e-200, double.PositiveInfinity)]
    public void PolyGamma_at_a_special_value_gives_its_limit(int order, double x, double y)
    {
        Assert.Equal(0, ReferenceTable.Ulp(Elementary.PolyGamma(order, x), y));
        Assert.Equal(0, ReferenceTable.Ulp(Elementary.PolyGamma(order, (float)x), (float)y));
    }

    [Fact]
    public void PolyGamma_of_order_0_is_rejected() => Assert.Throws<ArgumentOutOfRangeException>(() => Elementary.PolyGamma(0, 1.0));

    private static void AssertTable<T>(string table, Func<T, T> function, Func<double, (double Ulp, double Absolute)> bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (T[] row in ReferenceTable.Read<T>(table))
        {
            (double ulp, double absolute) = bound(double.CreateTruncating(row[0]));
            T y = function(row[0]);
            double error = ReferenceTable.Ulp(y, row[1]);
            bool near = Math.Abs(double.CreateTruncating(y - row[1])) <= absolute;
            Assert.True(error <= ulp || near, $"{error} ulp at {row[0]}: {y}, not {row[1]}");
        }
    }
}
