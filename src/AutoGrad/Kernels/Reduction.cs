using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad.Kernels;

/// <summary>Reductions of dense row-major tensors over any set of axes.</summary>
/// <remarks>
/// Every sum has one fixed order, the same for any vector width and for scalar code:
/// <list type="bullet">
/// <item>Along contiguous elements: blocks of <see cref="BlockLength"/>; inside a block the whole groups of 16 go to 16 virtual lanes
/// (lane j takes elements j, j + 16, ...), the lanes are folded by the tree j + 8, j + 4, j + 2, j + 1, and the up to 15 elements left
/// over are folded left to right and combined last; block results are combined pairwise.</item>
/// <item>Along an axis with an inner length above 1: blocks of <see cref="BlockRows"/> rows folded first to last, block results
/// combined pairwise, each column for itself.</item>
/// <item>Over several groups of axes: the innermost reduced group first.</item>
/// </list>
/// Products are rounded before they are added (no fused multiply-add). The error of a sum of n terms grows like log n.
/// </remarks>
internal static partial class Reduction
{
    /// <summary>Elements a block along contiguous elements: 32 to a lane, and 2 KB of float, so that two passes over it stay in L1.</summary>
    internal const int BlockLength = 512;

    /// <summary>Virtual lanes: the widest Vector&lt;float&gt;.</summary>
    internal const int Lanes = 16;

    /// <summary>
    /// Rows a block down the columns. Rows a power of two apart share the sets of L1, which have 8 ways or more: 16 rows took twice as
    /// long as 8 at a stride of 4 KB.
    /// </summary>
    internal const int BlockRows = 8;

    /// <summary>Reduces <paramref name="x"/> over the axes whose bit is set in <paramref name="axes"/> (bit k is axis k).</summary>
    /// <param name="reducer">The fold.</param>
    /// <param name="x">A dense tensor of shape <paramref name="lengths"/>.</param>
    /// <param name="lengths">Up to 64 axes; zero lengths are allowed, an empty slice gives the identity.</param>
    /// <param name="axes">The axes to reduce; bits beyond the rank are ignored.</param>
    /// <param name="y">The kept axes in order, dense; must not overlap <paramref name="x"/> unless no axis is reduced.</param>
    /// <param name="accumulate">Adds the result to <paramref name="y"/> instead of storing it.</param>
    /// <param name="threads">The most threads to use; the result has the same bits for any number.</param>
    [SkipLocalsInit]
    public static void Reduce<T, TReducer>(
        TReducer reducer, ReadOnlySpan<T> x, ReadOnlySpan<nint> lengths, ulong axes, Span<T> y, bool accumulate, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        // Adjacent axes with the same fate are one axis, so kept and reduced groups alternate; even positions are kept.
        Span<nint> groups = stackalloc nint[66];
        groups[0] = 1;
        var last = 0;
        nint kept = 1;
        nint reduced = 1;
        for (var k = 0; k < lengths.Length; k++)
        {
            var length = lengths[k];
            var reduces = ((axes >> k) & 1) != 0;
            if (reduces)
            {
                reduced *= length;
            }
            else
            {
                kept *= length;
            }

            if (length == 1)
            {
                continue;
            }

            if (reduces == ((last & 1) != 0))
            {
                groups[last] *= length;
            }
            else
            {
                groups[++last] = length;
            }
        }

        CheckLengths(x.Length, kept * reduced, y.Length, kept);
        if (kept == 0)
        {
            return;
        }

        if (reduced == 0)
        {
            Spread(reducer.Identity, y[..(int)kept], accumulate);
            return;
        }

        ref readonly var input = ref MemoryMarshal.GetReference(x);
        ref var output = ref MemoryMarshal.GetReference(y);
        if (last == 0)
        {
            MapEach(reducer, in input, kept, ref output, accumulate);
            return;
        }

        if (last <= 2)
        {
            ReduceMiddle(reducer, in input, groups[0], groups[1], last == 2 ? groups[2] : 1, ref output, accumulate, threads);
            return;
        }

        ReduceGroups(reducer, in input, groups[..(last + 1)], ref output, accumulate, threads);
    }

    /// <summary>Reduces the middle axis: (outer, length, inner) -> (outer, inner).</summary>
    public static void Reduce<T, TReducer>(
        TReducer reducer, ReadOnlySpan<T> x, int outer, int length, int inner, Span<T> y, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        var kept = (nint)outer * inner;
        CheckLengths(x.Length, kept * length, y.Length, kept);
        if (length == 0)
        {
            Spread(reducer.Identity, y[..(int)kept], accumulate);
        }
        else if (kept != 0)
        {
            ReduceMiddle(
                reducer, in MemoryMarshal.GetReference(x), outer, length, inner, ref MemoryMarshal.GetReference(y), accumulate);
        }
    }

    /// <summary>
    /// Sums a tensor back to a shape it was broadcast from: axes are matched from the right, and an axis that is absent or of length 1
    /// in <paramref name="toLengths"/> is summed.
    /// </summary>
    public static void SumTo<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<nint> fromLengths, ReadOnlySpan<nint> toLengths, Span<T> y, bool accumulate, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var added = fromLengths.Length - toLengths.Length;
        var axes = 0UL;
        for (var k = 0; k < fromLengths.Length; k++)
        {
            if (k < added || (toLengths[k - added] == 1 && fromLengths[k] != 1))
            {
                axes |= 1UL << k;
            }
        }

        Reduce(default(SumReducer<T>), x, fromLengths, axes, y, accumulate, threads);
    }

    /// <summary>Sum of all elements, in the order of the class remarks; 0 for an empty span.</summary>
    public static T Sum<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Pairwise<T, SumReducer<T>, MappedTerms<T, SumReducer<T>>>(
            default, new(default, in MemoryMarshal.GetReference(x)), x.Length);

    /// <summary>Sum of a_i b_i, in the order of the class remarks; 0 for empty spans.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static T Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.Length != b.Length)
        {
            throw new ArgumentException($"dot: lengths {a.Length} and {b.Length} differ");
        }

        return Pairwise<T, SumReducer<T>, ProductTerms<T>>(
            default, new(in MemoryMarshal.GetReference(a), in MemoryMarshal.GetReference(b)), a.Length);
    }

    /// <summary>One stage: (outer, length, inner) -> (outer, inner), no length zero.</summary>
    private static void ReduceMiddle<T, TReducer>(
        TReducer reducer, ref readonly T x, nint outer, nint length, nint inner, ref T y, bool accumulate, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        if (IsWorthSharing(outer * length * inner, threads))
        {
            ShareMiddle(reducer, in x, outer, length, inner, ref y, accumulate, threads);
        }
        else if (inner == 1)
        {
            ReduceRows(reducer, in x, outer, length, ref y, accumulate);
        }
        else
        {
            ReduceColumns(reducer, in x, outer, length, inner, ref y, accumulate);
        }
    }

    /// <summary>Two or more reduced groups: one stage for each, innermost first, with the results between stages in rented scratch.</summary>
    private static void ReduceGroups<T, TReducer>(
        TReducer reducer, ref readonly T x, Span<nint> groups, ref T y, bool accumulate, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        var fold = new FoldOf<T, TReducer>(reducer);
        T[]? current = null;
        while (true)
        {
            // Reduced groups sit at odd positions; one kept group may follow the last of them.
            var position = (groups.Length - 2) | 1;
            var length = groups[position];
            var inner = position == groups.Length - 1 ? 1 : groups[^1];
            nint outer = 1;
            foreach (var group in groups[..position])
            {
                outer *= group;
            }

            var next = position > 1 ? ArrayPool<T>.Shared.Rent(checked((int)(outer * inner))) : null;
            ref var target = ref next is null ? ref y : ref MemoryMarshal.GetArrayDataReference(next);
            if (current is null)
            {
                ReduceMiddle(reducer, in x, outer, length, inner, ref target, false, threads);
            }
            else
            {
                ref var source = ref MemoryMarshal.GetArrayDataReference(current);
                ReduceMiddle(fold, in source, outer, length, inner, ref target, accumulate && next is null, threads);
                ArrayPool<T>.Shared.Return(current);
            }

            if (next is null)
            {
                return;
            }

            current = next;
            groups = groups[..position];
            groups[^1] *= inner;
        }
    }

    /// <summary>No axis reduced: y = Map(x).</summary>
    private static void MapEach<T, TReducer>(TReducer reducer, ref readonly T x, nint count, ref T y, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        nint i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
        {
            var v = reducer.Map(Vector.LoadUnsafe(in x, (nuint)i));
            (accumulate ? Vector.LoadUnsafe(ref y, (nuint)i) + v : v).StoreUnsafe(ref y, (nuint)i);
        }

        for (; i < count; i++)
        {
            Deliver(reducer.Map(Unsafe.Add(ref Unsafe.AsRef(in x), i)), ref Unsafe.Add(ref y, i), accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Deliver<T>(T result, ref T y, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => y = accumulate ? y + result : result;

    private static void Spread<T>(T value, Span<T> y, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!accumulate)
        {
            y.Fill(value);
            return;
        }

        foreach (ref var entry in y)
        {
            entry += value;
        }
    }

    private static void CheckLengths(int x, nint needsX, int y, nint needsY)
    {
        if (x < needsX || y < needsY)
        {
            throw new ArgumentException($"reduction: spans of {x} and {y} elements, the shapes need {needsX} and {needsY}");
        }
    }
}
