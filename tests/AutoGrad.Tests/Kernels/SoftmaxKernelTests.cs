using System.Numerics;
using AutoGrad.Kernels;

namespace AutoGrad.Tests.Kernels;

public class SoftmaxKernelTests
{
    private const double Inf = double.PositiveInfinity;

    public static TheoryData<int, int, int> Triples => new()
    {
        { 1, 1, 1 }, { 1, 3, 1 }, { 64, 10, 1 }, { 5, 7, 1 }, { 5, 8, 1 }, { 5, 9, 1 }, { 3, 16, 1 }, { 300, 17, 1 }, { 7, 100, 1 },
        { 3, 2048, 1 }, { 2, 2049, 1 }, { 2, 5003, 1 }, { 1, 5, 2 }, { 3, 10, 7 }, { 2, 40, 9 }, { 2, 3, 1100 }, { 1, 600, 33 }, { 4, 1, 5 },
        { 0, 3, 1 }, { 3, 0, 1 }, { 3, 0, 2 }, { 2, 3, 0 },
    };

    [Theory]
    [MemberData(nameof(Triples))]
    public void Softmax_family_matches_a_double_reference(int outer, int length, int inner)
    {
        // 90 is beyond what exp of a float survives without subtracting the maximum.
        foreach (var shift in new[] { 0.0, 90, -1000 })
        {
            Check<float>(outer, length, inner, shift, 3e-7, 2e-6);
            Check<double>(outer, length, inner, shift, 1e-15, 1e-14);
        }
    }

    private static void Check<T>(int outer, int length, int inner, double shift, double relative, double absolute)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = ReductionModel.Random<T>(outer * length * inner, 5).Select(v => (v * T.CreateTruncating(8)) + T.CreateTruncating(shift)).ToArray();
        var softmax = new T[x.Length];
        var logSoftmax = new T[x.Length];
        var logSumExp = new T[outer * inner];
        Reduction.Softmax<T>(x, outer, length, inner, softmax);
        Reduction.LogSoftmax<T>(x, outer, length, inner, logSoftmax);
        Reduction.LogSumExp<T>(x, outer, length, inner, logSumExp);

        for (var s = 0; s < outer * inner; s++)
        {
            var at = Enumerable.Range(0, length).Select(i => (((s / inner * length) + i) * inner) + (s % inner)).ToArray();
            var slice = at.Select(p => double.CreateChecked(x[p])).ToArray();
            var maximum = slice.DefaultIfEmpty(double.NegativeInfinity).Max();
            var sum = slice.Sum(v => Math.Exp(v - maximum));
            Near(length == 0 ? double.NegativeInfinity : maximum + Math.Log(sum), logSumExp[s]);
            for (var i = 0; i < length; i++)
            {
                // The exponent loses up to 16 half-ulps of 1 in the subtraction, which no algorithm on T gets back.
                var expected = Math.Exp(slice[i] - maximum) / sum;
                Assert.Equal(expected, double.CreateChecked(softmax[at[i]]), expected * relative * 8);
                Near(slice[i] - maximum - Math.Log(sum), logSoftmax[at[i]]);
            }
        }

        var inPlace = (T[])x.Clone();
        Reduction.Softmax<T>(inPlace, outer, length, inner, inPlace);
        Assert.Equal(softmax, inPlace);
        x.CopyTo(inPlace, 0);
        Reduction.LogSoftmax<T>(inPlace, outer, length, inner, inPlace);
        Assert.Equal(logSoftmax, inPlace);

        void Near(double expected, T actual)
        {
            var tolerance = double.IsFinite(expected) ? absolute * Math.Max(1, Math.Abs(expected) / 8) : 0;
            Assert.Equal(expected, double.CreateChecked(actual), tolerance);
        }
    }

    [Fact]
    public void Softmax_of_a_row_does_not_depend_on_the_rows_around_it()
    {
        var x = ReductionModel.Random<float>(50 * 3, 1);
        var together = new float[x.Length];
        Reduction.Softmax<float>(x, 50, 3, 1, together);
        for (var r = 0; r < 50; r++)
        {
            var alone = new float[3];
            Reduction.Softmax<float>(x.AsSpan(3 * r, 3), 1, 3, 1, alone);
            Assert.Equal(together.AsSpan(3 * r, 3).ToArray(), alone);
        }
    }

    public static TheoryData<double[], double[], double[], double> SpecialRows => new()
    {
        { [-Inf, 0, 0], [0, 0.5, 0.5], [-Inf, -Math.Log(2), -Math.Log(2)], Math.Log(2) },
        { [-Inf, -Inf, 3], [0, 0, 1], [-Inf, -Inf, 0], 3 },
        { [-Inf, -Inf, -Inf], [double.NaN, double.NaN, double.NaN], [double.NaN, double.NaN, double.NaN], -Inf },
        { [1, Inf, 2], [double.NaN, double.NaN, double.NaN], [double.NaN, double.NaN, double.NaN], Inf },
        { [-Inf, Inf, Inf], [double.NaN, double.NaN, double.NaN], [double.NaN, double.NaN, double.NaN], Inf },
        { [1, double.NaN, 2], [double.NaN, double.NaN, double.NaN], [double.NaN, double.NaN, double.NaN], double.NaN },
        { [Inf, double.NaN, -Inf], [double.NaN, double.NaN, double.NaN], [double.NaN, double.NaN, double.NaN], double.NaN },
        { [1e300, 1e300, -1e300], [0.5, 0.5, 0], [-Math.Log(2), -Math.Log(2), -2e300], 1e300 },
    };

    /// <summary>Each row stands among ordinary ones, and is padded with -inf to lengths that take the other loops.</summary>
    [Theory]
    [MemberData(nameof(SpecialRows))]
    public void Softmax_family_of_special_rows_is_that_of_libtorch(double[] row, double[] softmax, double[] logSoftmax, double logSumExp)
    {
        foreach (var length in new[] { 3, 8, 10, 40, 3000 })
        {
            foreach (var inner in new[] { 1, 2, 11 })
            {
                var x = ReductionModel.Random<double>(2 * length * inner, 1);
                for (var i = 0; i < length; i++)
                {
                    x[(length + i) * inner] = i < 3 ? row[i] : double.NegativeInfinity;
                }

                var y = new double[x.Length];
                var z = new double[x.Length];
                var sums = new double[2 * inner];
                Reduction.Softmax<double>(x, 2, length, inner, y);
                Reduction.LogSoftmax<double>(x, 2, length, inner, z);
                Reduction.LogSumExp<double>(x, 2, length, inner, sums);
                Assert.Equal(logSumExp, sums[inner], 1e-15);
                for (var i = 0; i < length; i++)
                {
                    Assert.Equal(i < 3 ? softmax[i] : double.IsNaN(softmax[0]) ? double.NaN : 0, y[(length + i) * inner], 1e-15);
                    Assert.Equal(
                        i < 3 ? logSoftmax[i] : double.IsNaN(logSoftmax[0]) ? double.NaN : -Inf, z[(length + i) * inner], 1e-15);
                }

                Assert.All(y[..(length * inner)], v => Assert.InRange(v, 0, 1));
                Assert.All(sums[..inner], v => Assert.True(double.IsFinite(v)));
            }
        }
    }

    [Fact]
    public void Exponential_of_floats_is_right_to_two_ulp()
    {
        for (var i = -110_000; i <= 90_000; i++)
        {
            var x = i * 0.001f;
            var expected = Math.Exp(x);
            var rounded = (float)expected;
            var actual = default(Exponential<float>).Map(x);
            if (float.IsInfinity(rounded))
            {
                Assert.Equal(rounded, actual);
                continue;
            }

            var ulp = float.BitIncrement(rounded) - (double)rounded;
            Assert.True(Math.Abs(actual - expected) <= 2 * ulp, $"exp({x}) = {actual}, expected {expected}");
        }

        Assert.Equal(1, default(Exponential<float>).Map(0));
        Assert.Equal(0, default(Exponential<float>).Map(float.NegativeInfinity));
        Assert.Equal(float.PositiveInfinity, default(Exponential<float>).Map(float.PositiveInfinity));
        Assert.Equal(float.NaN, default(Exponential<float>).Map(float.NaN));
    }
}
