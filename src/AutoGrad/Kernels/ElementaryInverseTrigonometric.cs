using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>Inverse tangent. Within 2 ulp.</summary>
    /// <remarks>±π/2 at ±∞.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Atan<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Atan(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Atan(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Atan{T}(Vector{T})"/>
    public static T Atan<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Atan(Vector.Create(x)).ToScalar();

    /// <summary>With t = |x| or 1 / |x|, whichever is at most 1: t + t³ p(t²), p a minimax fit; above 1 that from π/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Atan(Vector<double> x)
    {
        Vector<double> size = Vector.Abs(x);
        Vector<long> steep = Vector.GreaterThan(size, Vector<double>.One);
        Vector<double> t = Vector.ConditionalSelect(steep, Vector<double>.One / size, size);
        Vector<double> z = t * t;
        Vector<double> p = Vector.Create(-1.2497743342894558e-05).Horner(z, 0.00014353839546311564)
            .Horner(z, -0.0007827436286732016).Horner(z, 0.0027108579842238037).Horner(z, -0.006747284866727529)
            .Horner(z, 0.012999991341820323).Horner(z, -0.020499386261414558).Horner(z, 0.027781864094593916)
            .Horner(z, -0.033886359595234845).Horner(z, 0.038794017646921065).Horner(z, -0.04310732639861597)
            .Horner(z, 0.04752868112212348).Horner(z, -0.052614444215384054).Horner(z, 0.05882105649793782)
            .Horner(z, -0.06666640293021889).Horner(z, 0.07692305696128644).Horner(z, -0.09090908989696232)
            .Horner(z, 0.11111111107961211).Horner(z, -0.14285714285662277).Horner(z, 0.1999999999999966)
            .Horner(z, -0.3333333333333333);
        Vector<double> y = Vector.MultiplyAddEstimate(t * z, p, t);
        return Vector.ConditionalSelect(steep, Vector.Create(1.5707963267948966) - (y - Vector.Create(6.123233995736766e-17)), y)
            .WithSignOf(x);
    }

    /// <summary>With t = |x| or 1 / |x|, whichever is at most 1: t + t³ p(t²), p a minimax fit; above 1 that from π/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Atan(Vector<float> x)
    {
        Vector<float> size = Vector.Abs(x);
        Vector<int> steep = Vector.GreaterThan(size, Vector<float>.One);
        Vector<float> t = Vector.ConditionalSelect(steep, Vector<float>.One / size, size);
        Vector<float> z = t * t;
        Vector<float> p = Vector.Create(0.0015657495f).Horner(z, -0.009492916f).Horner(z, 0.026961343f).Horner(z, -0.04962805f)
            .Horner(z, 0.07071523f).Horner(z, -0.089456506f).Horner(z, 0.11090977f).Horner(z, -0.14284271f)
            .Horner(z, 0.1999996f).Horner(z, -0.33333334f);
        Vector<float> y = Vector.MultiplyAddEstimate(t * z, p, t);
        return Vector.ConditionalSelect(steep, Vector.Create(1.57079633f) - (y - Vector.Create(-4.3711388e-8f)), y)
            .WithSignOf(x);
    }

    /// <summary>Inverse sine: NaN beyond ±1. Within 1 ulp.</summary>
    public static T Asin<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Asin(double.CreateTruncating(x)));

    /// <inheritdoc cref="Asin{T}(T)"/>
    public static Vector<T> Asin<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<AsinFunction, T>(x);

    private readonly struct AsinFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Asin(x);
    }

    /// <summary>Inverse cosine: NaN beyond ±1. Within 1 ulp.</summary>
    public static T Acos<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Acos(double.CreateTruncating(x)));

    /// <inheritdoc cref="Acos{T}(T)"/>
    public static Vector<T> Acos<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<AcosFunction, T>(x);

    private readonly struct AcosFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Acos(x);
    }

    /// <summary>The angle of the point (x, y), from -π to π, with the special values of IEEE 754-2019 section 9.2.1. Within 1 ulp.</summary>
    public static T Atan2<T>(T y, T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Atan2(double.CreateTruncating(y), double.CreateTruncating(x)));

    /// <inheritdoc cref="Atan2{T}(T, T)"/>
    public static Vector<T> Atan2<T>(Vector<T> y, Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanewise<Atan2Function, T>(y, x);

    private readonly struct Atan2Function : IBinaryFunction
    {
        public static T Of<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Atan2(x, y);
    }
}
