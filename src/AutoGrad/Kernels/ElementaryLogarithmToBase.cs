using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>log x / log 2, exact at powers of two. Within 1 ulp.</summary>
    /// <remarks>-∞ at ±0, NaN below.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Log2<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Log2(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Log2(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Log2{T}(Vector{T})"/>
    public static T Log2<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Log2(Vector.Create(x)).ToScalar();

    /// <summary>log x / log 10. Within 1 ulp.</summary>
    /// <remarks>-∞ at ±0, NaN below.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Log10<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Log10(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Log10(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Log10{T}(Vector{T})"/>
    public static T Log10<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Log10(Vector.Create(x)).ToScalar();

    /// <summary>log(1 + f) = high + low, where high has 21 bits, so that its product with a constant of 32 bits is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> LogOfInTwo(Vector<double> f, out Vector<double> low)
    {
        Vector<double> s = f / (f + Vector.Create(2.0));
        Vector<double> z = s * s;
        Vector<double> h = f * f * Vector.Create(0.5);
        Vector<double> p = Vector.Create(0.14618008831373527).Horner(z, 0.15331585960092398).Horner(z, 0.1818289354886713)
            .Horner(z, 0.22222211068328085).Horner(z, 0.285714286264267).Horner(z, 0.39999999999898384)
            .Horner(z, 0.666666666666667);
        Vector<double> high = Vector.AsVectorDouble(Vector.AsVectorInt64(f - h) & Vector.Create(~0xFFFFFFFFL));
        low = Vector.MultiplyAddEstimate(s, Vector.MultiplyAddEstimate(z, p, h), f - high - h);
        return high;
    }

    /// <summary>k log(2) c + log(1 + f) c for c = 1 / log(base), each constant in a high part of at most 41 bits and the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> LogToBase(Vector<double> x, double twoHigh, double twoLow, double high, double low)
    {
        Vector<double> m = SignificandOfAny(x, out Vector<double> k);
        Vector<double> f = LogOfInTwo(m - Vector<double>.One, out Vector<double> fLow);
        Vector<double> first = k * Vector.Create(twoHigh), second = f * Vector.Create(high);
        Vector<double> rest = Vector.MultiplyAddEstimate(fLow, Vector.Create(high), k * Vector.Create(twoLow));
        rest = Vector.MultiplyAddEstimate(f + fLow, Vector.Create(low), rest);

        // |k log 2| > |log(1 + f)| unless k is 0: the rounding error of their sum is found exactly.
        Vector<double> sum = first + second;
        rest += first - sum + second;
        return WithLimits(sum + rest, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Log2(Vector<double> x) => LogToBase(x, 1, 0, 1.4426950407214463, 1.6751713164886512e-10);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Log10(Vector<double> x) =>
        LogToBase(x, 0.30102999566383914, 1.42050232272661e-13, 0.4342944818781689, 2.5082946711645275e-11);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Log2(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(Log2(low), Log2(high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Log10(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(Log10(low), Log10(high));
    }
}
