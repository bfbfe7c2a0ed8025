using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad.Kernels;

/// <content>Reductions on several threads. They are cut where the order of <see cref="Reduction"/> has a seam, so no bit depends on the cut.</content>
internal static unsafe partial class Reduction
{
    // Some microseconds of work; the seam of long sums, a power of two of blocks, is there as well.
    private const int PartElements = 32 * BlockLength;

    // Fewer parts are done before a second thread has woken up.
    private const int LeastShared = 4 * PartElements;

    // Columns that a thread works on together: narrower ones would have it fetch the same rows again and again.
    private const int LeastColumns = 128;

    private static bool IsWorthSharing(nint count, int threads) => threads > 1 && count >= LeastShared;

    /// <summary>One stage on several threads: (outer, length, inner) -> (outer, inner), no length zero.</summary>
    private static void ShareMiddle<T, TReducer>(
        TReducer reducer, ref readonly T x, nint outer, nint length, nint inner, ref T y, bool accumulate, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        fixed (T* from = &x, to = &y)
        {
            if (outer >= 2 * threads)
            {
                var slices = nint.Max(PartElements / (length * inner), 1);
                SharedWork<Slices<T, TReducer>>.Run(
                    new(reducer, from, to, outer, length, inner, slices, accumulate), Parts(outer, slices), threads);
                return;
            }

            for (nint o = 0; o < outer; o++)
            {
                var slice = from + (o * length * inner);
                if (inner == 1)
                {
                    ShareRow(reducer, slice, length, to + o, accumulate, threads);
                    continue;
                }

                var width = nint.Max(LeastColumns, ((inner / (2 * threads)) + 15) & ~15);
                SharedWork<Columns<T, TReducer>>.Run(
                    new(reducer, slice, to + (o * inner), length, inner, width, accumulate), Parts(inner, width), threads);
            }
        }
    }

    /// <summary>One long row: the parts' results are combined as the blocks' are, because a part is a whole subtree of the pairwise sum.</summary>
    [SkipLocalsInit]
    private static void ShareRow<T, TReducer>(TReducer reducer, T* x, nint length, T* y, bool accumulate, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        var parts = Parts(length, PartElements);
        var rented = ArrayPool<T>.Shared.Rent(parts);
        fixed (T* results = rented)
        {
            SharedWork<RowParts<T, TReducer>>.Run(new(reducer, x, results, length), parts, threads);
            var partials = new PartialStack<T, TReducer>(reducer, stackalloc T[PartialStack<T, TReducer>.Depth]);
            for (var part = 0; part < parts; part++)
            {
                partials.Push(results[part]);
            }

            Deliver(partials.Total(), ref *y, accumulate);
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>Softmax and its kin on several threads, by the slices outside of the axis.</summary>
    private static void ShareNormalization<T>(Normalization kind, ReadOnlySpan<T> x, int outer, int length, int inner, Span<T> y, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* from = x, to = y)
        {
            // An exponential takes some four times as long as an addition.
            var slices = (int)nint.Max(PartElements / 4 / ((nint)length * inner), 1);
            SharedWork<NormalizedSlices<T>>.Run(new(kind, from, to, outer, length, inner, slices), Parts(outer, slices), threads);
        }
    }

    private static int Parts(nint length, nint part) => (int)((length + part - 1) / part);

    private readonly struct Slices<T, TReducer>(
        TReducer reducer, T* x, T* y, nint outer, nint length, nint inner, nint slices, bool accumulate) : IBlockWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        private readonly T* _x = x;
        private readonly T* _y = y;

        public void Do(int block)
        {
            var start = block * slices;
            ReduceMiddle(
                reducer, in _x[start * length * inner], nint.Min(slices, outer - start), length, inner, ref _y[start * inner], accumulate);
        }
    }

    private readonly struct Columns<T, TReducer>(TReducer reducer, T* x, T* y, nint length, nint inner, nint width, bool accumulate) : IBlockWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        private readonly T* _x = x;
        private readonly T* _y = y;

        public void Do(int block)
        {
            var start = block * width;
            var columns = nint.Min(width, inner - start);
            var rented = ArrayPool<T>.Shared.Rent((int)columns * PartialRows(length));
            FoldColumns(
                reducer, in _x[start], length, inner, columns, ref _y[start], accumulate, ref MemoryMarshal.GetArrayDataReference(rented));
            ArrayPool<T>.Shared.Return(rented);
        }
    }

    private readonly struct RowParts<T, TReducer>(TReducer reducer, T* x, T* results, nint length) : IBlockWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        private readonly T* _x = x;
        private readonly T* _results = results;

        public void Do(int block)
        {
            var start = block * (nint)PartElements;
            _results[block] = Pairwise<T, TReducer, MappedTerms<T, TReducer>>(
                reducer, new(reducer, in _x[start]), nint.Min(PartElements, length - start));
        }
    }

    private readonly struct NormalizedSlices<T>(Normalization kind, T* x, T* y, int outer, int length, int inner, int slices) : IBlockWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T* _x = x;
        private readonly T* _y = y;

        public void Do(int block)
        {
            var start = block * slices;
            var count = Math.Min(slices, outer - start);
            var size = length * inner;
            var from = new ReadOnlySpan<T>(_x + (start * (nint)size), count * size);
            switch (kind)
            {
                case Normalization.Softmax:
                    Softmax(from, count, length, inner, new Span<T>(_y + (start * (nint)size), count * size));
                    break;
                case Normalization.LogSoftmax:
                    LogSoftmax(from, count, length, inner, new Span<T>(_y + (start * (nint)size), count * size));
                    break;
                default:
                    LogSumExp(from, count, length, inner, new Span<T>(_y + (start * (nint)inner), count * inner));
                    break;
            }
        }
    }
}
