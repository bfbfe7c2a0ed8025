using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>eˣ. Within 2 ulp.</summary>
    /// <remarks>0 from -745.2 down (float -103.98), +∞ from 709.79 up (float 88.73), subnormal results in between kept.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Exp<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Exp(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Exp(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Exp{T}(Vector{T})"/>
    public static T Exp<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Exp(Vector.Create(x)).ToScalar();

    /// <summary>eˣ - 1 without cancellation near 0. Within 2 ulp.</summary>
    /// <remarks>-1 at -∞, +∞ at +∞.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Expm1<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Expm1(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Expm1(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Expm1{T}(Vector{T})"/>
    public static T Expm1<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Expm1(Vector.Create(x)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Exp(Vector<double> x)
    {
        Vector<double> r = Reduce(x.AtMost(710).AtLeast(-746), 2046, out Vector<double> shifted, out _);
        return Scale(Vector<double>.One + Expm1Reduced(r), shifted);
    }

    /// <summary>2 (2^(n-1) (eʳ - 1) + (2^(n-1) - 1/2)): halved, because 2^n alone overflows at the upper edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Expm1(Vector<double> x)
    {
        Vector<double> r = Reduce(x.AtMost(710).AtLeast(-40), 1022, out Vector<double> shifted, out _);
        Vector<double> power = PowerOfTwo(shifted);
        Vector<double> half = Vector.MultiplyAddEstimate(power, Expm1Reduced(r), power - Vector.Create(0.5));
        return Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), Vector.Create(1e-300)), x, (half + half).WithSignOf(x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Exp(Vector<float> x)
    {
        Vector<float> r = Reduce(x.AtMost(89).AtLeast(-104), 254, out Vector<float> shifted, out _);
        return Scale(Vector<float>.One + Expm1Reduced(r), shifted);
    }

    /// <summary>2 (2^(n-1) (eʳ - 1) + (2^(n-1) - 1/2)): halved, because 2^n alone overflows at the upper edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Expm1(Vector<float> x)
    {
        Vector<float> r = Reduce(x.AtMost(89).AtLeast(-20), 126, out Vector<float> shifted, out _);
        Vector<float> power = PowerOfTwo(shifted);
        Vector<float> half = Vector.MultiplyAddEstimate(power, Expm1Reduced(r), power - Vector.Create(0.5f));
        return Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), Vector.Create(1e-37f)), x, (half + half).WithSignOf(x));
    }
}
