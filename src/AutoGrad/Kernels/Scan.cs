using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad.Kernels;

/// <summary>Running results along an axis.</summary>
internal static class Scan
{
    /// <summary>
    /// y_i = a_i y_(i-1) + b_i along the middle axis of (outer, length, inner), with y_(-1) = <paramref name="initial"/>;
    /// from the far end, y_i = a_i y_(i+1) + b_i, when <paramref name="reverse"/> is set.
    /// </summary>
    /// <param name="a">Factors; empty means all ones, so that with initial 0 the result is the cumulative sum of b.</param>
    /// <param name="b">Terms; empty means all zeros, so that with initial 1 the result is the cumulative product of a.</param>
    /// <param name="initial">The value before the first step, in every slice.</param>
    /// <param name="outer">Slices outside the axis.</param>
    /// <param name="length">Steps along the axis.</param>
    /// <param name="inner">Slices inside the axis; they advance together, a vector at a time.</param>
    /// <param name="reverse">Runs from the last entry to the first.</param>
    /// <param name="y">The result, same shape; may be <paramref name="a"/> or <paramref name="b"/> itself.</param>
    /// <remarks>Product and sum are rounded one after the other, so the bits do not depend on the width of a vector.</remarks>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void LinearScan<T>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, T initial, int outer, int length, int inner, bool reverse, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var slice = (nint)length * inner;
        var count = outer * slice;
        if (count == 0)
        {
            return;
        }

        if ((!a.IsEmpty && a.Length < count) || (!b.IsEmpty && b.Length < count) || y.Length < count)
        {
            throw new ArgumentException(
                $"scan: ({outer}, {length}, {inner}) on spans of {a.Length}, {b.Length} and {y.Length} elements");
        }

        ref var factors = ref MemoryMarshal.GetReference(a);
        ref var terms = ref MemoryMarshal.GetReference(b);
        ref var result = ref MemoryMarshal.GetReference(y);
        var (first, step) = reverse ? (slice - inner, -(nint)inner) : (0, (nint)inner);
        for (var start = first; start < count; start += slice)
        {
            nint j = 0;
            for (; j <= inner - Vector<T>.Count; j += Vector<T>.Count)
            {
                var state = new Vector<T>(initial);
                var at = start + j;
                for (var i = 0; i < length; i++)
                {
                    state = a.IsEmpty ? state : state * Vector.LoadUnsafe(ref factors, (nuint)at);
                    state = b.IsEmpty ? state : state + Vector.LoadUnsafe(ref terms, (nuint)at);
                    state.StoreUnsafe(ref result, (nuint)at);
                    at += step;
                }
            }

            for (; j < inner; j++)
            {
                var state = initial;
                var at = start + j;
                for (var i = 0; i < length; i++)
                {
                    state = a.IsEmpty ? state : state * Unsafe.Add(ref factors, at);
                    state = b.IsEmpty ? state : state + Unsafe.Add(ref terms, at);
                    Unsafe.Add(ref result, at) = state;
                    at += step;
                }
            }
        }
    }
}
