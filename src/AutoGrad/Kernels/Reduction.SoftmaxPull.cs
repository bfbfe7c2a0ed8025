using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad.Kernels;

internal static partial class Reduction
{
    /// <summary>xBar = [xBar +] yBar - e^y sum yBar for each row of <paramref name="length"/> elements: the gradient of y = log softmax x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LogSoftmaxPull<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> upstream, int length, Span<T> adjoint, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLengths(Math.Min(y.Length, upstream.Length), adjoint.Length, adjoint.Length, adjoint.Length);
        for (int start = 0; start < adjoint.Length; start += length)
        {
            ref var g = ref Unsafe.Add(ref MemoryMarshal.GetReference(upstream), start);
            PullRow(
                new LogSoftmaxTerm<T>(SumOfRow(ref g, length)),
                ref Unsafe.Add(ref MemoryMarshal.GetReference(y), start),
                ref g,
                length,
                ref Unsafe.Add(ref MemoryMarshal.GetReference(adjoint), start),
                accumulate);
        }
    }

    /// <summary>xBar = [xBar +] yBar y - y sum yBar y for each row of <paramref name="length"/> elements: the gradient of y = softmax x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SoftmaxPull<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> upstream, int length, Span<T> adjoint, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLengths(Math.Min(y.Length, upstream.Length), adjoint.Length, adjoint.Length, adjoint.Length);
        for (int start = 0; start < adjoint.Length; start += length)
        {
            PullRow(
                new SoftmaxTerm<T>(Dot(upstream.Slice(start, length), y.Slice(start, length))),
                ref Unsafe.Add(ref MemoryMarshal.GetReference(y), start),
                ref Unsafe.Add(ref MemoryMarshal.GetReference(upstream), start),
                length,
                ref Unsafe.Add(ref MemoryMarshal.GetReference(adjoint), start),
                accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PullRow<T, TTerm>(TTerm term, ref T y, ref T upstream, nint length, ref T adjoint, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, IPullTerm<T>
    {
        nint i = 0;
        if (length < Vector<T>.Count)
        {
            for (; i < length; i++)
            {
                Deliver(term.Of(new(Unsafe.Add(ref y, i)), new(Unsafe.Add(ref upstream, i))).ToScalar(), ref Unsafe.Add(ref adjoint, i), accumulate);
            }

            return;
        }

        // The last vector overlaps the one before it; it is worked out first, because the adjoint may be added to.
        var end = length - Vector<T>.Count;
        var last = PullAt(term, ref y, ref upstream, end, ref adjoint, accumulate);
        for (; i < end; i += Vector<T>.Count)
        {
            PullAt(term, ref y, ref upstream, i, ref adjoint, accumulate).StoreUnsafe(ref adjoint, (nuint)i);
        }

        last.StoreUnsafe(ref adjoint, (nuint)end);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> PullAt<T, TTerm>(TTerm term, ref T y, ref T upstream, nint place, ref T adjoint, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, IPullTerm<T>
    {
        var value = term.Of(Vector.LoadUnsafe(ref y, (nuint)place), Vector.LoadUnsafe(ref upstream, (nuint)place));
        return accumulate ? Vector.LoadUnsafe(ref adjoint, (nuint)place) + value : value;
    }

    private interface IPullTerm<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> Of(Vector<T> y, Vector<T> upstream);
    }

    private readonly struct LogSoftmaxTerm<T>(T sum) : IPullTerm<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of(Vector<T> y, Vector<T> upstream) => upstream - (Elementary.Exp(y) * new Vector<T>(sum));
    }

    private readonly struct SoftmaxTerm<T>(T sum) : IPullTerm<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of(Vector<T> y, Vector<T> upstream) => (upstream * y) - (y * new Vector<T>(sum));
    }
}
