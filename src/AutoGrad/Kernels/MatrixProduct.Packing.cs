using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoGrad.Kernels;

internal static unsafe partial class MatrixProduct
{
    // Pinned managed memory: its owner is the thread, and the collector frees it with the thread.
    [ThreadStatic]
    private static byte[]? s_scratch;

    /// <summary>At least <paramref name="count"/> elements on a 64-byte boundary, the same memory at each call on one thread.</summary>
    private static T* Scratch<T>(nint count)
        where T : unmanaged
    {
        nint size = (count * sizeof(T)) + 64;
        byte[]? scratch = s_scratch;
        if (scratch is null || scratch.Length < size)
        {
            s_scratch = scratch = GC.AllocateUninitializedArray<byte>((int)BitOperations.RoundUpToPowerOf2((nuint)size), pinned: true);
        }

        nint address = (nint)Unsafe.AsPointer(ref scratch[0]);
        return (T*)((address + 63) & ~63);
    }

    /// <summary>
    /// Copies <paramref name="width"/> x <paramref name="depth"/> elements into panels of <paramref name="panel"/> lines: element (l, p) goes
    /// to <c>(l / panel) * panel * depth + p * panel + l % panel</c>. Lines are the columns of B or the rows of A; a last panel that is not
    /// full keeps its stride and its missing lines are left unwritten, because no tile reads them.
    /// </summary>
    private static void Pack<T, V, U>(T* source, nint line, nint step, int width, int depth, T* target, int panel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
    {
        for (; width > 0; width -= panel)
        {
            int lines = Math.Min(panel, width);
            if (line == 1)
            {
                PackRuns<T, V, U>(source, step, lines, depth, target, panel);
            }
            else
            {
                PackTransposed(source, line, lines, depth, target, panel);
            }

            source += panel * line;
            target += panel * (nint)depth;
        }
    }

    /// <summary>The lines lie side by side in memory: copies one short run for each p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackRuns<T, V, U>(T* source, nint step, int lines, int depth, T* target, int panel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
    {
        if (lines == 2 * U.Lanes)
        {
            for (; depth > 0; depth--)
            {
                V first = U.Load(source);
                V second = U.Load(source + U.Lanes);
                U.Store(target, first);
                U.Store(target + U.Lanes, second);
                source += step;
                target += panel;
            }
        }
        else if (lines * sizeof(T) == 32 && Vector256.IsHardwareAccelerated)
        {
            for (; depth > 0; depth--)
            {
                Vector256.Load((byte*)source).Store((byte*)target);
                source += step;
                target += panel;
            }
        }
        else if (lines * sizeof(T) == 24 && Vector128.IsHardwareAccelerated)
        {
            // Six floats, a strip of AVX2's tile: a masked store takes longer than two plain ones.
            for (; depth > 0; depth--)
            {
                Vector128<byte> first = Vector128.Load((byte*)source);
                long second = *(long*)((byte*)source + 16);
                first.Store((byte*)target);
                *(long*)((byte*)target + 16) = second;
                source += step;
                target += panel;
            }
        }
        else if (lines * sizeof(T) == 48 && Vector256.IsHardwareAccelerated)
        {
            for (; depth > 0; depth--)
            {
                Vector256<byte> first = Vector256.Load((byte*)source);
                Vector128<byte> second = Vector128.Load((byte*)source + 32);
                first.Store((byte*)target);
                second.Store((byte*)target + 32);
                source += step;
                target += panel;
            }
        }
        else
        {
            int whole = lines / U.Lanes * U.Lanes;
            V mask = U.Mask(lines - whole);
            for (; depth > 0; depth--)
            {
                for (int l = 0; l < whole; l += U.Lanes)
                {
                    U.Store(target + l, U.Load(source + l));
                }

                if (whole < lines)
                {
                    U.Store(target + whole, U.Load(source + whole, mask), mask);
                }

                source += step;
                target += panel;
            }
        }
    }

    /// <summary>
    /// Each line is contiguous along p: transposes squares of 8 x 8 floats or 4 x 4 doubles in registers. Squares at the edge overlap their
    /// neighbours, which writes the same elements twice; only what is narrower than a square goes element by element.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackTransposed<T>(T* source, nint line, int lines, int depth, T* target, int panel)
        where T : unmanaged
    {
        int side = 32 / sizeof(T);
        if (!Avx.IsSupported || lines < side || depth < side)
        {
            for (int p = 0; p < depth; p++)
            {
                for (int l = 0; l < lines; l++)
                {
                    target[l] = source[(l * line) + p];
                }

                target += panel;
            }

            return;
        }

        for (int l = 0; l < lines; l += side)
        {
            l = Math.Min(l, lines - side);
            T* from = source + (l * line);
            T* to = target + l;
            for (int p = 0; p < depth; p += side)
            {
                p = Math.Min(p, depth - side);
                if (typeof(T) == typeof(float))
                {
                    Transpose8((float*)(from + p), line, (float*)(to + (p * (nint)panel)), panel);
                }
                else
                {
                    Transpose4((double*)(from + p), line, (double*)(to + (p * (nint)panel)), panel);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8(float* source, nint line, float* target, nint panel)
    {
        float* high = source + (4 * line);
        Vector256<float> r0 = Vector256.Load(source), r1 = Vector256.Load(source + line);
        Vector256<float> r2 = Vector256.Load(source + (2 * line)), r3 = Vector256.Load(source + (3 * line));
        Vector256<float> r4 = Vector256.Load(high), r5 = Vector256.Load(high + line);
        Vector256<float> r6 = Vector256.Load(high + (2 * line)), r7 = Vector256.Load(high + (3 * line));

        // Pairs of lines, then fours, then the two halves of each register.
        Vector256<float> a0 = Avx.UnpackLow(r0, r1), a1 = Avx.UnpackHigh(r0, r1), a2 = Avx.UnpackLow(r2, r3), a3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> a4 = Avx.UnpackLow(r4, r5), a5 = Avx.UnpackHigh(r4, r5), a6 = Avx.UnpackLow(r6, r7), a7 = Avx.UnpackHigh(r6, r7);
        r0 = Avx.Shuffle(a0, a2, 0x44);
        r1 = Avx.Shuffle(a0, a2, 0xEE);
        r2 = Avx.Shuffle(a1, a3, 0x44);
        r3 = Avx.Shuffle(a1, a3, 0xEE);
        r4 = Avx.Shuffle(a4, a6, 0x44);
        r5 = Avx.Shuffle(a4, a6, 0xEE);
        r6 = Avx.Shuffle(a5, a7, 0x44);
        r7 = Avx.Shuffle(a5, a7, 0xEE);
        float* upper = target + (4 * panel);
        Avx.Permute2x128(r0, r4, 0x20).Store(target);
        Avx.Permute2x128(r1, r5, 0x20).Store(target + panel);
        Avx.Permute2x128(r2, r6, 0x20).Store(target + (2 * panel));
        Avx.Permute2x128(r3, r7, 0x20).Store(target + (3 * panel));
        Avx.Permute2x128(r0, r4, 0x31).Store(upper);
        Avx.Permute2x128(r1, r5, 0x31).Store(upper + panel);
        Avx.Permute2x128(r2, r6, 0x31).Store(upper + (2 * panel));
        Avx.Permute2x128(r3, r7, 0x31).Store(upper + (3 * panel));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(double* source, nint line, double* target, nint panel)
    {
        Vector256<double> r0 = Vector256.Load(source), r1 = Vector256.Load(source + line);
        Vector256<double> r2 = Vector256.Load(source + (2 * line)), r3 = Vector256.Load(source + (3 * line));
        Vector256<double> a0 = Avx.UnpackLow(r0, r1), a1 = Avx.UnpackHigh(r0, r1), a2 = Avx.UnpackLow(r2, r3), a3 = Avx.UnpackHigh(r2, r3);
        Avx.Permute2x128(a0, a2, 0x20).Store(target);
        Avx.Permute2x128(a1, a3, 0x20).Store(target + panel);
        Avx.Permute2x128(a0, a2, 0x31).Store(target + (2 * panel));
        Avx.Permute2x128(a1, a3, 0x31).Store(target + (3 * panel));
    }
}
