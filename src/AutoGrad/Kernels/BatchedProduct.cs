using System.Numerics;

namespace AutoGrad.Kernels;

/// <summary>Matrix products over batches whose leading axes broadcast.</summary>
internal static class BatchedProduct
{
    /// <summary>C = [C +] op(A) op(B) for the last two axes; the shapes are known to fit.</summary>
    public static void Multiply<T>(
        ReadOnlySpan<T> a,
        ReadOnlySpan<nint> aLengths,
        bool transposeA,
        ReadOnlySpan<T> b,
        ReadOnlySpan<nint> bLengths,
        bool transposeB,
        Span<T> c,
        bool accumulate,
        int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int m, int k) = transposeA ? ((int)aLengths[^1], (int)aLengths[^2]) : ((int)aLengths[^2], (int)aLengths[^1]);
        int n = transposeB ? (int)bLengths[^2] : (int)bLengths[^1];
        if (c.IsEmpty)
        {
            return;
        }

        if (aLengths.Length == 2 && bLengths.Length == 2)
        {
            MatrixProduct.Multiply(m, n, k, a, transposeA, b, transposeB, c, accumulate, threads);
            return;
        }

        if (bLengths.Length == 2 && !transposeA)
        {
            // One matrix for the whole batch: the rows of all batches are the rows of one tall matrix.
            MatrixProduct.Multiply(c.Length / n, n, k, a, false, b, transposeB, c, accumulate, threads);
            return;
        }

        int rank = Math.Max(aLengths.Length, bLengths.Length) - 2;
        Span<nint> counter = stackalloc nint[rank];
        Span<nint> lengths = stackalloc nint[rank];
        Span<nint> aStrides = stackalloc nint[rank];
        Span<nint> bStrides = stackalloc nint[rank];
        counter.Clear();
        nint aRunning = (nint)m * k;
        nint bRunning = (nint)k * n;
        for (int fromEnd = 1; fromEnd <= rank; fromEnd++)
        {
            nint left = fromEnd + 2 <= aLengths.Length ? aLengths[^(fromEnd + 2)] : 1;
            nint right = fromEnd + 2 <= bLengths.Length ? bLengths[^(fromEnd + 2)] : 1;
            lengths[^fromEnd] = left == 1 ? right : left;
            aStrides[^fromEnd] = left == 1 ? 0 : aRunning;
            bStrides[^fromEnd] = right == 1 ? 0 : bRunning;
            aRunning *= left;
            bRunning *= right;
        }

        nint aOffset = 0;
        nint bOffset = 0;
        for (int offset = 0; offset < c.Length; offset += m * n)
        {
            MatrixProduct.Multiply(
                m, n, k, a.Slice((int)aOffset, m * k), transposeA, b.Slice((int)bOffset, k * n), transposeB, c.Slice(offset, m * n), accumulate, threads);
            for (int axis = rank - 1; axis >= 0; axis--)
            {
                aOffset += aStrides[axis];
                bOffset += bStrides[axis];
                if (++counter[axis] < lengths[axis])
                {
                    break;
                }

                counter[axis] = 0;
                aOffset -= aStrides[axis] * lengths[axis];
                bOffset -= bStrides[axis] * lengths[axis];
            }
        }
    }
}
