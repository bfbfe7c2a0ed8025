using System.Numerics;
using AutoGrad.Kernels;

namespace AutoGrad.Tests.Kernels;

/// <summary>Reductions on several threads: the same bits as on one, wherever they are cut.</summary>
public class ReductionThreadTests
{
    /// <summary>Outer, length, inner: many slices, single long rows around the seams, few slices of many columns, short rows.</summary>
    public static TheoryData<int, int, int> Shapes { get; } = new()
    {
        { 300, 700, 1 }, { 40_000, 5, 1 }, { 1, 65_536, 1 }, { 1, 65_537, 1 }, { 1, 3 * 65_536 - 511, 1 }, { 3, 99_999, 1 },
        { 1, 300, 700 }, { 1, 900, 129 }, { 2, 77, 1_000 }, { 70, 33, 65 }, { 1, 80_000, 3 }, { 1, 1, 100_000 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Reduction_onSeveralThreads_isBitwiseThatOnOne(int outer, int length, int inner)
    {
        Check<float, SumReducer<float>>(outer, length, inner);
        Check<double, SumOfSquaresReducer<double>>(outer, length, inner);
        Check<float, MaxReducer<float>>(outer, length, inner);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void SoftmaxFamily_onSeveralThreads_isBitwiseThatOnOne(int outer, int length, int inner)
    {
        float[] x = Numbers<float>(outer * length * inner);
        Same<float>(x.Length, (y, threads) => Reduction.Softmax(x, outer, length, inner, y, threads));
        Same<float>(x.Length, (y, threads) => Reduction.LogSoftmax(x, outer, length, inner, y, threads));
        Same<float>(outer * inner, (y, threads) => Reduction.LogSumExp(x, outer, length, inner, y, threads));
    }

    private static void Check<T, TReducer>(int outer, int length, int inner)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        T[] x = Numbers<T>(outer * length * inner);
        nint[] lengths = [outer, length, inner];
        Same<T>(outer * inner, (y, threads) => Reduction.Reduce(default(TReducer), x, lengths, 0b010, y, accumulate: false, threads));
        Same<T>(outer * inner, (y, threads) => Reduction.Reduce(default(TReducer), x, lengths, 0b010, y, accumulate: true, threads));
        Same<T>(length, (y, threads) => Reduction.Reduce(default(TReducer), x, lengths, 0b101, y, accumulate: false, threads));
        Same<T>(1, (y, threads) => Reduction.Reduce(default(TReducer), x, lengths, 0b111, y, accumulate: false, threads));
    }

    private static void Same<T>(int count, Action<T[], int> run)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] one = Numbers<T>(count);
        run(one, 1);
        foreach (int threads in (int[])[2, 3, 8])
        {
            T[] many = Numbers<T>(count);
            run(many, threads);
            Assert.True(one.AsSpan().SequenceEqual(many), $"{threads} threads");
        }
    }

    private static T[] Numbers<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => [.. Enumerable.Range(1, count).Select(i => T.CreateTruncating(Math.Sin(i) * 3))];
}
