using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad.Kernels;

/// <summary>First position of the largest or smallest entry along an axis; a NaN counts as the extremum, as in libtorch.</summary>
internal static class ArgExtremum
{
    /// <summary>(outer, length, inner) -> (outer, inner): position of the first maximum, or of the first NaN.</summary>
    /// <exception cref="ArgumentException">The axis is empty while the result is not, or a span is too short.</exception>
    public static void ArgMax<T>(ReadOnlySpan<T> x, int outer, int length, int inner, Span<int> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Find(default(MaxReducer<T>), x, outer, length, inner, y);

    /// <summary>(outer, length, inner) -> (outer, inner): position of the first minimum, or of the first NaN.</summary>
    /// <exception cref="ArgumentException">The axis is empty while the result is not, or a span is too short.</exception>
    public static void ArgMin<T>(ReadOnlySpan<T> x, int outer, int length, int inner, Span<int> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Find(default(MinReducer<T>), x, outer, length, inner, y);

    private static void Find<T, TReducer>(TReducer reducer, ReadOnlySpan<T> x, int outer, int length, int inner, Span<int> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        var kept = (nint)outer * inner;
        if (kept == 0)
        {
            return;
        }

        if (length == 0 || x.Length < kept * length || y.Length < kept)
        {
            throw new ArgumentException(
                $"arg extremum: ({outer}, {length}, {inner}) from a span of {x.Length} elements to one of {y.Length}");
        }

        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y);
        for (nint o = 0; o < outer; o++)
        {
            for (nint j = 0; j < inner; j++)
            {
                ref var slice = ref Unsafe.Add(ref from, (o * length * inner) + j);
                Unsafe.Add(ref to, (o * inner) + j) = inner == 1 && length >= 4 * Vector<T>.Count
                    ? FindLong(reducer, ref slice, length)
                    : FindShort(reducer, ref slice, length, inner);
            }
        }
    }

    private static int FindShort<T, TReducer>(TReducer reducer, ref T slice, nint length, nint stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        var best = slice;
        var position = 0;
        for (nint i = 1; i < length && !T.IsNaN(best); i++)
        {
            // Replaced only by what differs from it, so that the first of equals stays; NaN differs from everything.
            var candidate = reducer.Combine(best, Unsafe.Add(ref slice, i * stride));
            if (candidate != best)
            {
                best = candidate;
                position = (int)i;
            }
        }

        return position;
    }

    /// <summary>Contiguous elements: the extremum first, then the first vector that holds it.</summary>
    private static int FindLong<T, TReducer>(TReducer reducer, ref T slice, nint length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        var best = Reduction.Pairwise<T, TReducer, MappedTerms<T, TReducer>>(reducer, new(reducer, in slice), length);
        var sought = new Vector<T>(best);
        var isNaN = T.IsNaN(best);
        nint i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var v = Vector.LoadUnsafe(ref slice, (nuint)i);
            if (isNaN ? !Vector.EqualsAll(v, v) : Vector.EqualsAny(v, sought))
            {
                break;
            }
        }

        while (isNaN ? !T.IsNaN(Unsafe.Add(ref slice, i)) : Unsafe.Add(ref slice, i) != best)
        {
            i++;
        }

        return (int)i;
    }
}
