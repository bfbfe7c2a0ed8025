using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

/// <summary>An elementwise function with its constants as fields, for the loops of the softmax family.</summary>
internal interface IRowMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    T Map(T x);

    Vector<T> Map(Vector<T> x);
}

/// <summary>y = x - shift.</summary>
internal readonly struct Shift<T>(T shift) : IRowMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Map(T x) => x - shift;

    public Vector<T> Map(Vector<T> x) => x - new Vector<T>(shift);
}

/// <summary>y = (x - first) - second.</summary>
internal readonly struct TwoShifts<T>(T first, T second) : IRowMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Map(T x) => x - first - second;

    public Vector<T> Map(Vector<T> x) => x - new Vector<T>(first) - new Vector<T>(second);
}

/// <summary>y = x / divisor.</summary>
internal readonly struct Quotient<T>(T divisor) : IRowMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Map(T x) => x / divisor;

    public Vector<T> Map(Vector<T> x) => x / new Vector<T>(divisor);
}

/// <summary>y = exp x. The scalar goes through a vector, so that a value does not depend on its position.</summary>
internal readonly struct Exponential<T> : IRowMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Map(T x) => Map(new Vector<T>(x)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Map(Vector<T> x)
        => typeof(T) == typeof(float)
            ? OfSingles(x.As<T, float>()).As<float, T>()
            : Vector.Exp(x.As<T, double>()).As<double, T>();

    /// <summary>
    /// exp x = 2^n exp r with r = x - n ln 2 in two steps (Cody and Waite) and the Taylor polynomial of degree 7, whose error for
    /// |r| up to 0.35 is 6e-9 of the result; right to 2 ulp, subnormal results included.
    /// </summary>
    /// <remarks>Vector.Exp goes through double and took twice as long on AVX2.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> OfSingles(Vector<float> x)
    {
        // Beyond these the result is 0 or infinite anyway; 1.5 * 2^23 pushes the fraction out, which rounds to nearest.
        var clamped = Vector.MinNative(Vector.MaxNative(x, new Vector<float>(-105f)), new Vector<float>(89f));
        var pusher = new Vector<float>(12582912f);
        var pushed = Vector.MultiplyAddEstimate(clamped, new Vector<float>(1.442695041f), pusher);
        var n = pushed - pusher;

        // 0.693359375 has ten bits, so its multiple is exact, and so is the first difference.
        var r = Vector.MultiplyAddEstimate(n, new Vector<float>(-0.693359375f), clamped);
        r = Vector.MultiplyAddEstimate(n, new Vector<float>(2.12194440e-4f), r);

        // Pairs of terms first: a short chain of dependent steps counts for more than their number.
        var square = r * r;
        var low = Vector.MultiplyAddEstimate(r, new Vector<float>(1f / 6), new Vector<float>(0.5f));
        var middle = Vector.MultiplyAddEstimate(r, new Vector<float>(1f / 120), new Vector<float>(1f / 24));
        var high = Vector.MultiplyAddEstimate(r, new Vector<float>(1f / 5040), new Vector<float>(1f / 720));
        var tail = Vector.MultiplyAddEstimate(Vector.MultiplyAddEstimate(high, square, middle), square, low);
        var y = Vector.MultiplyAddEstimate(tail, square, r) + Vector<float>.One;

        // Two factors, because 2^n itself may be out of range; only the last product rounds.
        var power = pushed.As<float, int>() - pusher.As<float, int>();
        var half = Vector.ShiftRightArithmetic(power, 1);
        y = y * PowerOfTwo(half) * PowerOfTwo(power - half);
        return Vector.ConditionalSelect(Vector.Equals(x, x), y, x);
    }

    private static Vector<float> PowerOfTwo(Vector<int> n) => Vector.ShiftLeft(n + new Vector<int>(127), 23).As<int, float>();
}

/// <summary>y = log x. The scalar goes through a vector, so that a value does not depend on its position.</summary>
internal readonly struct Logarithm<T> : IRowMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Map(T x) => Map(new Vector<T>(x)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Map(Vector<T> x)
        => typeof(T) == typeof(float)
            ? Vector.Log(x.As<T, float>()).As<float, T>()
            : Vector.Log(x.As<T, double>()).As<double, T>();
}

internal static class RowMap
{
    /// <summary>y = map(x) over contiguous elements; y may be x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<T, TMap>(TMap map, ref T x, ref T y, nint count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IRowMap<T>
    {
        nint i = 0;
        if (count < Vector<T>.Count)
        {
            for (; i < count; i++)
            {
                Unsafe.Add(ref y, i) = map.Map(Unsafe.Add(ref x, i));
            }

            return;
        }

        // The last vector overlaps the one before it; it is read first, because y may be x.
        var end = count - Vector<T>.Count;
        var last = map.Map(Vector.LoadUnsafe(ref x, (nuint)end));
        for (; i < end; i += Vector<T>.Count)
        {
            map.Map(Vector.LoadUnsafe(ref x, (nuint)i)).StoreUnsafe(ref y, (nuint)i);
        }

        last.StoreUnsafe(ref y, (nuint)end);
    }
}
