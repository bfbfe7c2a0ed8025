using System.Numerics;
using AutoGrad.Kernels;

namespace AutoGrad.Tests.Kernels;

public class ElementaryBinaryTests
{
    [Fact]
    public void Pow_is_within_1_ulp() => AssertBoth("pow", Elementary.Pow, Elementary.Pow, Elementary.Pow, Elementary.Pow);

    [Fact]
    public void Atan2_is_within_1_ulp() => AssertBoth("atan2", Elementary.Atan2, Elementary.Atan2, Elementary.Atan2, Elementary.Atan2);

    [Fact]
    public void Hypot_is_within_1_ulp() => AssertBoth("hypot", Elementary.Hypot, Elementary.Hypot, Elementary.Hypot, Elementary.Hypot);

    [Theory]
    [InlineData(0.0, 0.0, 1.0)]
    [InlineData(double.NaN, 0.0, 1.0)]
    [InlineData(1.0, double.NaN, 1.0)]
    [InlineData(double.NaN, 2.0, double.NaN)]
    [InlineData(-8.0, 1.0 / 3, double.NaN)]
    [InlineData(-2.0, 3.0, -8.0)]
    [InlineData(-0.0, 3.0, -0.0)]
    [InlineData(-0.0, -3.0, double.NegativeInfinity)]
    [InlineData(0.0, -2.0, double.PositiveInfinity)]
    [InlineData(-1.0, double.PositiveInfinity, 1.0)]
    [InlineData(2.0, double.NegativeInfinity, 0.0)]
    [InlineData(double.NegativeInfinity, 3.0, double.NegativeInfinity)]
    public void Pow_at_a_special_value_is_as_IEEE_754_says(double x, double y, double z)
    {
        Assert.Equal(0, ReferenceTable.Ulp(Elementary.Pow(x, y), z));
        Assert.Equal(0, ReferenceTable.Ulp(Elementary.Pow((float)x, (float)y), (float)z));
    }

    [Theory]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(-0.0, 1.0, -0.0)]
    [InlineData(0.0, -0.0, Math.PI)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, Math.PI / 4)]
    [InlineData(double.NaN, 1.0, double.NaN)]
    public void Atan2_at_a_special_value_is_as_IEEE_754_says(double y, double x, double angle) =>
        Assert.Equal(0, ReferenceTable.Ulp(Elementary.Atan2(y, x), angle));

    [Theory]
    [InlineData(3e300, 4e300, 5e300)]
    [InlineData(0.0, -0.0, 0.0)]
    [InlineData(double.NegativeInfinity, double.NaN, double.PositiveInfinity)]
    [InlineData(double.NaN, 1.0, double.NaN)]
    public void Hypot_at_the_edges_neither_overflows_nor_loses_infinity(double x, double y, double z) =>
        Assert.InRange(ReferenceTable.Ulp(Elementary.Hypot(x, y), z), 0, 1);

    private static void AssertBoth(
        string table, Func<float, float, float> narrow, Func<double, double, double> wide,
        Func<Vector<float>, Vector<float>, Vector<float>> singles, Func<Vector<double>, Vector<double>, Vector<double>> fulls)
    {
        AssertTable(table, narrow, singles);
        AssertTable(table, wide, fulls);
    }

    private static void AssertTable<T>(string table, Func<T, T, T> scalar, Func<Vector<T>, Vector<T>, Vector<T>> lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (T[] row in ReferenceTable.Read<T>(table))
        {
            T z = scalar(row[0], row[1]);
            Assert.True(ReferenceTable.Ulp(z, row[2]) <= 1, $"{row[0]}, {row[1]}: {z}, not {row[2]}");
            Assert.Equal(z, lanes(Vector.Create(row[0]), Vector.Create(row[1]))[0]);
        }
    }
}
