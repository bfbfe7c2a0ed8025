using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad.Kernels;

/// <summary>Copies between a dense tensor and a strided view of another: broadcasts, permutations, slices, flips and their transposes.</summary>
internal static partial class Strided
{
    /// <summary>destination[i] = [+=] source[offset + sum_k i_k strides_k] for every index i of the shape <paramref name="lengths"/>.</summary>
    /// <param name="source">The viewed elements.</param>
    /// <param name="offset">Position of index (0, ..., 0).</param>
    /// <param name="strides">One for each axis; 0 repeats, a negative one runs backwards.</param>
    /// <param name="lengths">Up to 64 axes; nothing is done when one is 0.</param>
    /// <param name="destination">Dense; must not overlap <paramref name="source"/>.</param>
    /// <param name="accumulate">Adds to the destination instead of storing.</param>
    /// <exception cref="ArgumentException">The view leaves the source, or the destination is too short.</exception>
    public static void Copy<T>(
        ReadOnlySpan<T> source,
        nint offset,
        ReadOnlySpan<nint> strides,
        ReadOnlySpan<nint> lengths,
        Span<T> destination,
        bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (accumulate)
        {
            Walk<T, Adding, ViewedSource>(source, offset, strides, lengths, destination);
        }
        else
        {
            Walk<T, Storing, ViewedSource>(source, offset, strides, lengths, destination);
        }
    }

    /// <summary>destination[offset + sum_k i_k strides_k] += source[i] for every index i: the transpose of <see cref="Copy"/>.</summary>
    /// <remarks>Several i may meet in one place (overlapping windows) as long as no stride of an axis longer than 1 is 0.</remarks>
    /// <exception cref="ArgumentException">The view leaves the destination, or the source is too short.</exception>
    public static void AddTo<T>(
        ReadOnlySpan<T> source, Span<T> destination, nint offset, ReadOnlySpan<nint> strides, ReadOnlySpan<nint> lengths)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Walk<T, Adding, ViewedDestination>(source, offset, strides, lengths, destination);

    /// <summary>What happens to an element of the destination; a type argument, so that each loop is compiled for one.</summary>
    private interface IDelivery
    {
        static abstract bool Adds { get; }
    }

    private readonly struct Storing : IDelivery
    {
        public static bool Adds => false;
    }

    private readonly struct Adding : IDelivery
    {
        public static bool Adds => true;
    }

    private interface IViewedSide
    {
        static abstract bool IsSource { get; }
    }

    private readonly struct ViewedSource : IViewedSide
    {
        public static bool IsSource => true;
    }

    private readonly struct ViewedDestination : IViewedSide
    {
        public static bool IsSource => false;
    }

    /// <summary>One loop: its length and its step on either side.</summary>
    private struct Axis
    {
        public nint Length;
        public nint Source;
        public nint Target;
        public nint Index;
    }

    /// <summary>Collapses the axes, then walks all but the innermost two with a counter and hands those to a plane loop.</summary>
    [SkipLocalsInit]
    private static void Walk<T, TDelivery, TSide>(
        ReadOnlySpan<T> source, nint offset, ReadOnlySpan<nint> strides, ReadOnlySpan<nint> lengths, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TDelivery : struct, IDelivery
        where TSide : struct, IViewedSide
    {
        // Innermost first. An axis continues the one inside it when on both sides its step is that one's whole extent.
        Span<Axis> axes = stackalloc Axis[lengths.Length <= 8 ? 8 : 64];
        var count = 0;
        nint dense = 1;
        var lowest = offset;
        var highest = offset;
        for (var k = lengths.Length - 1; k >= 0; k--)
        {
            var length = lengths[k];
            if (length == 0)
            {
                return;
            }

            if (length == 1)
            {
                continue;
            }

            var extent = (length - 1) * strides[k];
            lowest += nint.Min(extent, 0);
            highest += nint.Max(extent, 0);
            var from = TSide.IsSource ? strides[k] : dense;
            var to = TSide.IsSource ? dense : strides[k];
            dense *= length;
            if (count > 0)
            {
                ref var inside = ref axes[count - 1];
                if (from == inside.Source * inside.Length && to == inside.Target * inside.Length)
                {
                    inside.Length *= length;
                    continue;
                }
            }

            axes[count++] = new Axis { Length = length, Source = from, Target = to };
        }

        var viewed = TSide.IsSource ? source.Length : destination.Length;
        var filled = TSide.IsSource ? destination.Length : source.Length;
        if (lowest < 0 || highest >= viewed || dense > filled)
        {
            throw new ArgumentException(
                $"strided copy: the view reaches from {lowest} to {highest} of {viewed} elements, the dense side has {filled} for {dense}");
        }

        ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), TSide.IsSource ? offset : 0);
        ref var y = ref Unsafe.Add(ref MemoryMarshal.GetReference(destination), TSide.IsSource ? 0 : offset);
        if (count < 2)
        {
            var only = count == 0 ? new Axis { Length = 1, Source = 1, Target = 1 } : axes[0];
            Run<T, TDelivery>(ref x, ref y, only.Length, only.Source, only.Target);
            return;
        }

        axes = axes[..count];
        var transposes = BringTransposedAxis(axes);
        while (true)
        {
            if (transposes)
            {
                TransposePlane<T, TDelivery>(ref x, ref y, axes[0], axes[1]);
            }
            else
            {
                ref var runX = ref x;
                ref var runY = ref y;
                var (length, from, to) = (axes[0].Length, axes[0].Source, axes[0].Target);
                for (var i = axes[1].Length; i > 0; i--)
                {
                    Run<T, TDelivery>(ref runX, ref runY, length, from, to);
                    runX = ref Unsafe.Add(ref runX, axes[1].Source);
                    runY = ref Unsafe.Add(ref runY, axes[1].Target);
                }
            }

            var k = 2;
            for (; k < axes.Length; k++)
            {
                ref var axis = ref axes[k];
                if (++axis.Index < axis.Length)
                {
                    x = ref Unsafe.Add(ref x, axis.Source);
                    y = ref Unsafe.Add(ref y, axis.Target);
                    break;
                }

                axis.Index = 0;
                x = ref Unsafe.Add(ref x, -(axis.Length - 1) * axis.Source);
                y = ref Unsafe.Add(ref y, -(axis.Length - 1) * axis.Target);
            }

            if (k == axes.Length)
            {
                return;
            }
        }
    }

    /// <summary>
    /// If one side is contiguous along the innermost axis and the other along a later one, moves the later one to position 1 and says so.
    /// </summary>
    private static bool BringTransposedAxis(Span<Axis> axes)
    {
        var (from, to) = (axes[0].Source, axes[0].Target);
        if ((from == 1) == (to == 1) || from == 0 || axes[0].Length < 4)
        {
            return false;
        }

        for (var k = 1; k < axes.Length; k++)
        {
            if ((to == 1 ? axes[k].Source : axes[k].Target) == 1 && axes[k].Length >= 4)
            {
                (axes[1], axes[k]) = (axes[k], axes[1]);
                return true;
            }
        }

        return false;
    }

    /// <summary>One loop: y[i to] = [+=] x[i from].</summary>
    private static void Run<T, TDelivery>(ref T x, ref T y, nint length, nint from, nint to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TDelivery : struct, IDelivery
    {
        nint i = 0;
        if (to == 1 && from == 1)
        {
            for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            {
                var v = Vector.LoadUnsafe(ref x, (nuint)i);
                (TDelivery.Adds ? Vector.LoadUnsafe(ref y, (nuint)i) + v : v).StoreUnsafe(ref y, (nuint)i);
            }
        }
        else if (to == 1 && from == 0)
        {
            var v = new Vector<T>(x);
            for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            {
                (TDelivery.Adds ? Vector.LoadUnsafe(ref y, (nuint)i) + v : v).StoreUnsafe(ref y, (nuint)i);
            }
        }

        x = ref Unsafe.Add(ref x, i * from);
        y = ref Unsafe.Add(ref y, i * to);
        for (; i < length; i++)
        {
            Deliver<T, TDelivery>(x, ref y);
            x = ref Unsafe.Add(ref x, from);
            y = ref Unsafe.Add(ref y, to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Deliver<T, TDelivery>(T value, ref T y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TDelivery : struct, IDelivery
        => y = TDelivery.Adds ? y + value : value;
}
