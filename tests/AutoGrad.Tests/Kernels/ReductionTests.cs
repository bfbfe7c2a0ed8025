using System.Numerics;
using AutoGrad.Kernels;

namespace AutoGrad.Tests.Kernels;

public class ReductionTests
{
    public static TheoryData<nint[]> Shapes => new(
        [], [1], [0], [7], [16], [17], [513], [5000], [1, 5], [5, 1], [3, 10], [10, 3], [64, 128], [33, 37], [100, 5], [1, 1], [0, 3], [3, 0],
        [2, 3, 4], [20, 3, 40], [3, 70, 9], [2, 1, 3, 1, 40], [2, 3, 4, 5], [17, 2, 35, 2], [3, 2, 3, 2, 3], [2, 2, 2, 2, 2, 2], [2, 0, 3, 4],
        [2, 1100], [70, 1030]);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Reduce_every_set_of_axes_has_the_bits_of_the_scalar_model(nint[] lengths)
    {
        CheckAll<float>(lengths);
        CheckAll<double>(lengths);
    }

    private static void CheckAll<T>(nint[] lengths)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var axes = 0UL; axes < 1UL << lengths.Length; axes++)
        {
            Check<T, SumReducer<T>>(default, lengths, axes);
            Check<T, ProductReducer<T>>(default, lengths, axes);
            Check<T, MaxReducer<T>>(default, lengths, axes);
            Check<T, MinReducer<T>>(default, lengths, axes);
            Check<T, SumOfAbsReducer<T>>(default, lengths, axes);
            Check<T, SumOfSquaresReducer<T>>(default, lengths, axes);
            Check<T, MaxOfAbsReducer<T>>(default, lengths, axes);
        }
    }

    private static void Check<T, TReducer>(TReducer reducer, nint[] lengths, ulong axes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        var x = ReductionModel.Random<T>((int)lengths.Aggregate((nint)1, (a, b) => a * b), 7);
        var expected = ReductionModel.Reduce(reducer, x, lengths, axes);
        var guard = T.CreateTruncating(-77);
        T[] y = [.. Enumerable.Repeat(T.NaN, expected.Length), guard];

        Reduction.Reduce(reducer, x, lengths, axes, y.AsSpan(0, expected.Length), accumulate: false);

        Assert.Equal([.. expected, guard], y);

        T[] start = ReductionModel.Random<T>(expected.Length, 8);
        T[] sum = [.. start, guard];
        Reduction.Reduce(reducer, x, lengths, axes, sum.AsSpan(0, expected.Length), accumulate: true);

        Assert.Equal([.. start.Zip(expected, (a, b) => a + b), guard], sum);
    }

    [Fact]
    public void Sum_of_every_short_length_has_the_bits_of_the_scalar_model()
    {
        for (var n = 0; n < 1100; n++)
        {
            var x = ReductionModel.Random<float>(n, n);
            var z = ReductionModel.Random<double>(n, n);
            Assert.Equal(ReductionModel.Row(default(SumReducer<float>), x), Reduction.Sum<float>(x));
            Assert.Equal(ReductionModel.Row(default(SumReducer<double>), z), Reduction.Sum<double>(z));
        }
    }

    [Fact]
    public void Dot_has_the_bits_of_the_scalar_model_over_rounded_products()
    {
        foreach (var n in new[] { 0, 1, 15, 16, 100, 512, 777, 10_000 })
        {
            var a = ReductionModel.Random<float>(n, 1);
            var b = ReductionModel.Random<float>(n, 2);
            var products = a.Zip(b, (p, q) => p * q).ToArray();
            Assert.Equal(ReductionModel.Row(default(SumReducer<float>), products), Reduction.Dot<float>(a, b));
        }
    }

    [Fact]
    public void Dot_of_different_lengths_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Reduction.Dot<float>(new float[2], new float[3]));
        Assert.Equal("dot: lengths 2 and 3 differ", error.Message);
    }

    [Fact]
    public void Sum_of_a_million_terms_errs_far_less_than_a_running_sum()
    {
        var x = Enumerable.Range(0, 1_000_000).Select(i => 0.1f + (i % 7 * 0.01f)).ToArray();
        var exact = x.Sum(v => (double)v);
        var running = 0f;
        foreach (var v in x)
        {
            running += v;
        }

        var column = new float[2];
        var pairs = x.SelectMany(v => new[] { v, v }).ToArray();
        Reduction.Reduce(default(SumReducer<float>), pairs, [1_000_000, 2], 0b01, column, accumulate: false);

        var naive = Math.Abs(running - exact) / exact;
        Assert.True(naive > 1e-4, $"the running sum is off by {naive}");
        Assert.InRange(Math.Abs(Reduction.Sum<float>(x) - exact) / exact, 0, 5e-7);
        Assert.InRange(Math.Abs(column[0] - exact) / exact, 0, 5e-7);
        Assert.Equal(column[0], column[1]);
    }

    [Fact]
    public void Reduce_over_no_axis_copies_the_bits()
    {
        float[] x = [-0f, 1, float.NaN, float.PositiveInfinity, float.Epsilon, -2, 3, 4, -0f];
        var y = new float[9];
        Reduction.Reduce(default(SumReducer<float>), x, [3, 3], 0, y, accumulate: false);
        Assert.Equal(x.Select(BitConverter.SingleToInt32Bits), y.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Reduce_over_an_empty_axis_gives_the_identity()
    {
        Assert.Equal([0f, 0f], Empty(default(SumReducer<float>)));
        Assert.Equal([1f, 1f], Empty(default(ProductReducer<float>)));
        Assert.Equal([float.NegativeInfinity, float.NegativeInfinity], Empty(default(MaxReducer<float>)));
        Assert.Equal([float.PositiveInfinity, float.PositiveInfinity], Empty(default(MinReducer<float>)));

        static float[] Empty<TReducer>(TReducer reducer)
            where TReducer : struct, IReducer<float>
        {
            float[] y = [5, 5];
            Reduction.Reduce(reducer, [], [2, 0], 0b10, y, accumulate: false);
            return y;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(40)]
    public void Max_and_min_propagate_a_NaN_from_any_place(int inner)
    {
        foreach (var length in new[] { 1, 2, 5, 8, 10, 16, 33, 700 })
        {
            for (var at = 0; at < length; at += 1 + (length / 20))
            {
                var x = ReductionModel.Random<double>(length * inner, 3);
                x[at * inner] = double.NaN;
                var y = new double[inner];
                var expected = Enumerable.Range(0, inner).Select(j => Enumerable.Range(0, length).Max(i => x[(i * inner) + j])).ToArray();
                expected[0] = double.NaN;
                Reduction.Reduce<double, MaxReducer<double>>(default, x, 1, length, inner, y, false);
                Assert.Equal(expected, y);
                Reduction.Reduce<double, MinReducer<double>>(default, x, 1, length, inner, y, false);
                Assert.Equal(double.NaN, y[0]);
                Assert.All(y[1..], v => Assert.False(double.IsNaN(v)));
            }
        }
    }

    [Fact]
    public void Reduce_of_rank_64_takes_the_last_axis()
    {
        var lengths = new nint[64];
        lengths.AsSpan().Fill(1);
        (lengths[0], lengths[31], lengths[63]) = (2, 3, 2);
        float[] x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        var y = new float[3];
        Reduction.Reduce(default(SumReducer<float>), x, lengths, (1UL << 63) | 1, y, accumulate: false);
        Assert.Equal([1 + 2 + 7 + 8, 3 + 4 + 9 + 10, 5 + 6 + 11 + 12f], y);
    }

    [Fact]
    public void Reduce_with_short_spans_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Reduction.Reduce(default(SumReducer<float>), new float[5], [2, 3], 1, new float[3], false));
        Assert.Throws<ArgumentException>(() => Reduction.Reduce(default(SumReducer<float>), new float[6], [2, 3], 1, new float[2], false));
    }

    [Fact]
    public void SumTo_undoes_a_broadcast()
    {
        double[] x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        Assert.Equal([78], SumTo([]));
        Assert.Equal([78], SumTo([1, 1]));
        Assert.Equal([22, 26, 30], SumTo([3]));
        Assert.Equal([6, 15, 24, 33], SumTo([2, 2, 1]));
        Assert.Equal([8, 10, 12, 14, 16, 18], SumTo([1, 2, 3]));
        Assert.Equal([5 + 7 + 9, 17 + 19 + 21], SumTo([2, 1, 1]));
        Assert.Equal(x, SumTo([2, 2, 3]));

        double[] SumTo(nint[] to)
        {
            var y = new double[to.Aggregate((nint)1, (a, b) => a * b)];
            y.AsSpan().Fill(1);
            Reduction.SumTo<double>(x, [2, 2, 3], to, y, accumulate: true);
            for (var i = 0; i < y.Length; i++)
            {
                y[i]--;
            }

            return y;
        }
    }

    [Fact]
    public void Warm_reductions_allocate_nothing()
    {
        var x = ReductionModel.Random<float>(64 * 30 * 50, 1);
        var y = new float[64 * 30 * 50];
        Work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Work();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Work()
        {
            Reduction.Reduce(default(SumReducer<float>), x, [64, 30, 50], 0b101, y, accumulate: true);
            Reduction.Reduce(default(SumReducer<float>), x, [64, 1500], 0b01, y, accumulate: true);
            Reduction.Reduce(default(MaxReducer<float>), x, [64, 1500], 0b10, y, accumulate: false);
            Reduction.Softmax<float>(x, 64, 1500, 1, y);
            Reduction.LogSoftmax<float>(x, 64, 30, 50, y);
            Reduction.LogSumExp<float>(x, 64, 1500, 1, y);
            Strided.Copy<float>(x, 0, [1, 1500], [1500, 64], y, accumulate: false);
        }
    }
}
