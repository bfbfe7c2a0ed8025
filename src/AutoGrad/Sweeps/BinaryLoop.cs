using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>The loops over the elements of an operation on two operands, either of which may be a single repeated element.</summary>
/// <remarks>Optimised at once and without a profile: one taken on short tensors would have the vector loop compiled as the unlikely case.</remarks>
internal static class BinaryLoop
{
    /// <summary>y = f(a, b), or y += f(a, b). y may be a or b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Evaluate<T, TOperation>(TOperation operation, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IBinaryElementwise<TOperation>
    {
        ref T left = ref MemoryMarshal.GetReference(a);
        ref T right = ref MemoryMarshal.GetReference(b);
        ref T target = ref MemoryMarshal.GetReference(y);
        int length = y.Length;
        int stepA = Step(a, length);
        int stepB = Step(b, length);
        int i = 0;
        if (length >= Vector<T>.Count)
        {
            var splatA = new Vector<T>(left);
            var splatB = new Vector<T>(right);
            for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector<T> value = operation.Primal(
                    new Lanes<T>(stepA == 0 ? splatA : Vector.LoadUnsafe(ref left, (nuint)i)),
                    new Lanes<T>(stepB == 0 ? splatB : Vector.LoadUnsafe(ref right, (nuint)i))).Value;
                if (accumulate)
                {
                    value += Vector.LoadUnsafe(ref target, (nuint)i);
                }

                value.StoreUnsafe(ref target, (nuint)i);
            }
        }

        for (; i < length; i++)
        {
            T value = operation.Primal(
                new Scalar<T>(Unsafe.Add(ref left, i * stepA)), new Scalar<T>(Unsafe.Add(ref right, i * stepB))).Value;
            Unsafe.Add(ref target, i) = accumulate ? Unsafe.Add(ref target, i) + value : value;
        }
    }

    /// <summary>y = f(a, row) or y += f(a, row) for each row of a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void EvaluateRows<T, TOperation>(TOperation operation, ReadOnlySpan<T> a, ReadOnlySpan<T> row, Span<T> y, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IBinaryElementwise<TOperation>
    {
        ref T right = ref MemoryMarshal.GetReference(row);
        int columns = row.Length;
        _ = a[..y.Length];
        for (int start = 0; start < y.Length; start += columns)
        {
            ref T left = ref Unsafe.Add(ref MemoryMarshal.GetReference(a), start);
            ref T target = ref Unsafe.Add(ref MemoryMarshal.GetReference(y), start);
            int j = 0;
            for (; j <= columns - Vector<T>.Count; j += Vector<T>.Count)
            {
                Vector<T> value = operation.Primal(
                    new Lanes<T>(Vector.LoadUnsafe(ref left, (nuint)j)), new Lanes<T>(Vector.LoadUnsafe(ref right, (nuint)j))).Value;
                if (accumulate)
                {
                    value += Vector.LoadUnsafe(ref target, (nuint)j);
                }

                value.StoreUnsafe(ref target, (nuint)j);
            }

            for (; j < columns; j++)
            {
                T value = operation.Primal(new Scalar<T>(Unsafe.Add(ref left, j)), new Scalar<T>(Unsafe.Add(ref right, j))).Value;
                Unsafe.Add(ref target, j) = accumulate ? Unsafe.Add(ref target, j) + value : value;
            }
        }
    }

    /// <summary>The gradient by the operand that <typeparamref name="TChoice"/> names: written, or added to what is there. The upstream gradient may be one number for all elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pull<T, TOperation, TChoice>(
        TOperation operation,
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        ReadOnlySpan<T> y,
        ReadOnlySpan<T> upstream,
        Span<T> adjoint,
        bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IBinaryElementwise<TOperation>
        where TChoice : IChoice
    {
        ref T left = ref MemoryMarshal.GetReference(a);
        ref T right = ref MemoryMarshal.GetReference(b);
        ref T output = ref MemoryMarshal.GetReference(y);
        ref T above = ref MemoryMarshal.GetReference(upstream);
        ref T target = ref MemoryMarshal.GetReference(adjoint);
        int length = adjoint.Length;
        _ = y[..length];
        int stepAbove = Step(upstream, length);
        int stepA = Step(a, length);
        int stepB = Step(b, length);
        int i = 0;
        if (length >= Vector<T>.Count)
        {
            var splatA = new Vector<T>(left);
            var splatB = new Vector<T>(right);
            var splatAbove = new Vector<T>(above);
            for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Lanes<T> local = TChoice.Of(operation.LocalGradients(
                    new Lanes<T>(stepA == 0 ? splatA : Vector.LoadUnsafe(ref left, (nuint)i)),
                    new Lanes<T>(stepB == 0 ? splatB : Vector.LoadUnsafe(ref right, (nuint)i)),
                    new Lanes<T>(Vector.LoadUnsafe(ref output, (nuint)i))));
                Vector<T> product = Upstream.Times(stepAbove == 0 ? splatAbove : Vector.LoadUnsafe(ref above, (nuint)i), local.Value);
                if (accumulate)
                {
                    product += Vector.LoadUnsafe(ref target, (nuint)i);
                }

                product.StoreUnsafe(ref target, (nuint)i);
            }
        }

        for (; i < length; i++)
        {
            Scalar<T> local = TChoice.Of(operation.LocalGradients(
                new Scalar<T>(Unsafe.Add(ref left, i * stepA)),
                new Scalar<T>(Unsafe.Add(ref right, i * stepB)),
                new Scalar<T>(Unsafe.Add(ref output, i))));
            T product = Upstream.Times(Unsafe.Add(ref above, i * stepAbove), local.Value);
            Unsafe.Add(ref target, i) = accumulate ? Unsafe.Add(ref target, i) + product : product;
        }
    }

    /// <summary>1 for an operand with an element for each of the result's, 0 for a repeated one.</summary>
    internal static int Step<T>(ReadOnlySpan<T> operand, int length) =>
        operand.Length == length ? 1
        : operand.Length == 1 ? 0
        : throw new ArgumentException($"an operand of {operand.Length} elements cannot be walked with a result of {length}");
}
