using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad.Kernels;

internal static partial class Reduction
{
    /// <summary>y_i = log sum_j exp(x_ij - m_i) - (x_i,label - m_i), m_i = max_j x_ij: the negative logarithm of the softmax at a label for each row.</summary>
    /// <remarks>The label's own logit is compared with the maximum first, so that a sure and right row keeps its small loss at any magnitude.</remarks>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SoftmaxCrossEntropy<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> labels, int length, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLengths(x.Length, (nint)labels.Length * length, y.Length, labels.Length);
        if (labels.IsEmpty)
        {
            return;
        }

        ref T from = ref MemoryMarshal.GetReference(x);
        Span<T> maxima = stackalloc T[RowBatch];
        Span<T> logs = stackalloc T[RowBatch];
        for (int o = 0; o < labels.Length; o += RowBatch)
        {
            int rows = Math.Min(RowBatch, labels.Length - o);
            LogSumsOfRows(ref Unsafe.Add(ref from, (nint)o * length), length, maxima[..rows], logs[..rows], finite: false);
            for (int r = 0; r < rows; r++)
            {
                y[o + r] = logs[r] - (x[((o + r) * length) + labels[o + r]] - maxima[r]);
            }
        }
    }

    /// <summary>xBar_ij = yBar_i (softmax(x)_ij - [j is the label]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SoftmaxCrossEntropyPull<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> labels, int length, ReadOnlySpan<T> upstream, Span<T> adjoint)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLengths(x.Length, (nint)labels.Length * length, adjoint.Length, x.Length);
        ref T from = ref MemoryMarshal.GetReference(x);
        ref T to = ref MemoryMarshal.GetReference(adjoint);
        int batch = Math.Max(ExpBatch / Math.Max(length, 1), 1);
        for (int o = 0; o < labels.Length; o += batch)
        {
            nint start = (nint)o * length;
            int end = Math.Min(o + batch, labels.Length);
            for (int i = o; i < end; i++)
            {
                ref T row = ref Unsafe.Add(ref from, (nint)i * length);
                RowMap.Apply(new Shift<T>(MaxOfRow(ref row, length)), ref row, ref Unsafe.Add(ref to, (nint)i * length), length);
            }

            RowMap.Apply(default(Exponential<T>), ref Unsafe.Add(ref to, start), ref Unsafe.Add(ref to, start), (nint)(end - o) * length);
            for (int i = o; i < end; i++)
            {
                T factor = upstream[i];
                if (factor == T.Zero)
                {
                    adjoint.Slice(i * length, length).Clear();
                    continue;
                }

                ref T row = ref Unsafe.Add(ref to, (nint)i * length);
                RowMap.Apply(new Quotient<T>(SumOfRow(ref row, length) / factor), ref row, ref row, length);
                Unsafe.Add(ref row, labels[i]) -= factor;
            }
        }
    }
}
