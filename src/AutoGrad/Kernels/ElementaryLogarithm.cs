using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>log x. Within 2 ulp.</summary>
    /// <remarks>-∞ at ±0, NaN below.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Log<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Log(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Log(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Log{T}(Vector{T})"/>
    public static T Log<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Log(Vector.Create(x)).ToScalar();

    /// <summary>log(1 + x) without cancellation near 0. Within 2 ulp.</summary>
    /// <remarks>-∞ at -1, NaN below.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Log1p<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Log1p(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Log1p(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Log1p{T}(Vector{T})"/>
    public static T Log1p<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Log1p(Vector.Create(x)).ToScalar();

    private const long RootHalfBits = 0x3FE6A09E667F3BCD;
    private const int RootHalfBitsF = 0x3F3504F3;

    /// <summary>x = 2^k m with m from √½ to √2, for positive normal x; <paramref name="field"/> is k + 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Significand(Vector<double> x, out Vector<ulong> field)
    {
        Vector<ulong> bits = Vector.AsVectorUInt64(x) + Vector.Create((ulong)(0x3FF0000000000000 - RootHalfBits));
        field = Vector.ShiftRightLogical(bits, 52);
        return Vector.AsVectorDouble((bits & Vector.Create(0x000FFFFFFFFFFFFFUL)) + Vector.Create((ulong)RootHalfBits));
    }

    /// <summary>x = 2^k m with m from √½ to √2, for positive normal x; <paramref name="field"/> is k + 127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Significand(Vector<float> x, out Vector<int> field)
    {
        Vector<int> bits = Vector.AsVectorInt32(x) + Vector.Create(0x3F800000 - RootHalfBitsF);
        field = Vector.ShiftRightLogical(bits, 23);
        return Vector.AsVectorSingle((bits & Vector.Create(0x007FFFFF)) + Vector.Create(RootHalfBitsF));
    }

    /// <summary>k log 2 + log(1 + f) for f from √½ - 1 to √2 - 1.</summary>
    /// <remarks>
    /// With s = f / (2 + f), log(1 + f) = 2 artanh s = f - (h - s (h + s² p(s²))) where h = f²/2: the large f enters exactly
    /// (the arrangement is that of fdlibm); p is a minimax fit to 2^-51, and weighs s² / 3 at most against f.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> LogOf(Vector<double> f, Vector<double> k)
    {
        Vector<double> s = f / (f + Vector.Create(2.0));
        Vector<double> z = s * s;
        Vector<double> h = f * f * Vector.Create(0.5);
        Vector<double> p = Vector.Create(0.14618008831373527).Horner(z, 0.15331585960092398).Horner(z, 0.1818289354886713)
            .Horner(z, 0.22222211068328085).Horner(z, 0.285714286264267).Horner(z, 0.39999999999898384)
            .Horner(z, 0.666666666666667);
        Vector<double> low = Vector.MultiplyAddEstimate(s, Vector.MultiplyAddEstimate(z, p, h), k * Vector.Create(LogTwoLow));
        return Vector.MultiplyAddEstimate(k, Vector.Create(LogTwoHigh), f - (h - low));
    }

    /// <summary>k log 2 + log(1 + f) for f from √½ - 1 to √2 - 1: f - f²/2 + f³ p(f), p a minimax fit to 2^-25.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> LogOf(Vector<float> f, Vector<float> k)
    {
        Vector<float> z = f * f;
        Vector<float> p = Vector.Create(0.07332333f).Horner(f, -0.11659828f).Horner(f, 0.11634694f).Horner(f, -0.12396721f)
            .Horner(f, 0.14251155f).Horner(f, -0.1666915f).Horner(f, 0.20000689f).Horner(f, -0.2499998f)
            .Horner(f, 0.3333333f);
        Vector<float> low = Vector.MultiplyAddEstimate(f * z, p, k * Vector.Create(LogTwoLowF));
        low = Vector.MultiplyAddEstimate(z, Vector.Create(-0.5f), low);
        return Vector.MultiplyAddEstimate(k, Vector.Create(LogTwoHighF), f + low);
    }

    /// <summary>The integer of the field as a number, less the bias: 2^52 + field, read as bits, is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Exponent(Vector<ulong> field) =>
        Vector.AsVectorDouble(field | Vector.Create(0x4330000000000000UL)) - Vector.Create(4503599627370496.0 + 1023);

    /// <inheritdoc cref="Exponent(Vector{ulong})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Exponent(Vector<int> field) => Vector.ConvertToSingle(field - Vector.Create(127));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Log(Vector<double> x)
    {
        Vector<double> m = SignificandOfAny(x, out Vector<double> k);
        return WithLimits(LogOf(m - Vector<double>.One, k), x);
    }

    /// <summary>x = 2^k m with m from √½ to √2, for positive finite x; a subnormal, without leading bit, is first made normal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> SignificandOfAny(Vector<double> x, out Vector<double> k)
    {
        Vector<long> subnormal = Vector.LessThan(x, Vector.Create(2.2250738585072014E-308));
        Vector<double> normal = Vector.ConditionalSelect(subnormal, x * Vector.Create(18014398509481984.0), x);
        Vector<double> m = Significand(normal, out Vector<ulong> field);
        k = Exponent(field) - (Vector.As<long, double>(subnormal) & Vector.Create(54.0));
        return m;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Log1p(Vector<double> x)
    {
        // 1 + x = u + low exactly (Knuth). The field of 2^(1-k) cannot fall below 0, as that of 2^-k could.
        Vector<double> one = Vector<double>.One;
        Vector<double> u = one + x;
        Vector<double> part = u - one;
        Vector<double> low = (x - part) + (one - (u - part));
        Vector<double> m = Significand(u, out Vector<ulong> field);
        Vector<double> scale = Vector.AsVectorDouble(Vector.ShiftLeft(Vector.Create(2047UL) - field, 52));
        Vector<double> f = (m - one) + low * scale * Vector.Create(0.5);
        return WithLimits(LogOf(f, Exponent(field)).WithSignOf(x), u);
    }

    /// <summary>y, but the limits of the logarithm where x is no positive finite number: -∞ at 0, NaN below, x at +∞ and NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> WithLimits(Vector<double> y, Vector<double> x)
    {
        Vector<double> zero = Vector<double>.Zero;
        Vector<double> infinity = Vector.Create(double.PositiveInfinity);
        Vector<long> ordinary = Vector.GreaterThan(x, zero) & Vector.LessThan(x, infinity);
        Vector<double> other = Vector.ConditionalSelect(Vector.LessThan(x, zero), Vector.Create(double.NaN), x);
        other = Vector.ConditionalSelect(Vector.Equals(x, zero), -infinity, other);
        return Vector.ConditionalSelect(ordinary, y, other);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Log(Vector<float> x)
    {
        Vector<float> m = SignificandOfAny(x, out Vector<float> k);
        return WithLimits(LogOf(m - Vector<float>.One, k), x);
    }

    /// <summary>x = 2^k m with m from √½ to √2, for positive finite x; a subnormal, without leading bit, is first made normal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> SignificandOfAny(Vector<float> x, out Vector<float> k)
    {
        Vector<int> subnormal = Vector.LessThan(x, Vector.Create(1.17549435E-38f));
        Vector<float> normal = Vector.ConditionalSelect(subnormal, x * Vector.Create(16777216f), x);
        Vector<float> m = Significand(normal, out Vector<int> field);
        k = Exponent(field) - (Vector.As<int, float>(subnormal) & Vector.Create(24f));
        return m;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Log1p(Vector<float> x)
    {
        // 1 + x = u + low exactly (Knuth). The field of 2^(1-k) cannot fall below 0, as that of 2^-k could.
        Vector<float> one = Vector<float>.One;
        Vector<float> u = one + x;
        Vector<float> part = u - one;
        Vector<float> low = (x - part) + (one - (u - part));
        Vector<float> m = Significand(u, out Vector<int> field);
        Vector<float> scale = Vector.AsVectorSingle(Vector.ShiftLeft(Vector.Create(255) - field, 23));
        Vector<float> f = (m - one) + low * scale * Vector.Create(0.5f);
        return WithLimits(LogOf(f, Exponent(field)).WithSignOf(x), u);
    }

    /// <summary>y, but the limits of the logarithm where x is no positive finite number: -∞ at 0, NaN below, x at +∞ and NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> WithLimits(Vector<float> y, Vector<float> x)
    {
        Vector<float> zero = Vector<float>.Zero;
        Vector<float> infinity = Vector.Create(float.PositiveInfinity);
        Vector<int> ordinary = Vector.GreaterThan(x, zero) & Vector.LessThan(x, infinity);
        Vector<float> other = Vector.ConditionalSelect(Vector.LessThan(x, zero), Vector.Create(float.NaN), x);
        other = Vector.ConditionalSelect(Vector.Equals(x, zero), -infinity, other);
        return Vector.ConditionalSelect(ordinary, y, other);
    }
}
