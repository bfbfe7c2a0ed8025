using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad.Kernels;

internal static partial class Reduction
{
    /// <summary>
    /// Columns worked on together: as many as keep the partial rows of a long matrix in L2; narrower chunks cut the streams that the
    /// prefetcher follows and cost a third at 1024 x 1024.
    /// </summary>
    internal const int ColumnChunk = 1024;

    /// <summary>Elements of scratch taken from the stack before a pooled array is rented.</summary>
    private const int StackElements = 1024;

    /// <summary>(outer, length, inner) -> (outer, inner), no length zero.</summary>
    [SkipLocalsInit]
    private static void ReduceColumns<T, TReducer>(
        TReducer reducer, ref readonly T x, nint outer, nint length, nint inner, ref T y, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        var chunk = nint.Min(inner, ColumnChunk);
        var needed = (int)chunk * PartialRows(length);
        T[]? rented = null;
        var scratch = needed <= StackElements ? stackalloc T[StackElements] : (rented = ArrayPool<T>.Shared.Rent(needed));
        ref var partials = ref MemoryMarshal.GetReference(scratch);
        ref var from = ref Unsafe.AsRef(in x);
        for (nint o = 0; o < outer; o++)
        {
            for (nint c = 0; c < inner; c += chunk)
            {
                FoldColumns(
                    reducer,
                    in Unsafe.Add(ref from, (o * length * inner) + c),
                    length,
                    inner,
                    nint.Min(chunk, inner - c),
                    ref Unsafe.Add(ref y, (o * inner) + c),
                    accumulate,
                    ref partials);
            }
        }

        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }

    /// <summary>Partial rows that <see cref="FoldColumns"/> can hold at once: one for each bit of the number of blocks, and one more.</summary>
    internal static int PartialRows(nint rows) => BitOperations.Log2((uint)((rows + BlockRows - 1) / BlockRows)) + 2;

    /// <summary>
    /// Folds <paramref name="rows"/> rows, <paramref name="stride"/> elements apart, into one row of <paramref name="columns"/>.
    /// <paramref name="partials"/> holds <see cref="PartialRows"/> rows of scratch.
    /// </summary>
    internal static void FoldColumns<T, TReducer>(
        TReducer reducer, ref readonly T x, nint rows, nint stride, nint columns, ref T y, bool accumulate, ref T partials)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        // Entry 0 of the stack is the result row itself, unless that holds something to add to.
        ref var bottom = ref accumulate ? ref partials : ref y;
        ref var upper = ref accumulate ? ref Unsafe.Add(ref partials, columns) : ref partials;
        ref var from = ref Unsafe.AsRef(in x);
        var depth = 0;
        var count = 0;
        for (nint row = 0; row < rows; row += BlockRows)
        {
            ref var entry = ref depth == 0 ? ref bottom : ref Unsafe.Add(ref upper, (depth - 1) * columns);
            FoldRowBlock(reducer, in Unsafe.Add(ref from, row * stride), nint.Min(BlockRows, rows - row), stride, columns, ref entry);
            depth++;
            for (var carry = count++; (carry & 1) != 0; carry >>= 1)
            {
                depth--;
                CombineTop(reducer, ref bottom, ref upper, depth, columns);
            }
        }

        while (depth > 1)
        {
            depth--;
            CombineTop(reducer, ref bottom, ref upper, depth, columns);
        }

        if (accumulate)
        {
            MapEach(default(SumReducer<T>), in bottom, columns, ref y, true);
        }
    }

    /// <summary>Entry depth - 1 = Combine(entry depth - 1, entry depth).</summary>
    private static void CombineTop<T, TReducer>(TReducer reducer, ref T bottom, ref T upper, int depth, nint columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        ref var source = ref Unsafe.Add(ref upper, (depth - 1) * columns);
        ref var target = ref depth == 1 ? ref bottom : ref Unsafe.Add(ref upper, (depth - 2) * columns);
        nint j = 0;
        for (; j <= columns - Vector<T>.Count; j += Vector<T>.Count)
        {
            reducer.Combine(Vector.LoadUnsafe(ref target, (nuint)j), Vector.LoadUnsafe(ref source, (nuint)j))
                .StoreUnsafe(ref target, (nuint)j);
        }

        for (; j < columns; j++)
        {
            Unsafe.Add(ref target, j) = reducer.Combine(Unsafe.Add(ref target, j), Unsafe.Add(ref source, j));
        }
    }

    /// <summary>Folds up to <see cref="BlockRows"/> rows, first to last, with the running row in registers.</summary>
    private static void FoldRowBlock<T, TReducer>(
        TReducer reducer, ref readonly T x, nint rows, nint stride, nint columns, ref T y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        var width = Vector<T>.Count;
        ref var from = ref Unsafe.AsRef(in x);
        nint j = 0;
        for (; j <= columns - (4 * width); j += 4 * width)
        {
            ref var row = ref Unsafe.Add(ref from, j);
            var a = reducer.Map(Vector.LoadUnsafe(ref row));
            var b = reducer.Map(Vector.LoadUnsafe(ref row, (nuint)width));
            var c = reducer.Map(Vector.LoadUnsafe(ref row, (nuint)(2 * width)));
            var d = reducer.Map(Vector.LoadUnsafe(ref row, (nuint)(3 * width)));
            for (nint r = 1; r < rows; r++)
            {
                row = ref Unsafe.Add(ref row, stride);
                a = reducer.Combine(a, reducer.Map(Vector.LoadUnsafe(ref row)));
                b = reducer.Combine(b, reducer.Map(Vector.LoadUnsafe(ref row, (nuint)width)));
                c = reducer.Combine(c, reducer.Map(Vector.LoadUnsafe(ref row, (nuint)(2 * width))));
                d = reducer.Combine(d, reducer.Map(Vector.LoadUnsafe(ref row, (nuint)(3 * width))));
            }

            a.StoreUnsafe(ref y, (nuint)j);
            b.StoreUnsafe(ref y, (nuint)(j + width));
            c.StoreUnsafe(ref y, (nuint)(j + (2 * width)));
            d.StoreUnsafe(ref y, (nuint)(j + (3 * width)));
        }

        while (j < columns && columns >= width)
        {
            // The last vector overlaps the one before it and stores the same values there again.
            j = nint.Min(j, columns - width);
            ref var row = ref Unsafe.Add(ref from, j);
            var a = reducer.Map(Vector.LoadUnsafe(ref row));
            for (nint r = 1; r < rows; r++)
            {
                row = ref Unsafe.Add(ref row, stride);
                a = reducer.Combine(a, reducer.Map(Vector.LoadUnsafe(ref row)));
            }

            a.StoreUnsafe(ref y, (nuint)j);
            j += width;
        }

        for (; j < columns; j++)
        {
            ref var row = ref Unsafe.Add(ref from, j);
            var a = reducer.Map(row);
            for (nint r = 1; r < rows; r++)
            {
                row = ref Unsafe.Add(ref row, stride);
                a = reducer.Combine(a, reducer.Map(row));
            }

            Unsafe.Add(ref y, j) = a;
        }
    }
}
