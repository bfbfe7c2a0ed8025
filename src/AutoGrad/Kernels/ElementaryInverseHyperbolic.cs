using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>Inverse hyperbolic sine. Within 3 ulp.</summary>
    /// <remarks>Source: DLMF 4.37.16.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Asinh<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Asinh(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Asinh(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Asinh{T}(Vector{T})"/>
    public static T Asinh<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Asinh(Vector.Create(x)).ToScalar();

    /// <summary>Inverse hyperbolic cosine; NaN below 1. Within 3 ulp.</summary>
    /// <remarks>Source: DLMF 4.37.19.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Acosh<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Acosh(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Acosh(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Acosh{T}(Vector{T})"/>
    public static T Acosh<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Acosh(Vector.Create(x)).ToScalar();

    /// <summary>Inverse hyperbolic tangent: ±∞ at ±1, NaN beyond. Within 3 ulp.</summary>
    /// <remarks>Source: DLMF 4.37.24.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Atanh<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Atanh(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Atanh(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Atanh{T}(Vector{T})"/>
    public static T Atanh<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Atanh(Vector.Create(x)).ToScalar();

    /// <summary>log(1 + |x| + x² / (1 + √(1 + x²))); for large x log |x| + log 2, as x² would overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Asinh(Vector<double> x)
    {
        Vector<double> one = Vector<double>.One;
        Vector<double> size = Vector.Abs(x);
        Vector<long> large = Vector.GreaterThan(size, Vector.Create(134217728.0));
        Vector<double> square = size * size;
        Vector<double> above = size + square / (one + Vector.SquareRoot(one + square));
        Vector<double> y = Log1p(Vector.ConditionalSelect(large, size - one, above));
        return (y + (Vector.As<long, double>(large) & Vector.Create(0.6931471805599453))).WithSignOf(x);
    }

    /// <summary>With t = x - 1, log(1 + t + √(t (t + 2))); for large x log x + log 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Acosh(Vector<double> x)
    {
        Vector<double> t = x - Vector<double>.One;
        Vector<long> large = Vector.GreaterThan(x, Vector.Create(134217728.0));
        Vector<double> above = t + Vector.SquareRoot(t * (t + Vector.Create(2.0)));
        Vector<double> y = Log1p(Vector.ConditionalSelect(large, t, above));
        y += Vector.As<long, double>(large) & Vector.Create(0.6931471805599453);
        return Vector.ConditionalSelect(Vector.LessThan(t, Vector<double>.Zero), Vector.Create(double.NaN), y);
    }

    /// <summary>log(1 + 2|x| / (1 - |x|)) / 2; a small x is its own result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Atanh(Vector<double> x)
    {
        Vector<double> size = Vector.Abs(x);
        Vector<double> y = Log1p((size + size) / (Vector<double>.One - size)) * Vector.Create(0.5);
        Vector<long> small = Vector.LessThan(size, Vector.Create(1e-9));
        return Vector.ConditionalSelect(small, x, y.WithSignOf(x));
    }

    /// <summary>log(1 + |x| + x² / (1 + √(1 + x²))); for large x log |x| + log 2, as x² would overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Asinh(Vector<float> x)
    {
        Vector<float> one = Vector<float>.One;
        Vector<float> size = Vector.Abs(x);
        Vector<int> large = Vector.GreaterThan(size, Vector.Create(8192f));
        Vector<float> square = size * size;
        Vector<float> above = size + square / (one + Vector.SquareRoot(one + square));
        Vector<float> y = Log1p(Vector.ConditionalSelect(large, size - one, above));
        return (y + (Vector.As<int, float>(large) & Vector.Create(0.6931472f))).WithSignOf(x);
    }

    /// <summary>With t = x - 1, log(1 + t + √(t (t + 2))); for large x log x + log 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Acosh(Vector<float> x)
    {
        Vector<float> t = x - Vector<float>.One;
        Vector<int> large = Vector.GreaterThan(x, Vector.Create(8192f));
        Vector<float> above = t + Vector.SquareRoot(t * (t + Vector.Create(2f)));
        Vector<float> y = Log1p(Vector.ConditionalSelect(large, t, above));
        y += Vector.As<int, float>(large) & Vector.Create(0.6931472f);
        return Vector.ConditionalSelect(Vector.LessThan(t, Vector<float>.Zero), Vector.Create(float.NaN), y);
    }

    /// <summary>log(1 + 2|x| / (1 - |x|)) / 2; a small x is its own result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Atanh(Vector<float> x)
    {
        Vector<float> size = Vector.Abs(x);
        Vector<float> y = Log1p((size + size) / (Vector<float>.One - size)) * Vector.Create(0.5f);
        Vector<int> small = Vector.LessThan(size, Vector.Create(1e-5f));
        return Vector.ConditionalSelect(small, x, y.WithSignOf(x));
    }
}
