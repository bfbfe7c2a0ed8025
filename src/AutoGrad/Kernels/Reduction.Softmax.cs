using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad.Kernels;

internal static partial class Reduction
{
    /// <summary>Elements of a batch of short rows: their exponentials are taken in one sweep, while they sit in L1.</summary>
    private const int ExpBatch = 2048;

    /// <summary>Rows whose maxima and sums are kept at once.</summary>
    private const int RowBatch = 256;

    private enum Normalization
    {
        Softmax,
        LogSoftmax,
        LogSumExp,
    }

    /// <summary>y_i = exp(x_i - m) / sum_j exp(x_j - m), m = max x, along the middle axis of (outer, length, inner).</summary>
    /// <remarks>
    /// Right at any magnitude; an entry of -inf gives 0. As in libtorch, a slice that holds NaN or +inf or only -inf gives NaN throughout.
    /// </remarks>
    /// <param name="x">The logits.</param>
    /// <param name="outer">Slices outside the axis.</param>
    /// <param name="length">Length of the axis.</param>
    /// <param name="inner">Slices inside the axis.</param>
    /// <param name="y">Same shape; may be <paramref name="x"/> itself.</param>
    /// <param name="threads">The most threads to use; the result has the same bits for any number.</param>
    public static void Softmax<T>(ReadOnlySpan<T> x, int outer, int length, int inner, Span<T> y, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = (nint)outer * inner * length;
        CheckLengths(x.Length, count, y.Length, count);
        if (count == 0)
        {
            return;
        }

        if (IsWorthSharing((nint)outer * length * inner, threads) && outer > 1)
        {
            ShareNormalization(Normalization.Softmax, x, outer, length, inner, y, threads);
            return;
        }

        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y);
        if (inner != 1)
        {
            NormalizeColumns(Normalization.Softmax, ref from, outer, length, inner, ref to);
            return;
        }

        var batch = Math.Max(ExpBatch / length, 1);
        for (nint o = 0; o < outer; o += batch)
        {
            var start = o * length;
            var end = nint.Min(o + batch, outer) * length;
            for (var row = start; row < end; row += length)
            {
                var maximum = MaxOfRow(ref Unsafe.Add(ref from, row), length);
                RowMap.Apply(new Shift<T>(maximum), ref Unsafe.Add(ref from, row), ref Unsafe.Add(ref to, row), length);
            }

            RowMap.Apply(default(Exponential<T>), ref Unsafe.Add(ref to, start), ref Unsafe.Add(ref to, start), end - start);
            for (var row = start; row < end; row += length)
            {
                ref var entries = ref Unsafe.Add(ref to, row);
                RowMap.Apply(new Quotient<T>(SumOfRow(ref entries, length)), ref entries, ref entries, length);
            }
        }
    }

    /// <summary>y_i = (x_i - m) - log sum_j exp(x_j - m), m = max x, along the middle axis of (outer, length, inner).</summary>
    /// <remarks>An entry of -inf gives -inf. As in libtorch, a slice that holds NaN or +inf or only -inf gives NaN throughout.</remarks>
    /// <param name="x">The logits.</param>
    /// <param name="outer">Slices outside the axis.</param>
    /// <param name="length">Length of the axis.</param>
    /// <param name="inner">Slices inside the axis.</param>
    /// <param name="y">Same shape; may be <paramref name="x"/> itself.</param>
    /// <param name="threads">The most threads to use; the result has the same bits for any number.</param>
    [SkipLocalsInit]
    public static void LogSoftmax<T>(ReadOnlySpan<T> x, int outer, int length, int inner, Span<T> y, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = (nint)outer * inner * length;
        CheckLengths(x.Length, count, y.Length, count);
        if (count == 0)
        {
            return;
        }

        if (IsWorthSharing((nint)outer * length * inner, threads) && outer > 1)
        {
            ShareNormalization(Normalization.LogSoftmax, x, outer, length, inner, y, threads);
            return;
        }

        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y);
        if (inner != 1)
        {
            NormalizeColumns(Normalization.LogSoftmax, ref from, outer, length, inner, ref to);
            return;
        }

        Span<T> maxima = stackalloc T[RowBatch];
        Span<T> logs = stackalloc T[RowBatch];
        for (nint o = 0; o < outer; o += RowBatch)
        {
            var rows = (int)nint.Min(RowBatch, outer - o);
            LogSumsOfRows(ref Unsafe.Add(ref from, o * length), length, maxima[..rows], logs[..rows], finite: false);
            for (var r = 0; r < rows; r++)
            {
                var row = (o + r) * length;
                RowMap.Apply(new TwoShifts<T>(maxima[r], logs[r]), ref Unsafe.Add(ref from, row), ref Unsafe.Add(ref to, row), length);
            }
        }
    }

    /// <summary>y = m + log sum_j exp(x_j - m), m = max x, along the middle axis: (outer, length, inner) -> (outer, inner).</summary>
    /// <remarks>
    /// As in libtorch: -inf for an empty slice or one of -inf only, +inf where there is a +inf and no NaN, NaN where there is a NaN.
    /// </remarks>
    [SkipLocalsInit]
    public static void LogSumExp<T>(ReadOnlySpan<T> x, int outer, int length, int inner, Span<T> y, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kept = (nint)outer * inner;
        CheckLengths(x.Length, kept * length, y.Length, kept);
        if (length == 0 || kept == 0)
        {
            y[..(int)kept].Fill(T.NegativeInfinity);
            return;
        }

        if (IsWorthSharing((nint)outer * length * inner, threads) && outer > 1)
        {
            ShareNormalization(Normalization.LogSumExp, x, outer, length, inner, y, threads);
            return;
        }

        ref var from = ref MemoryMarshal.GetReference(x);
        if (inner != 1)
        {
            NormalizeColumns(Normalization.LogSumExp, ref from, outer, length, inner, ref MemoryMarshal.GetReference(y));
            return;
        }

        Span<T> maxima = stackalloc T[RowBatch];
        for (nint o = 0; o < outer; o += RowBatch)
        {
            var rows = (int)nint.Min(RowBatch, outer - o);
            var logs = y.Slice((int)o, rows);
            LogSumsOfRows(ref Unsafe.Add(ref from, o * length), length, maxima[..rows], logs, finite: true);
            for (var r = 0; r < rows; r++)
            {
                logs[r] += maxima[r];
            }
        }
    }

    /// <summary>For each row: its maximum m, and log sum_j exp(x_j - m).</summary>
    /// <param name="x">The first row.</param>
    /// <param name="length">Length of a row, not 0.</param>
    /// <param name="maxima">One for each row.</param>
    /// <param name="logs">One for each row.</param>
    /// <param name="finite">Takes m = 0 instead of an infinite maximum.</param>
    [SkipLocalsInit]
    private static void LogSumsOfRows<T>(ref T x, nint length, Span<T> maxima, Span<T> logs, bool finite)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> scratch = stackalloc T[ExpBatch];
        ref var exps = ref MemoryMarshal.GetReference(scratch);
        var batch = (int)nint.Max(ExpBatch / length, 1);
        for (var first = 0; first < maxima.Length; first += batch)
        {
            var end = Math.Min(first + batch, maxima.Length);
            for (var r = first; r < end; r++)
            {
                var maximum = MaxOfRow(ref Unsafe.Add(ref x, r * length), length);
                maxima[r] = finite && T.IsInfinity(maximum) ? T.Zero : maximum;
            }

            if (length > ExpBatch)
            {
                logs[first] = SumOfExps(ref Unsafe.Add(ref x, first * length), maxima[first], length, ref exps);
                continue;
            }

            for (var r = first; r < end; r++)
            {
                RowMap.Apply(
                    new Shift<T>(maxima[r]), ref Unsafe.Add(ref x, r * length), ref Unsafe.Add(ref exps, (r - first) * length), length);
            }

            RowMap.Apply(default(Exponential<T>), ref exps, ref exps, (end - first) * length);
            for (var r = first; r < end; r++)
            {
                logs[r] = SumOfRow(ref Unsafe.Add(ref exps, (r - first) * length), length);
            }
        }

        ref var sums = ref MemoryMarshal.GetReference(logs);
        RowMap.Apply(default(Logarithm<T>), ref sums, ref sums, logs.Length);
    }

    /// <summary>sum_j exp(x_j - shift) of a row too long for the scratch, in the order of <see cref="Sum"/>.</summary>
    [SkipLocalsInit]
    private static T SumOfExps<T>(ref T x, T shift, nint length, ref T exps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var partials = new PartialStack<T, SumReducer<T>>(default, stackalloc T[PartialStack<T, SumReducer<T>>.Depth]);
        for (nint start = 0; start < length; start += BlockLength)
        {
            var count = nint.Min(BlockLength, length - start);
            RowMap.Apply(new Shift<T>(shift), ref Unsafe.Add(ref x, start), ref exps, count);
            RowMap.Apply(default(Exponential<T>), ref exps, ref exps, count);
            partials.Push(SumOfRow(ref exps, count));
        }

        return partials.Total();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SumOfRow<T>(ref T x, nint length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var terms = new MappedTerms<T, SumReducer<T>>(default, in x);
        return length < Lanes
            ? Remainder<T, SumReducer<T>, MappedTerms<T, SumReducer<T>>>(default, terms, 0, length)
            : Pairwise<T, SumReducer<T>, MappedTerms<T, SumReducer<T>>>(default, terms, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T MaxOfRow<T>(ref T x, nint length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var terms = new MappedTerms<T, MaxReducer<T>>(default, in x);
        if (length < Vector<T>.Count)
        {
            return Remainder<T, MaxReducer<T>, MappedTerms<T, MaxReducer<T>>>(default, terms, 0, length);
        }

        if (length > 4 * Lanes)
        {
            return Pairwise<T, MaxReducer<T>, MappedTerms<T, MaxReducer<T>>>(default, terms, length);
        }

        // An entry may be seen twice by a maximum, so the last vector may overlap.
        var lanes = terms.VectorAt(length - Vector<T>.Count);
        for (nint i = 0; i < length - Vector<T>.Count; i += Vector<T>.Count)
        {
            lanes = Vector.Max(lanes, terms.VectorAt(i));
        }

        return LaneExchange.Fold(default(MaxReducer<T>), lanes);
    }

    /// <summary>The three functions for inner lengths above 1: column by column, a vector of columns at a time.</summary>
    [SkipLocalsInit]
    private static void NormalizeColumns<T>(Normalization kind, ref T x, nint outer, nint length, nint inner, ref T y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var chunk = nint.Min(inner, ColumnChunk);
        Span<T> maxima = stackalloc T[ColumnChunk];
        Span<T> sums = stackalloc T[ColumnChunk];
        ref var maximum = ref MemoryMarshal.GetReference(maxima);
        ref var sum = ref MemoryMarshal.GetReference(sums);

        // Softmax keeps the exponentials in y; the others need them apart, because y may be x, or hold one row only.
        var partialCount = PartialRows(length) * chunk;
        var scratch = ArrayPool<T>.Shared.Rent(checked((int)(partialCount + (kind == Normalization.Softmax ? 0 : length * chunk))));
        ref var partials = ref MemoryMarshal.GetArrayDataReference(scratch);
        for (nint o = 0; o < outer; o++)
        {
            for (nint c = 0; c < inner; c += chunk)
            {
                var columns = nint.Min(chunk, inner - c);
                ref var from = ref Unsafe.Add(ref x, (o * length * inner) + c);
                ref var to = ref Unsafe.Add(ref y, ((kind == Normalization.LogSumExp ? o : o * length) * inner) + c);
                ref var exps = ref kind == Normalization.Softmax ? ref to : ref Unsafe.Add(ref partials, partialCount);
                var stride = kind == Normalization.Softmax ? inner : columns;

                FoldColumns(default(MaxReducer<T>), in from, length, inner, columns, ref maximum, false, ref partials);
                if (kind == Normalization.LogSumExp)
                {
                    foreach (ref var entry in maxima[..(int)columns])
                    {
                        entry = T.IsInfinity(entry) ? T.Zero : entry;
                    }
                }

                SubtractRow(ref from, inner, ref maximum, ref exps, stride, length, columns);
                for (nint i = 0; i < (stride == columns ? 1 : length); i++)
                {
                    ref var run = ref Unsafe.Add(ref exps, i * stride);
                    RowMap.Apply(default(Exponential<T>), ref run, ref run, stride == columns ? length * columns : columns);
                }

                FoldColumns(default(SumReducer<T>), in exps, length, stride, columns, ref sum, false, ref partials);
                if (kind == Normalization.Softmax)
                {
                    DivideByRow(ref to, inner, ref sum, length, columns);
                    continue;
                }

                RowMap.Apply(default(Logarithm<T>), ref sum, ref sum, columns);
                if (kind == Normalization.LogSumExp)
                {
                    MapEach(default(SumReducer<T>), in maximum, columns, ref sum, true);
                    sums[..(int)columns].CopyTo(MemoryMarshal.CreateSpan(ref to, (int)columns));
                    continue;
                }

                SubtractRow(ref from, inner, ref maximum, ref to, inner, length, columns);
                SubtractRow(ref to, inner, ref sum, ref to, inner, length, columns);
            }
        }

        ArrayPool<T>.Shared.Return(scratch);
    }

    /// <summary>y_(i, j) = x_(i, j) - row_j.</summary>
    private static void SubtractRow<T>(ref T x, nint strideX, ref T row, ref T y, nint strideY, nint rows, nint columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint i = 0; i < rows; i++)
        {
            ref var from = ref Unsafe.Add(ref x, i * strideX);
            ref var to = ref Unsafe.Add(ref y, i * strideY);
            nint j = 0;
            for (; j <= columns - Vector<T>.Count; j += Vector<T>.Count)
            {
                (Vector.LoadUnsafe(ref from, (nuint)j) - Vector.LoadUnsafe(ref row, (nuint)j)).StoreUnsafe(ref to, (nuint)j);
            }

            for (; j < columns; j++)
            {
                Unsafe.Add(ref to, j) = Unsafe.Add(ref from, j) - Unsafe.Add(ref row, j);
            }
        }
    }

    /// <summary>y_(i, j) /= row_j.</summary>
    private static void DivideByRow<T>(ref T y, nint stride, ref T row, nint rows, nint columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint i = 0; i < rows; i++)
        {
            ref var to = ref Unsafe.Add(ref y, i * stride);
            nint j = 0;
            for (; j <= columns - Vector<T>.Count; j += Vector<T>.Count)
            {
                (Vector.LoadUnsafe(ref to, (nuint)j) / Vector.LoadUnsafe(ref row, (nuint)j)).StoreUnsafe(ref to, (nuint)j);
            }

            for (; j < columns; j++)
            {
                Unsafe.Add(ref to, j) /= Unsafe.Add(ref row, j);
            }
        }
    }
}
