using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoGrad.Numbers;

namespace AutoGrad.Nn.Optimizers;

/// <summary>The one loop of all optimisers: a single pass over value, gradient and state, whole SIMD vectors first.</summary>
internal static class UpdateLoop
{
    /// <summary>Applies a rule to all numbers of a parameter.</summary>
    /// <param name="lanes">The rule as SIMD lanes.</param>
    /// <param name="single">The same rule on single numbers, for what does not fill a vector.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="first">State, as long as the parameter is; empty where the rule has none.</param>
    /// <param name="second">More state.</param>
    /// <param name="third">More state.</param>
    public static void Run<T, TLanes, TSingle>(
        TLanes lanes, TSingle single, Parameter<T> parameter, Span<T> first = default, Span<T> second = default, Span<T> third = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : struct, IUpdateRule<Lanes<T>>
        where TSingle : struct, IUpdateRule<Scalar<T>>
    {
        ReadOnlySpan<T> gradient = parameter.Gradient.Span;
        Span<T> value = parameter.MutableValue;
        int count = value.Length;
        if (gradient.Length != count
            || (TLanes.StateCount > 0 && first.Length != count)
            || (TLanes.StateCount > 1 && second.Length != count)
            || (TLanes.StateCount > 2 && third.Length != count))
        {
            throw new ArgumentException("gradient and state must be as long as the value");
        }

        ref T x = ref MemoryMarshal.GetReference(value);
        ref T g = ref MemoryMarshal.GetReference(gradient);
        ref T a = ref MemoryMarshal.GetReference(first);
        ref T b = ref MemoryMarshal.GetReference(second);
        ref T c = ref MemoryMarshal.GetReference(third);
        nuint i = 0;
        nuint end = (nuint)count;
        nuint width = (nuint)Vector<T>.Count;
        for (; i + width <= end; i += width)
        {
            Lanes<T> vx = Load(ref x, i);
            Lanes<T> va = TLanes.StateCount > 0 ? Load(ref a, i) : default;
            Lanes<T> vb = TLanes.StateCount > 1 ? Load(ref b, i) : default;
            Lanes<T> vc = TLanes.StateCount > 2 ? Load(ref c, i) : default;
            lanes.Update(Load(ref g, i), ref vx, ref va, ref vb, ref vc);
            vx.Value.StoreUnsafe(ref x, i);
            if (TLanes.StateCount > 0)
            {
                va.Value.StoreUnsafe(ref a, i);
            }

            if (TLanes.StateCount > 1)
            {
                vb.Value.StoreUnsafe(ref b, i);
            }

            if (TLanes.StateCount > 2)
            {
                vc.Value.StoreUnsafe(ref c, i);
            }
        }

        for (; i < end; i++)
        {
            Scalar<T> sx = new(Unsafe.Add(ref x, i));
            Scalar<T> sa = TLanes.StateCount > 0 ? new(Unsafe.Add(ref a, i)) : default;
            Scalar<T> sb = TLanes.StateCount > 1 ? new(Unsafe.Add(ref b, i)) : default;
            Scalar<T> sc = TLanes.StateCount > 2 ? new(Unsafe.Add(ref c, i)) : default;
            single.Update(new(Unsafe.Add(ref g, i)), ref sx, ref sa, ref sb, ref sc);
            Unsafe.Add(ref x, i) = sx.Value;
            if (TLanes.StateCount > 0)
            {
                Unsafe.Add(ref a, i) = sa.Value;
            }

            if (TLanes.StateCount > 1)
            {
                Unsafe.Add(ref b, i) = sb.Value;
            }

            if (TLanes.StateCount > 2)
            {
                Unsafe.Add(ref c, i) = sc.Value;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T> Load<T>(ref T start, nuint index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new(Vector.LoadUnsafe(ref start, index));
}
