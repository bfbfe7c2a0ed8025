using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

/// <summary>The terms of a reduction along contiguous elements: what is folded, element by element or a vector at a time.</summary>
internal interface ITerms<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    T At(nint i);

    Vector<T> VectorAt(nint i);
}

/// <summary>Terms Map(x_i).</summary>
internal readonly ref struct MappedTerms<T, TReducer> : ITerms<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TReducer : struct, IReducer<T>
{
    private readonly TReducer _reducer;
    private readonly ref T _x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MappedTerms(TReducer reducer, ref readonly T x)
    {
        _reducer = reducer;
        _x = ref Unsafe.AsRef(in x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T At(nint i) => _reducer.Map(Unsafe.Add(ref _x, i));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> VectorAt(nint i) => _reducer.Map(Vector.LoadUnsafe(ref _x, (nuint)i));
}

/// <summary>Terms a_i b_i.</summary>
internal readonly ref struct ProductTerms<T> : ITerms<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref T _a;
    private readonly ref T _b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ProductTerms(ref readonly T a, ref readonly T b)
    {
        _a = ref Unsafe.AsRef(in a);
        _b = ref Unsafe.AsRef(in b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T At(nint i) => Unsafe.Add(ref _a, i) * Unsafe.Add(ref _b, i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> VectorAt(nint i) => Vector.LoadUnsafe(ref _a, (nuint)i) * Vector.LoadUnsafe(ref _b, (nuint)i);
}

internal static partial class Reduction
{
    /// <summary>(outer, length) -> (outer), no length zero.</summary>
    private static void ReduceRows<T, TReducer>(
        TReducer reducer, ref readonly T x, nint outer, nint length, ref T y, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        ref var row = ref Unsafe.AsRef(in x);
        if (length < Lanes)
        {
            // Rows shorter than the lanes are all remainder: the processor overlaps the short chains of neighbouring rows.
            for (nint o = 0; o < outer; o++)
            {
                var sum = reducer.Map(row);
                for (nint i = 1; i < length; i++)
                {
                    sum = reducer.Combine(sum, reducer.Map(Unsafe.Add(ref row, i)));
                }

                Deliver(sum, ref Unsafe.Add(ref y, o), accumulate);
                row = ref Unsafe.Add(ref row, length);
            }

            return;
        }

        for (nint o = 0; o < outer; o++)
        {
            var result = Pairwise<T, TReducer, MappedTerms<T, TReducer>>(reducer, new(reducer, in row), length);
            Deliver(result, ref Unsafe.Add(ref y, o), accumulate);
            row = ref Unsafe.Add(ref row, length);
        }
    }

    /// <summary>Folds terms 0 to length - 1 in the fixed order.</summary>
    internal static T Pairwise<T, TReducer, TTerms>(TReducer reducer, TTerms terms, nint length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
        where TTerms : struct, ITerms<T>, allows ref struct
        => length <= BlockLength
            ? length == 0 ? reducer.Identity : Block<T, TReducer, TTerms>(reducer, terms, 0, length)
            : Blocks<T, TReducer, TTerms>(reducer, terms, length);

    [SkipLocalsInit]
    private static T Blocks<T, TReducer, TTerms>(TReducer reducer, TTerms terms, nint length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
        where TTerms : struct, ITerms<T>, allows ref struct
    {
        var partials = new PartialStack<T, TReducer>(reducer, stackalloc T[PartialStack<T, TReducer>.Depth]);
        for (nint start = 0; start < length; start += BlockLength)
        {
            partials.Push(Block<T, TReducer, TTerms>(reducer, terms, start, nint.Min(BlockLength, length - start)));
        }

        return partials.Total();
    }

    /// <summary>Folds at most one block: lanes, lane tree, remainder.</summary>
    private static T Block<T, TReducer, TTerms>(TReducer reducer, TTerms terms, nint start, nint length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
        where TTerms : struct, ITerms<T>, allows ref struct
    {
        var i = start + (length & -Lanes);
        var end = start + length;
        if (i == start)
        {
            return Remainder<T, TReducer, TTerms>(reducer, terms, i, end);
        }

        var total = LaneExchange.Fold(reducer, FoldLanes<T, TReducer, TTerms>(reducer, terms, start, i));
        return i == end ? total : reducer.Combine(total, Remainder<T, TReducer, TTerms>(reducer, terms, i, end));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Remainder<T, TReducer, TTerms>(TReducer reducer, TTerms terms, nint i, nint end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
        where TTerms : struct, ITerms<T>, allows ref struct
    {
        var rest = terms.At(i);
        for (i++; i < end; i++)
        {
            rest = reducer.Combine(rest, terms.At(i));
        }

        return rest;
    }

    /// <summary>Folds whole groups of 16 into one vector, which is the upper part of the lane tree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> FoldLanes<T, TReducer, TTerms>(TReducer reducer, TTerms terms, nint start, nint end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
        where TTerms : struct, ITerms<T>, allows ref struct
    {
        if (Vector<T>.Count == Lanes)
        {
            var lanes = terms.VectorAt(start);
            for (var i = start + Lanes; i < end; i += Lanes)
            {
                lanes = reducer.Combine(lanes, terms.VectorAt(i));
            }

            return lanes;
        }

        var half = FoldHalves<T, TReducer, TTerms>(reducer, terms, start, end);
        if (Vector<T>.Count == 8)
        {
            return half;
        }

        // Narrower vectors read the block again for the lanes they left out; it is in L1 by now.
        var other = FoldHalves<T, TReducer, TTerms>(reducer, terms, start + Vector<T>.Count, end);
        if (Vector<T>.Count == 4)
        {
            return reducer.Combine(half, other);
        }

        return reducer.Combine(
            reducer.Combine(half, FoldHalves<T, TReducer, TTerms>(reducer, terms, start + 4, end)),
            reducer.Combine(other, FoldHalves<T, TReducer, TTerms>(reducer, terms, start + 6, end)));
    }

    /// <summary>The vector of lanes that begins at <paramref name="i"/> and the one 8 lanes further on, folded with each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> FoldHalves<T, TReducer, TTerms>(TReducer reducer, TTerms terms, nint i, nint end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
        where TTerms : struct, ITerms<T>, allows ref struct
    {
        var low = terms.VectorAt(i);
        var high = terms.VectorAt(i + (Lanes / 2));
        for (i += Lanes; i < end; i += Lanes)
        {
            low = reducer.Combine(low, terms.VectorAt(i));
            high = reducer.Combine(high, terms.VectorAt(i + (Lanes / 2)));
        }

        return reducer.Combine(low, high);
    }
}
