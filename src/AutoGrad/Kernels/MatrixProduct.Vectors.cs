using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace AutoGrad.Kernels;

/// <summary>The vector registers a matrix-product kernel is written over: <typeparamref name="V"/> holds <see cref="Lanes"/> values of <typeparamref name="T"/>.</summary>
internal unsafe interface IVectorUnit<T, V>
    where T : unmanaged
    where V : struct
{
    static abstract int Lanes { get; }

    /// <summary>Rows of the register tile, two vectors wide: as many as the register file holds beside two vectors of B and one of A.</summary>
    static abstract int TileRows { get; }

    /// <summary>All bits set in the first <paramref name="count"/> lanes, 0 &lt;= count &lt;= Lanes.</summary>
    static abstract V Mask(int count);

    static abstract V Broadcast(T value);

    static abstract V Load(T* source);

    /// <summary>Reads the lanes of <paramref name="mask"/> only; the others are zero and their memory is not touched.</summary>
    static abstract V Load(T* source, V mask);

    static abstract void Store(T* destination, V value);

    static abstract void Store(T* destination, V value, V mask);

    static abstract V Add(V x, V y);

    static abstract V Multiply(V x, V y);

    /// <summary>x * y + z, with one rounding wherever the processor can.</summary>
    static abstract V MultiplyAdd(V x, V y, V z);

    /// <summary>Writes the sums of the lanes of four vectors, each added up in the same order.</summary>
    static abstract void Sum4(V x0, V x1, V x2, V x3, T* sums);
}

/// <summary>AVX-512: 32 registers, so 16 sums (8 rows of 2), which is also enough to hide the latency of two multiply-add ports.</summary>
internal readonly unsafe struct Unit512<T> : IVectorUnit<T, Vector512<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    public static int Lanes => Vector512<T>.Count;

    public static int TileRows => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Mask(int count) => typeof(T) == typeof(float)
        ? Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).As<int, T>()
        : Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Broadcast(T value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* source, Vector512<T> mask) => typeof(T) == typeof(float)
        ? Avx512F.MaskLoad((float*)source, mask.AsSingle(), Vector512<float>.Zero).As<float, T>()
        : Avx512F.MaskLoad((double*)source, mask.AsDouble(), Vector512<double>.Zero).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* destination, Vector512<T> value) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* destination, Vector512<T> value, Vector512<T> mask)
    {
        if (typeof(T) == typeof(float))
        {
            Avx512F.MaskStore((float*)destination, mask.AsSingle(), value.AsSingle());
        }
        else
        {
            Avx512F.MaskStore((double*)destination, mask.AsDouble(), value.AsDouble());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> x, Vector512<T> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Multiply(Vector512<T> x, Vector512<T> y) => x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> x, Vector512<T> y, Vector512<T> z) => typeof(T) == typeof(float)
        ? Avx512F.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : Avx512F.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum4(Vector512<T> x0, Vector512<T> x1, Vector512<T> x2, Vector512<T> x3, T* sums) => Unit256<T>.Sum4(
        x0.GetLower() + x0.GetUpper(), x1.GetLower() + x1.GetUpper(), x2.GetLower() + x2.GetUpper(), x3.GetLower() + x3.GetUpper(), sums);
}

/// <summary>AVX2 with FMA: 16 registers, 12 sums (6 rows of 2), two vectors of B, one of A, one spare.</summary>
internal readonly unsafe struct Unit256<T> : IVectorUnit<T, Vector256<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool IsSupported => Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported;

    public static int Lanes => Vector256<T>.Count;

    public static int TileRows => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Mask(int count) => typeof(T) == typeof(float)
        ? Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).As<int, T>()
        : Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Broadcast(T value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* source, Vector256<T> mask) => typeof(T) == typeof(float)
        ? Avx.MaskLoad((float*)source, mask.AsSingle()).As<float, T>()
        : Avx.MaskLoad((double*)source, mask.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* destination, Vector256<T> value) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* destination, Vector256<T> value, Vector256<T> mask)
    {
        if (typeof(T) == typeof(float))
        {
            Avx.MaskStore((float*)destination, mask.AsSingle(), value.AsSingle());
        }
        else
        {
            Avx.MaskStore((double*)destination, mask.AsDouble(), value.AsDouble());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> x, Vector256<T> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Multiply(Vector256<T> x, Vector256<T> y) => x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> x, Vector256<T> y, Vector256<T> z) => typeof(T) == typeof(float)
        ? Fma.MultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : Fma.MultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum4(Vector256<T> x0, Vector256<T> x1, Vector256<T> x2, Vector256<T> x3, T* sums)
    {
        Vector128<T> y0 = x0.GetLower() + x0.GetUpper(), y1 = x1.GetLower() + x1.GetUpper();
        Vector128<T> y2 = x2.GetLower() + x2.GetUpper(), y3 = x3.GetLower() + x3.GetUpper();
        if (typeof(T) == typeof(float))
        {
            Vector128<float> low = Sse3.HorizontalAdd(y0.AsSingle(), y1.AsSingle()), high = Sse3.HorizontalAdd(y2.AsSingle(), y3.AsSingle());
            Sse3.HorizontalAdd(low, high).Store((float*)sums);
        }
        else
        {
            Sse3.HorizontalAdd(y0.AsDouble(), y1.AsDouble()).Store((double*)sums);
            Sse3.HorizontalAdd(y2.AsDouble(), y3.AsDouble()).Store((double*)sums + 2);
        }
    }
}

/// <summary>Whatever <see cref="Vector{T}"/> is here: 128-bit on ARM and WebAssembly, plain scalar code where nothing is accelerated.</summary>
internal readonly unsafe struct UnitPortable<T> : IVectorUnit<T, Vector<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Lanes => Vector<T>.Count;

    // ARM64 has 32 vector registers, everything else that comes here 16.
    public static int TileRows => AdvSimd.IsSupported ? 8 : 4;

    public static Vector<T> Mask(int count)
    {
        Vector<T> mask = default;
        MemoryMarshal.AsBytes(new Span<Vector<T>>(ref mask))[..(count * sizeof(T))].Fill(0xFF);
        return mask;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Broadcast(T value) => Vector.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load(T* source) => Vector.Load(source);

    public static Vector<T> Load(T* source, Vector<T> mask)
    {
        Vector<T> value = default;
        new ReadOnlySpan<T>(source, Count(mask)).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Vector<T>, T>(ref value), Lanes));
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* destination, Vector<T> value) => value.Store(destination);

    public static void Store(T* destination, Vector<T> value, Vector<T> mask)
    {
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Vector<T>, T>(ref value), Count(mask)).CopyTo(new Span<T>(destination, Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Add(Vector<T> x, Vector<T> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Multiply(Vector<T> x, Vector<T> y) => x * y;

    // Not FusedMultiplyAdd: without the instruction it is computed in software, a hundred times slower.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd(Vector<T> x, Vector<T> y, Vector<T> z) => typeof(T) == typeof(float)
        ? Vector.MultiplyAddEstimate(Vector.AsVectorSingle(x), Vector.AsVectorSingle(y), Vector.AsVectorSingle(z)).As<float, T>()
        : Vector.MultiplyAddEstimate(Vector.AsVectorDouble(x), Vector.AsVectorDouble(y), Vector.AsVectorDouble(z)).As<double, T>();

    public static void Sum4(Vector<T> x0, Vector<T> x1, Vector<T> x2, Vector<T> x3, T* sums)
    {
        sums[0] = Vector.Sum(x0);
        sums[1] = Vector.Sum(x1);
        sums[2] = Vector.Sum(x2);
        sums[3] = Vector.Sum(x3);
    }

    private static int Count(Vector<T> mask)
    {
        int count = 0;
        while (count < Lanes && BitConverter.DoubleToInt64Bits(double.CreateTruncating(mask[count])) != 0)
        {
            count++;
        }

        return count;
    }
}
