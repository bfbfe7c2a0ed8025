using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>Sine. Within 2 ulp.</summary>
    /// <remarks>NaN at ±∞. Arguments beyond a million are reduced one by one.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sin<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Sin(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Sin(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Sin{T}(Vector{T})"/>
    public static T Sin<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sin(Vector.Create(x)).ToScalar();

    /// <summary>Cosine. Within 2 ulp.</summary>
    /// <remarks>NaN at ±∞. Arguments beyond a million are reduced one by one.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Cos<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Cos(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Cos(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Cos{T}(Vector{T})"/>
    public static T Cos<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Cos(Vector.Create(x)).ToScalar();

    /// <summary>Where the reduction of <see cref="SinOrCos(Vector{double}, long)"/> is still exact.</summary>
    private const double TrigonometricLimit = 1e6;

    /// <summary>sin(x + q π/2).</summary>
    /// <remarks>
    /// x = n π/2 + r. The first two parts of π/2 have 33 and 31 bits and n has 20, so that their products are exact (Cody and Waite).
    /// sin r and cos r are minimax fits to 2^-55 and 2^-58; the two low bits of n + q choose between them and set the sign.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> SinOrCos(Vector<double> x, long q)
    {
        const double First = 1.5707963267341256, Second = 6.077100506303966e-11, Third = 2.0222662487959506e-21;
        Vector<double> shifted = Vector.MultiplyAddEstimate(x, Vector.Create(2 / Math.PI), Vector.Create(Rounder));
        Vector<double> n = shifted - Vector.Create(Rounder);
        Vector<double> r = Vector.MultiplyAddEstimate(n, Vector.Create(-First), x);
        r = Vector.MultiplyAddEstimate(n, Vector.Create(-Second), r);
        r = Vector.MultiplyAddEstimate(n, Vector.Create(-Third), r);
        Vector<double> z = r * r;
        Vector<double> s = Vector.Create(1.591811451157248e-10).Horner(z, -2.505113166029247e-08).Horner(z, 2.755731610178906e-06)
            .Horner(z, -0.00019841269836757408).Horner(z, 0.008333333333330948).Horner(z, -0.16666666666666666);
        Vector<double> c = Vector.Create(-1.1382622252384216e-11).Horner(z, 2.087614613858505e-09)
            .Horner(z, -2.7557317271175225e-07).Horner(z, 2.4801587298764788e-05).Horner(z, -0.0013888888888887398)
            .Horner(z, 0.041666666666666664);
        s = Vector.MultiplyAddEstimate(r * z, s, r);
        c = Vector.MultiplyAddEstimate(z * z, c, Vector.MultiplyAddEstimate(z, Vector.Create(-0.5), Vector<double>.One));
        Vector<long> quadrant = Vector.AsVectorInt64(shifted) + Vector.Create(q);
        Vector<long> even = Vector.Equals(quadrant & Vector<long>.One, Vector<long>.Zero);
        Vector<double> sign = Vector.AsVectorDouble(Vector.ShiftLeft(quadrant & Vector.Create(2L), 62));
        return Vector.ConditionalSelect(even, s, c) ^ sign;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Sin(Vector<double> x)
    {
        // A small x is its own sine, which keeps -0.
        Vector<double> size = Vector.Abs(x);
        Vector<double> y = Vector.ConditionalSelect(Vector.LessThan(size, Vector.Create(1e-9)), x, SinOrCos(x, 0));
        return Vector.LessThanOrEqualAll(size, Vector.Create(TrigonometricLimit)) ? y : Beyond(x, y, cosine: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Cos(Vector<double> x)
    {
        Vector<double> y = SinOrCos(x, 1);
        return Vector.LessThanOrEqualAll(Vector.Abs(x), Vector.Create(TrigonometricLimit)) ? y : Beyond(x, y, cosine: true);
    }

    /// <summary>y, with the lanes where |x| is beyond the limit, infinite or NaN computed one by one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> Beyond(Vector<double> x, Vector<double> y, bool cosine)
    {
        for (int i = 0; i < Vector<double>.Count; i++)
        {
            if (!(Math.Abs(x[i]) <= TrigonometricLimit))
            {
                y = y.WithElement(i, cosine ? Math.Cos(x[i]) : Math.Sin(x[i]));
            }
        }

        return y;
    }

    private static Vector<float> Sin(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(Sin(low), Sin(high));
    }

    private static Vector<float> Cos(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(Cos(low), Cos(high));
    }
}
