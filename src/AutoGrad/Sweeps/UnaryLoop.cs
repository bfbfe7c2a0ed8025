using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>The loops over the elements of an operation on one operand: lanes first, the remainder one by one.</summary>
/// <remarks>Optimised at once and without a profile: one taken on short tensors would have the vector loop compiled as the unlikely case.</remarks>
internal static class UnaryLoop
{
    /// <summary>y = f(x), or y += f(x). The spans may be the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Evaluate<T, TOperation>(TOperation operation, ReadOnlySpan<T> x, Span<T> y, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IElementwise<TOperation>
    {
        ref T source = ref MemoryMarshal.GetReference(x);
        ref T target = ref MemoryMarshal.GetReference(y);
        int length = y.Length;
        _ = x[..length];
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> value = operation.Primal(new Lanes<T>(Vector.LoadUnsafe(ref source, (nuint)i))).Value;
            if (accumulate)
            {
                value += Vector.LoadUnsafe(ref target, (nuint)i);
            }

            value.StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < length; i++)
        {
            T value = operation.Primal(new Scalar<T>(Unsafe.Add(ref source, i))).Value;
            Unsafe.Add(ref target, i) = accumulate ? Unsafe.Add(ref target, i) + value : value;
        }
    }

    /// <summary>xBar = yBar f'(x, y), or xBar += the same. A zero upstream gradient wins over an infinite local one. The adjoint may be the upstream gradient, which may be one number for all elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pull<T, TOperation>(
        TOperation operation, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> upstream, Span<T> adjoint, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IElementwise<TOperation>
    {
        ref T input = ref MemoryMarshal.GetReference(x);
        ref T output = ref MemoryMarshal.GetReference(y);
        ref T above = ref MemoryMarshal.GetReference(upstream);
        ref T target = ref MemoryMarshal.GetReference(adjoint);
        int length = adjoint.Length;
        _ = x[..length];
        _ = y[..length];
        int stepAbove = BinaryLoop.Step(upstream, length);
        var splatAbove = new Vector<T>(stepAbove == 0 ? above : T.Zero);
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Lanes<T> local = operation.LocalGradient(
                new Lanes<T>(Vector.LoadUnsafe(ref input, (nuint)i)), new Lanes<T>(Vector.LoadUnsafe(ref output, (nuint)i)));
            Vector<T> product = Upstream.Times(stepAbove == 0 ? splatAbove : Vector.LoadUnsafe(ref above, (nuint)i), local.Value);
            if (accumulate)
            {
                product += Vector.LoadUnsafe(ref target, (nuint)i);
            }

            product.StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < length; i++)
        {
            Scalar<T> local = operation.LocalGradient(new Scalar<T>(Unsafe.Add(ref input, i)), new Scalar<T>(Unsafe.Add(ref output, i)));
            T product = Upstream.Times(Unsafe.Add(ref above, i * stepAbove), local.Value);
            Unsafe.Add(ref target, i) = accumulate ? Unsafe.Add(ref target, i) + product : product;
        }
    }
}
