using System.Numerics;
using AutoGrad.Kernels;
using FsCheck.Xunit;

namespace AutoGrad.Tests.Kernels;

public class StridedTests
{
    [Property(MaxTest = 400)]
    public void Copy_and_AddTo_of_random_views_follow_the_definition(int seed)
    {
        Check<float>(seed);
        Check<double>(seed);
    }

    /// <summary>A view made of what broadcasting, permuting, slicing and flipping make: any strides, any order of axes.</summary>
    private static void Check<T>(int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var rank = random.Next(6);
        var lengths = new nint[rank];
        var strides = new nint[rank];
        nint extent = 1;
        foreach (var k in Enumerable.Range(0, rank).OrderBy(_ => random.Next()).ToArray())
        {
            lengths[k] = random.Next(10) switch { 0 => 0, 1 => 1, 2 => 40, 3 => 17, _ => random.Next(2, 9) };
            strides[k] = extent * (random.Next(8) == 0 ? 2 : 1);
            extent = extent * Math.Max(lengths[k], 1) * (random.Next(8) == 0 ? 2 : 1) * (strides[k] / extent);
            if (extent > 100_000)
            {
                lengths[k] = 1;
                extent = strides[k];
            }
        }

        var offset = (nint)random.Next(3);
        for (var k = 0; k < rank; k++)
        {
            if (random.Next(5) == 0)
            {
                offset += strides[k] * Math.Max(lengths[k] - 1, 0);
                strides[k] = -strides[k];
            }
        }

        var count = (int)lengths.Aggregate((nint)1, (a, b) => a * b);
        var viewed = ReductionModel.Random<T>((int)(extent + offset + 3), 1);
        var dense = ReductionModel.Random<T>(count, 2);
        var positions = Positions(offset, strides, lengths).ToArray();

        // The scatter first: its strides have no zeros.
        var scattered = (T[])viewed.Clone();
        var expected = (T[])viewed.Clone();
        for (var i = 0; i < count; i++)
        {
            expected[positions[i]] += dense[i];
        }

        Strided.AddTo<T>(dense, scattered, offset, strides, lengths);
        Assert.Equal(expected, scattered);

        for (var k = 0; k < rank; k++)
        {
            if (random.Next(4) == 0)
            {
                offset += strides[k] < 0 ? strides[k] * Math.Max(lengths[k] - 1, 0) : 0;
                strides[k] = 0;
            }
        }

        positions = [.. Positions(offset, strides, lengths)];
        var guard = T.CreateTruncating(-77);
        T[] copy = [.. Enumerable.Repeat(T.NaN, count), guard];
        Strided.Copy<T>(viewed, offset, strides, lengths, copy, accumulate: false);
        Assert.Equal([.. positions.Select(p => viewed[p]), guard], copy);

        T[] sum = [.. dense, guard];
        Strided.Copy<T>(viewed, offset, strides, lengths, sum, accumulate: true);
        Assert.Equal([.. positions.Select((p, i) => dense[i] + viewed[p]), guard], sum);
    }

    private static IEnumerable<nint> Positions(nint offset, nint[] strides, nint[] lengths)
    {
        IEnumerable<nint> positions = [offset];
        for (var k = 0; k < lengths.Length; k++)
        {
            var axis = k;
            positions = positions.SelectMany(p => Enumerable.Range(0, (int)lengths[axis]).Select(i => p + (i * strides[axis])));
        }

        return positions;
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(8, 8)]
    [InlineData(33, 70)]
    [InlineData(100, 31)]
    public void Copy_transposes(int rows, int columns)
    {
        var x = Enumerable.Range(0, rows * columns).Select(i => (float)i).ToArray();
        var y = new float[rows * columns];
        Strided.Copy<float>(x, 0, [1, columns], [columns, rows], y, accumulate: false);
        for (var j = 0; j < columns; j++)
        {
            for (var i = 0; i < rows; i++)
            {
                Assert.Equal(x[(i * columns) + j], y[(j * rows) + i]);
            }
        }
    }

    [Fact]
    public void AddTo_of_overlapping_windows_adds_each()
    {
        float[] y = [10, 10, 10, 10, 10];
        Strided.AddTo<float>([1, 2, 3, 4, 5, 6, 7, 8, 9], y, 0, [1, 1], [3, 3]);
        Assert.Equal([11, 16, 25, 24, 19f], y);

        // Long windows on either axis, through vectors and tiles.
        var source = ReductionModel.Random<double>(50 * 60, 1);
        var expected = new double[109];
        for (var i = 0; i < source.Length; i++)
        {
            expected[(i / 60) + (i % 60)] += source[i];
        }

        var actual = new double[109];
        Strided.AddTo<double>(source, actual, 0, [1, 1], [50, 60]);
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-13));
    }

    [Fact]
    public void Copy_of_rank_64_walks_the_last_axis()
    {
        var lengths = new nint[64];
        var strides = new nint[64];
        lengths.AsSpan().Fill(1);
        strides.AsSpan().Fill(1000);
        (lengths[0], lengths[63]) = (2, 3);
        (strides[0], strides[63]) = (1, 2);
        var y = new float[6];
        Strided.Copy<float>([0, 1, 2, 3, 4, 5], 0, strides, lengths, y, accumulate: false);
        Assert.Equal([0, 2, 4, 1, 3, 5f], y);
    }

    [Fact]
    public void Copy_of_a_view_that_leaves_its_source_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Strided.Copy<float>(new float[5], 0, [3, 1], [2, 3], new float[6], false));
        Assert.Throws<ArgumentException>(() => Strided.Copy<float>(new float[6], 0, [3, -1], [2, 3], new float[6], false));
        Assert.Throws<ArgumentException>(() => Strided.Copy<float>(new float[6], 0, [3, 1], [2, 3], new float[5], false));
        Assert.Throws<ArgumentException>(() => Strided.AddTo<float>(new float[6], new float[5], 0, [3, 1], [2, 3]));
        Assert.Throws<ArgumentException>(() => Strided.AddTo<float>(new float[5], new float[6], 0, [3, 1], [2, 3]));
    }
}
