using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>Hyperbolic sine. Within 3 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sinh<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Sinh(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Sinh(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Sinh{T}(Vector{T})"/>
    public static T Sinh<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sinh(Vector.Create(x)).ToScalar();

    /// <summary>Hyperbolic cosine. Within 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Cosh<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Cosh(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Cosh(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Cosh{T}(Vector{T})"/>
    public static T Cosh<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Cosh(Vector.Create(x)).ToScalar();

    /// <summary>Hyperbolic tangent. Within 3 ulp.</summary>
    /// <remarks>±1 at ±∞.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Tanh<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Tanh(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Tanh(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Tanh{T}(Vector{T})"/>
    public static T Tanh<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Tanh(Vector.Create(x)).ToScalar();

    /// <summary>
    /// The parts of sinh and cosh at |x| = n log 2 + r: half of sinh and cosh of n log 2 (from powers of two, exact for small n),
    /// sinh r and cosh r - 1. The halves keep 2^n from overflowing first; beyond n = 1000 2^-n no longer matters.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void HyperbolicParts(
        Vector<double> x,
        out Vector<double> sinh, out Vector<double> cosh, out Vector<double> sinhReduced, out Vector<double> coshm1Reduced)
    {
        Vector<double> r = Reduce(Vector.Abs(x).AtMost(710.6), 1021, out Vector<double> shifted, out Vector<double> n);
        Vector<double> up = PowerOfTwo(shifted);
        Vector<double> down = PowerOfTwo(Vector.Create(Rounder + 1021) - n.AtMost(1000));
        sinh = up - down;
        cosh = up + down;
        Vector<double> z = r * r;
        Vector<double> s = Vector.Create(2.510038687728531e-08).Horner(z, 2.7557268456677055e-06).Horner(z, 0.0001984126986305611)
            .Horner(z, 0.008333333333330062).Horner(z, 0.16666666666666669);
        sinhReduced = Vector.MultiplyAddEstimate(r * z, s, r);
        coshm1Reduced = z * (Vector.Create(2.091813860127328e-09).Horner(z, 2.7557263276494666e-07).Horner(z, 2.4801587336444964e-05)
            .Horner(z, 0.0013888888888879073).Horner(z, 0.04166666666666668).Horner(z, 0.5));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Sinh(Vector<double> x)
    {
        HyperbolicParts(x, out Vector<double> sinh, out Vector<double> cosh, out Vector<double> s, out Vector<double> c);
        Vector<double> half = sinh + Vector.MultiplyAddEstimate(cosh, s, sinh * c);
        Vector<long> small = Vector.LessThan(Vector.Abs(x), Vector.Create(1e-9));
        return Vector.ConditionalSelect(small, x, (half + half).WithSignOf(x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Cosh(Vector<double> x)
    {
        HyperbolicParts(x, out Vector<double> sinh, out Vector<double> cosh, out Vector<double> s, out Vector<double> c);
        Vector<double> half = cosh + Vector.MultiplyAddEstimate(sinh, s, cosh * c);
        return half + half;
    }

    /// <summary>With m = exp(2|x|) - 1, tanh |x| = m / (m + 2): 1 from 20 on, where m is still far from overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Tanh(Vector<double> x)
    {
        Vector<double> size = Vector.Abs(x).AtMost(20);
        Vector<double> r = Reduce(size + size, 1023, out Vector<double> shifted, out _);
        Vector<double> power = PowerOfTwo(shifted);
        Vector<double> m = Vector.MultiplyAddEstimate(power, Expm1Reduced(r), power - Vector<double>.One);
        return (m / (m + Vector.Create(2.0))).WithSignOf(x);
    }

    /// <summary>
    /// The parts of sinh and cosh at |x| = n log 2 + r: half of sinh and cosh of n log 2 (from powers of two, exact for small n),
    /// sinh r and cosh r - 1. The halves keep 2^n from overflowing first; beyond n = 120 2^-n no longer matters.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void HyperbolicParts(
        Vector<float> x,
        out Vector<float> sinh, out Vector<float> cosh, out Vector<float> sinhReduced, out Vector<float> coshm1Reduced)
    {
        Vector<float> r = Reduce(Vector.Abs(x).AtMost(89.5f), 125, out Vector<float> shifted, out Vector<float> n);
        Vector<float> up = PowerOfTwo(shifted);
        Vector<float> down = PowerOfTwo(Vector.Create(RounderF + 125) - n.AtMost(120));
        sinh = up - down;
        cosh = up + down;
        Vector<float> z = r * r;
        Vector<float> s = Vector.Create(0.00019890995f).Horner(z, 0.0083333105f).Horner(z, 0.16666667f);
        sinhReduced = Vector.MultiplyAddEstimate(r * z, s, r);
        coshm1Reduced = z * (Vector.Create(0.0013933654f).Horner(z, 0.041666463f).Horner(z, 0.5f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Sinh(Vector<float> x)
    {
        HyperbolicParts(x, out Vector<float> sinh, out Vector<float> cosh, out Vector<float> s, out Vector<float> c);
        Vector<float> half = sinh + Vector.MultiplyAddEstimate(cosh, s, sinh * c);
        Vector<int> small = Vector.LessThan(Vector.Abs(x), Vector.Create(1e-5f));
        return Vector.ConditionalSelect(small, x, (half + half).WithSignOf(x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Cosh(Vector<float> x)
    {
        HyperbolicParts(x, out Vector<float> sinh, out Vector<float> cosh, out Vector<float> s, out Vector<float> c);
        Vector<float> half = cosh + Vector.MultiplyAddEstimate(sinh, s, cosh * c);
        return half + half;
    }

    /// <summary>With m = exp(2|x|) - 1, tanh |x| = m / (m + 2): 1 from 10 on, where m is still far from overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Tanh(Vector<float> x)
    {
        Vector<float> size = Vector.Abs(x).AtMost(10);
        Vector<float> r = Reduce(size + size, 127, out Vector<float> shifted, out _);
        Vector<float> power = PowerOfTwo(shifted);
        Vector<float> m = Vector.MultiplyAddEstimate(power, Expm1Reduced(r), power - Vector<float>.One);
        return (m / (m + Vector.Create(2f))).WithSignOf(x);
    }
}
