using System.Numerics;
using AutoGrad.Kernels;

namespace AutoGrad.Tests.Kernels;

public class ScanTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 20, 1)]
    [InlineData(2, 7, 5)]
    [InlineData(2, 7, 8)]
    [InlineData(3, 9, 21)]
    [InlineData(0, 3, 2)]
    [InlineData(2, 0, 2)]
    [InlineData(2, 3, 0)]
    public void LinearScan_has_the_bits_of_the_recurrence(int outer, int length, int inner)
    {
        Check<float>(outer, length, inner);
        Check<double>(outer, length, inner);
    }

    private static void Check<T>(int outer, int length, int inner)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = outer * length * inner;
        var factors = ReductionModel.Random<T>(count, 1);
        var terms = ReductionModel.Random<T>(count, 2);
        var initial = T.CreateTruncating(0.75);
        foreach (var reverse in new[] { false, true })
        {
            foreach (var (hasA, hasB) in new[] { (true, true), (true, false), (false, true), (false, false) })
            {
                var a = hasA ? factors : [];
                var b = hasB ? terms : [];
                var expected = new T[count];
                for (var s = 0; s < outer * inner; s++)
                {
                    var state = initial;
                    for (var k = 0; k < length; k++)
                    {
                        var at = (((s / inner * length) + (reverse ? length - 1 - k : k)) * inner) + (s % inner);
                        var scaled = hasA ? a[at] * state : state;
                        state = hasB ? scaled + b[at] : scaled;
                        expected[at] = state;
                    }
                }

                var y = new T[count];
                Scan.LinearScan<T>(a, b, initial, outer, length, inner, reverse, y);
                Assert.Equal(expected, y);

                if (hasB)
                {
                    y = (T[])terms.Clone();
                    Scan.LinearScan<T>(a, y, initial, outer, length, inner, reverse, y);
                    Assert.Equal(expected, y);
                }
            }
        }
    }

    [Fact]
    public void LinearScan_without_factors_or_terms_is_the_cumulative_sum_or_product()
    {
        float[] x = [1, 2, 3, 4];
        var y = new float[4];
        Scan.LinearScan<float>([], x, 0, 1, 4, 1, false, y);
        Assert.Equal([1, 3, 6, 10f], y);
        Scan.LinearScan<float>([], x, 0, 1, 4, 1, true, y);
        Assert.Equal([10, 9, 7, 4f], y);
        Scan.LinearScan<float>(x, [], 1, 1, 4, 1, false, y);
        Assert.Equal([1, 2, 6, 24f], y);
        Scan.LinearScan<float>(x, x, 2, 1, 4, 1, false, y);
        Assert.Equal([3, 8, 27, 112f], y);
    }

    [Fact]
    public void LinearScan_with_short_spans_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Scan.LinearScan<float>(new float[3], [], 0, 1, 4, 1, false, new float[4]));
        Assert.Throws<ArgumentException>(() => Scan.LinearScan<float>([], new float[3], 0, 1, 4, 1, false, new float[4]));
        Assert.Throws<ArgumentException>(() => Scan.LinearScan<float>([], [], 0, 1, 4, 1, false, new float[3]));
    }
}
