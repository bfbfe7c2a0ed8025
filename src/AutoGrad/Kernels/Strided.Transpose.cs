using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoGrad.Kernels;

internal static partial class Strided
{
    /// <summary>
    /// Side of a square tile: 32 rows of 128 bytes (float) or 256 bytes (double) on either side stay in L1 together, and a tile uses up
    /// whole cache lines.
    /// </summary>
    private const int Tile = 32;

    /// <summary>Two loops, one contiguous in x and the other contiguous in y, tile by tile.</summary>
    private static void TransposePlane<T, TDelivery>(ref T x, ref T y, Axis first, Axis second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TDelivery : struct, IDelivery
    {
        // a runs contiguously in x, b in y.
        var (a, b) = first.Source == 1 ? (first, second) : (second, first);
        for (nint b0 = 0; b0 < b.Length; b0 += Tile)
        {
            var rows = nint.Min(Tile, b.Length - b0);
            for (nint a0 = 0; a0 < a.Length; a0 += Tile)
            {
                TransposeTile<T, TDelivery>(
                    ref Unsafe.Add(ref x, a0 + (b0 * b.Source)),
                    b.Source,
                    ref Unsafe.Add(ref y, b0 + (a0 * a.Target)),
                    a.Target,
                    nint.Min(Tile, a.Length - a0),
                    rows);
            }
        }
    }

    /// <summary>y[a stepY + b] = [+=] x[a + b stepX] for a below <paramref name="countA"/> and b below <paramref name="countB"/>.</summary>
    private static void TransposeTile<T, TDelivery>(ref T x, nint stepX, ref T y, nint stepY, nint countA, nint countB)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TDelivery : struct, IDelivery
    {
        // Registers hold squares of 8 floats or 4 doubles a side.
        nint doneA = 0;
        nint doneB = 0;
        if (Avx.IsSupported)
        {
            var side = Vector256<T>.Count;
            doneA = countA - (countA % side);
            doneB = countB - (countB % side);
            for (nint a = 0; a < doneA; a += side)
            {
                for (nint b = 0; b < doneB; b += side)
                {
                    ref var squareX = ref Unsafe.Add(ref x, a + (b * stepX));
                    ref var squareY = ref Unsafe.Add(ref y, b + (a * stepY));
                    if (typeof(T) == typeof(float))
                    {
                        TransposeSquare<TDelivery>(
                            ref Unsafe.As<T, float>(ref squareX), stepX, ref Unsafe.As<T, float>(ref squareY), stepY);
                    }
                    else
                    {
                        TransposeSquare<TDelivery>(
                            ref Unsafe.As<T, double>(ref squareX), stepX, ref Unsafe.As<T, double>(ref squareY), stepY);
                    }
                }
            }
        }

        for (nint a = 0; a < countA; a++)
        {
            ref var column = ref Unsafe.Add(ref x, a);
            ref var row = ref Unsafe.Add(ref y, a * stepY);
            for (var b = a < doneA ? doneB : 0; b < countB; b++)
            {
                Deliver<T, TDelivery>(Unsafe.Add(ref column, b * stepX), ref Unsafe.Add(ref row, b));
            }
        }
    }

    /// <summary>8 x 8 floats: pairs of rows interleave, then pairs of pairs, then the 128-bit halves change places.</summary>
    private static void TransposeSquare<TDelivery>(ref float x, nint stepX, ref float y, nint stepY)
        where TDelivery : struct, IDelivery
    {
        var x0 = Vector256.LoadUnsafe(ref x);
        var x1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref x, stepX));
        var x2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref x, 2 * stepX));
        var x3 = Vector256.LoadUnsafe(ref Unsafe.Add(ref x, 3 * stepX));
        var x4 = Vector256.LoadUnsafe(ref Unsafe.Add(ref x, 4 * stepX));
        var x5 = Vector256.LoadUnsafe(ref Unsafe.Add(ref x, 5 * stepX));
        var x6 = Vector256.LoadUnsafe(ref Unsafe.Add(ref x, 6 * stepX));
        var x7 = Vector256.LoadUnsafe(ref Unsafe.Add(ref x, 7 * stepX));

        var p0 = Avx.UnpackLow(x0, x1);
        var p1 = Avx.UnpackHigh(x0, x1);
        var p2 = Avx.UnpackLow(x2, x3);
        var p3 = Avx.UnpackHigh(x2, x3);
        var p4 = Avx.UnpackLow(x4, x5);
        var p5 = Avx.UnpackHigh(x4, x5);
        var p6 = Avx.UnpackLow(x6, x7);
        var p7 = Avx.UnpackHigh(x6, x7);

        var q0 = Avx.Shuffle(p0, p2, 0x44);
        var q1 = Avx.Shuffle(p0, p2, 0xEE);
        var q2 = Avx.Shuffle(p1, p3, 0x44);
        var q3 = Avx.Shuffle(p1, p3, 0xEE);
        var q4 = Avx.Shuffle(p4, p6, 0x44);
        var q5 = Avx.Shuffle(p4, p6, 0xEE);
        var q6 = Avx.Shuffle(p5, p7, 0x44);
        var q7 = Avx.Shuffle(p5, p7, 0xEE);

        Deliver<float, TDelivery>(Avx.Permute2x128(q0, q4, 0x20), ref y);
        Deliver<float, TDelivery>(Avx.Permute2x128(q1, q5, 0x20), ref Unsafe.Add(ref y, stepY));
        Deliver<float, TDelivery>(Avx.Permute2x128(q2, q6, 0x20), ref Unsafe.Add(ref y, 2 * stepY));
        Deliver<float, TDelivery>(Avx.Permute2x128(q3, q7, 0x20), ref Unsafe.Add(ref y, 3 * stepY));
        Deliver<float, TDelivery>(Avx.Permute2x128(q0, q4, 0x31), ref Unsafe.Add(ref y, 4 * stepY));
        Deliver<float, TDelivery>(Avx.Permute2x128(q1, q5, 0x31), ref Unsafe.Add(ref y, 5 * stepY));
        Deliver<float, TDelivery>(Avx.Permute2x128(q2, q6, 0x31), ref Unsafe.Add(ref y, 6 * stepY));
        Deliver<float, TDelivery>(Avx.Permute2x128(q3, q7, 0x31), ref Unsafe.Add(ref y, 7 * stepY));
    }

    /// <summary>4 x 4 doubles: pairs of rows interleave, then the 128-bit halves change places.</summary>
    private static void TransposeSquare<TDelivery>(ref double x, nint stepX, ref double y, nint stepY)
        where TDelivery : struct, IDelivery
    {
        var x0 = Vector256.LoadUnsafe(ref x);
        var x1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref x, stepX));
        var x2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref x, 2 * stepX));
        var x3 = Vector256.LoadUnsafe(ref Unsafe.Add(ref x, 3 * stepX));

        var p0 = Avx.UnpackLow(x0, x1);
        var p1 = Avx.UnpackHigh(x0, x1);
        var p2 = Avx.UnpackLow(x2, x3);
        var p3 = Avx.UnpackHigh(x2, x3);

        Deliver<double, TDelivery>(Avx.Permute2x128(p0, p2, 0x20), ref y);
        Deliver<double, TDelivery>(Avx.Permute2x128(p1, p3, 0x20), ref Unsafe.Add(ref y, stepY));
        Deliver<double, TDelivery>(Avx.Permute2x128(p0, p2, 0x31), ref Unsafe.Add(ref y, 2 * stepY));
        Deliver<double, TDelivery>(Avx.Permute2x128(p1, p3, 0x31), ref Unsafe.Add(ref y, 3 * stepY));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Deliver<T, TDelivery>(Vector256<T> value, ref T y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TDelivery : struct, IDelivery
        => (TDelivery.Adds ? Vector256.LoadUnsafe(ref y) + value : value).StoreUnsafe(ref y);
}
