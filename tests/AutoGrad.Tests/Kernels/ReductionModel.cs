using System.Numerics;
using AutoGrad.Kernels;

namespace AutoGrad.Tests.Kernels;

/// <summary>The documented order of reductions, written plainly and without vectors.</summary>
internal static class ReductionModel
{
    private const int Lanes = 16;
    private const int BlockLength = 512;
    private const int BlockRows = 8;

    public static T[] Random<T>(int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating((random.NextDouble() * 2) - 1))];
    }

    /// <summary>Contiguous terms.</summary>
    public static T Row<T, TReducer>(TReducer reducer, T[] mapped)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
        => mapped.Length == 0
            ? reducer.Identity
            : Pairwise(mapped.Chunk(BlockLength).Select(block => Block(reducer, block)).ToList(), reducer.Combine);

    /// <summary>One column: blocks of rows.</summary>
    public static T Column<T, TReducer>(TReducer reducer, T[] mapped)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
        => Pairwise(mapped.Chunk(BlockRows).Select(block => block.Aggregate(reducer.Combine)).ToList(), reducer.Combine);

    /// <summary>Any set of axes: the innermost reduced group first, by brute force over indices.</summary>
    public static T[] Reduce<T, TReducer>(TReducer reducer, T[] x, nint[] lengths, ulong axes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        var kept = lengths.Where((_, k) => (axes >> k & 1) == 0).Aggregate((nint)1, (a, b) => a * b);
        if (lengths.Contains(0))
        {
            return [.. Enumerable.Repeat(reducer.Identity, (int)kept)];
        }

        var values = x.Select(reducer.Map).ToArray();
        var shape = lengths.Select((length, k) => (Length: (int)length, Reduced: (axes >> k & 1) != 0)).Where(a => a.Length != 1).ToList();
        for (var end = Last(); end >= 0; end = Last())
        {
            var begin = end;
            while (begin > 0 && shape[begin - 1].Reduced)
            {
                begin--;
            }

            var outer = shape.Take(begin).Aggregate(1, (n, a) => n * a.Length);
            var length = shape.Skip(begin).Take(end + 1 - begin).Aggregate(1, (n, a) => n * a.Length);
            var inner = shape.Skip(end + 1).Aggregate(1, (n, a) => n * a.Length);
            var source = values;
            values = new T[outer * inner];
            for (var s = 0; s < values.Length; s++)
            {
                var slice = Enumerable.Range(0, length).Select(i => source[(((s / inner * length) + i) * inner) + (s % inner)]).ToArray();
                values[s] = inner == 1 ? Row(reducer, slice) : Column(reducer, slice);
            }

            shape.RemoveRange(begin, end + 1 - begin);
        }

        return values;

        int Last() => shape.FindLastIndex(a => a.Reduced);
    }

    /// <summary>Neighbours combine level by level where blocks come in powers of two; what is left over joins from the end.</summary>
    private static T Pairwise<T>(List<T> results, Func<T, T, T> combine)
    {
        if (results.Count == 1)
        {
            return results[0];
        }

        var first = (int)BitOperations.RoundUpToPowerOf2((uint)results.Count) / 2;
        return combine(Pairwise(results.GetRange(0, first), combine), Pairwise(results.GetRange(first, results.Count - first), combine));
    }

    private static T Block<T, TReducer>(TReducer reducer, T[] block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        var whole = block.Length / Lanes * Lanes;
        var rest = block[whole..];
        if (whole == 0)
        {
            return rest.Aggregate(reducer.Combine);
        }

        var lanes = block[..Lanes];
        for (var i = Lanes; i < whole; i++)
        {
            lanes[i % Lanes] = reducer.Combine(lanes[i % Lanes], block[i]);
        }

        for (var half = Lanes / 2; half > 0; half /= 2)
        {
            for (var j = 0; j < half; j++)
            {
                lanes[j] = reducer.Combine(lanes[j], lanes[j + half]);
            }
        }

        return rest.Length == 0 ? lanes[0] : reducer.Combine(lanes[0], rest.Aggregate(reducer.Combine));
    }
}
