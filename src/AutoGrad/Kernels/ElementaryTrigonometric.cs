using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>Sine. Within 2 ulp (float 1).</summary>
    /// <remarks>NaN at ±∞. Arguments beyond a million are reduced one by one.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sin<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Sin(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Sin(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Sin{T}(Vector{T})"/>
    public static T Sin<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sin(Vector.Create(x)).ToScalar();

    /// <summary>Cosine. Within 2 ulp (float 1).</summary>
    /// <remarks>NaN at ±∞. Arguments beyond a million are reduced one by one.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Cos<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Cos(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Cos(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Cos{T}(Vector{T})"/>
    public static T Cos<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Cos(Vector.Create(x)).ToScalar();

    /// <summary>Tangent. Within 3 ulp (float 1).</summary>
    /// <remarks>NaN at ±∞. Arguments beyond a million are reduced one by one.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Tan<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Tan(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Tan(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Tan{T}(Vector{T})"/>
    public static T Tan<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Tan(Vector.Create(x)).ToScalar();

    /// <summary>Where the reduction of the argument is still exact.</summary>
    private const double TrigonometricLimit = 1e6;

    private const double HalfPiFirst = 1.5707963267341256, HalfPiSecond = 6.077100506303966e-11, HalfPiThird = 2.0222662487959506e-21;

    /// <summary>sin r and cos r for x = n π/2 + r; the low bits of <paramref name="quadrant"/> are those of n.</summary>
    /// <remarks>
    /// The first two parts of π/2 have 33 and 31 bits and n has 20, so that their products are exact (Cody and Waite).
    /// The polynomials are minimax fits to 2^-55 and 2^-58.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> SinCos(Vector<double> x, out Vector<double> cos, out Vector<long> quadrant)
    {
        Vector<double> shifted = Vector.MultiplyAddEstimate(x, Vector.Create(2 / Math.PI), Vector.Create(Rounder));
        Vector<double> n = shifted - Vector.Create(Rounder);
        Vector<double> r = Vector.MultiplyAddEstimate(n, Vector.Create(-HalfPiFirst), x);
        r = Vector.MultiplyAddEstimate(n, Vector.Create(-HalfPiSecond), r);
        r = Vector.MultiplyAddEstimate(n, Vector.Create(-HalfPiThird), r);
        Vector<double> z = r * r;
        Vector<double> s = Vector.Create(1.591811451157248e-10).Horner(z, -2.505113166029247e-08).Horner(z, 2.755731610178906e-06)
            .Horner(z, -0.00019841269836757408).Horner(z, 0.008333333333330948).Horner(z, -0.16666666666666666);
        Vector<double> c = Vector.Create(-1.1382622252384216e-11).Horner(z, 2.087614613858505e-09)
            .Horner(z, -2.7557317271175225e-07).Horner(z, 2.4801587298764788e-05).Horner(z, -0.0013888888888887398)
            .Horner(z, 0.041666666666666664);
        cos = Vector.MultiplyAddEstimate(z * z, c, Vector.MultiplyAddEstimate(z, Vector.Create(-0.5), Vector<double>.One));
        quadrant = Vector.AsVectorInt64(shifted);
        return Vector.MultiplyAddEstimate(r * z, s, r);
    }

    /// <summary>The same for results that are rounded to float: polynomials to 2^-35, π/2 in two parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> SinCosShort(Vector<double> x, out Vector<double> cos, out Vector<long> quadrant)
    {
        Vector<double> shifted = Vector.MultiplyAddEstimate(x, Vector.Create(2 / Math.PI), Vector.Create(Rounder));
        Vector<double> n = shifted - Vector.Create(Rounder);
        Vector<double> r = Vector.MultiplyAddEstimate(n, Vector.Create(-HalfPiFirst), x);
        r = Vector.MultiplyAddEstimate(n, Vector.Create(-HalfPiSecond - HalfPiThird), r);
        Vector<double> z = r * r;
        Vector<double> s = Vector.Create(2.7249940396777236e-06).Horner(z, -0.00019840086964800245).Horner(z, 0.008333331875459392)
            .Horner(z, -0.16666666663858606);
        Vector<double> c = Vector.Create(-2.7300962328841376e-07).Horner(z, 2.4800600484822646e-05)
            .Horner(z, -0.0013888887672448128).Horner(z, 0.04166666666432331);
        cos = Vector.MultiplyAddEstimate(z * z, c, Vector.MultiplyAddEstimate(z, Vector.Create(-0.5), Vector<double>.One));
        quadrant = Vector.AsVectorInt64(shifted);
        return Vector.MultiplyAddEstimate(r * z, s, r);
    }

    /// <summary>The sine of r + n π/2 from those of r; that of one quadrant on is the cosine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Turned(Vector<double> sin, Vector<double> cos, Vector<long> quadrant)
    {
        Vector<long> even = Vector.Equals(quadrant & Vector<long>.One, Vector<long>.Zero);
        Vector<double> sign = Vector.AsVectorDouble(Vector.ShiftLeft(quadrant & Vector.Create(2L), 62));
        return Vector.ConditionalSelect(even, sin, cos) ^ sign;
    }

    /// <summary>The tangent of r + n π/2: sin r / cos r or -cos r / sin r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Slope(Vector<double> sin, Vector<double> cos, Vector<long> quadrant)
    {
        Vector<long> even = Vector.Equals(quadrant & Vector<long>.One, Vector<long>.Zero);
        Vector<double> sign = Vector.AsVectorDouble(Vector.ShiftLeft(quadrant, 63));
        return (Vector.ConditionalSelect(even, sin, cos) / Vector.ConditionalSelect(even, cos, sin)) ^ sign;
    }

    /// <summary>x where it is so small that it is its own sine and tangent (this keeps -0), else y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> UnlessSmall(this Vector<double> y, Vector<double> x) =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), Vector.Create(1e-9)), x, y);

    /// <summary>y, with the lanes where |x| is beyond the limit, infinite or NaN computed one by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> WithinLimit<TFunction>(this Vector<double> y, Vector<double> x) where TFunction : struct, IFunction =>
        Vector.LessThanOrEqualAll(Vector.Abs(x), Vector.Create(TrigonometricLimit)) ? y : BeyondLimit<TFunction>(x, y);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> BeyondLimit<TFunction>(Vector<double> x, Vector<double> y) where TFunction : struct, IFunction
    {
        for (int i = 0; i < Vector<double>.Count; i++)
        {
            if (!(Math.Abs(x[i]) <= TrigonometricLimit))
            {
                y = y.WithElement(i, TFunction.Of(x[i]));
            }
        }

        return y;
    }

    private readonly struct Sine : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Sin(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Sin(Vector<double> x)
    {
        Vector<double> s = SinCos(x, out Vector<double> c, out Vector<long> quadrant);
        return Turned(s, c, quadrant).UnlessSmall(x).WithinLimit<Sine>(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> SinShort(Vector<double> x)
    {
        Vector<double> s = SinCosShort(x, out Vector<double> c, out Vector<long> quadrant);
        return Turned(s, c, quadrant).UnlessSmall(x).WithinLimit<Sine>(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Sin(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(SinShort(low), SinShort(high));
    }

    private readonly struct Cosine : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Cos(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Cos(Vector<double> x)
    {
        Vector<double> s = SinCos(x, out Vector<double> c, out Vector<long> quadrant);
        return Turned(s, c, quadrant + Vector<long>.One).WithinLimit<Cosine>(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> CosShort(Vector<double> x)
    {
        Vector<double> s = SinCosShort(x, out Vector<double> c, out Vector<long> quadrant);
        return Turned(s, c, quadrant + Vector<long>.One).WithinLimit<Cosine>(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Cos(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(CosShort(low), CosShort(high));
    }

    private readonly struct Tangent : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Tan(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Tan(Vector<double> x)
    {
        Vector<double> s = SinCos(x, out Vector<double> c, out Vector<long> quadrant);
        return Slope(s, c, quadrant).UnlessSmall(x).WithinLimit<Tangent>(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> TanShort(Vector<double> x)
    {
        Vector<double> s = SinCosShort(x, out Vector<double> c, out Vector<long> quadrant);
        return Slope(s, c, quadrant).UnlessSmall(x).WithinLimit<Tangent>(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Tan(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(TanShort(low), TanShort(high));
    }
}
