using AutoGrad.Kernels;

namespace AutoGrad.Tests.Kernels;

public class ArgExtremumTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(64, 10, 1)]
    [InlineData(3, 32, 1)]
    [InlineData(3, 1001, 1)]
    [InlineData(2, 5, 3)]
    [InlineData(2, 70, 9)]
    public void ArgMax_and_ArgMin_find_the_first_of_equals(int outer, int length, int inner)
    {
        // Few distinct values, so that ties are common.
        var x = ReductionModel.Random<float>(outer * length * inner, 4).Select(v => MathF.Round(v * 3)).ToArray();
        var largest = new int[outer * inner];
        var smallest = new int[outer * inner];
        ArgExtremum.ArgMax<float>(x, outer, length, inner, largest);
        ArgExtremum.ArgMin<float>(x, outer, length, inner, smallest);
        for (var s = 0; s < outer * inner; s++)
        {
            var slice = Enumerable.Range(0, length).Select(i => x[(((s / inner * length) + i) * inner) + (s % inner)]).ToList();
            Assert.Equal(slice.IndexOf(slice.Max()), largest[s]);
            Assert.Equal(slice.IndexOf(slice.Min()), smallest[s]);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    [InlineData(2000)]
    public void ArgMax_and_ArgMin_take_the_first_NaN(int length)
    {
        for (var at = 0; at < length; at += 1 + (length / 30))
        {
            var x = ReductionModel.Random<double>(length, 4);
            x[at] = double.NaN;
            x[^1] = double.NaN;
            x[0] = at == 0 ? double.NaN : double.PositiveInfinity;
            var y = new int[2];
            ArgExtremum.ArgMax<double>(x, 1, length, 1, y.AsSpan(0, 1));
            ArgExtremum.ArgMin<double>(x, 1, length, 1, y.AsSpan(1, 1));
            Assert.Equal([at, at], y);
        }
    }

    [Fact]
    public void ArgMax_of_infinities_and_signed_zeros_is_the_first()
    {
        Assert.Equal(0, ArgMax([double.NegativeInfinity, double.NegativeInfinity]));
        Assert.Equal(0, ArgMax([-0.0, 0.0]));
        Assert.Equal(1, ArgMax([-1, -0.0, .. Enumerable.Repeat(0.0, 60)]));

        static int ArgMax(double[] x)
        {
            var y = new int[1];
            ArgExtremum.ArgMax<double>(x, 1, x.Length, 1, y);
            return y[0];
        }
    }

    [Fact]
    public void ArgMax_of_an_empty_axis_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ArgExtremum.ArgMax<float>([], 1, 0, 1, new int[1]));
        ArgExtremum.ArgMax<float>([], 0, 0, 1, []);
    }
}
