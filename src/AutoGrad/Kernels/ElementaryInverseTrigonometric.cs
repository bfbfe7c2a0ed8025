using System.Numerics;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>Tangent. Within 1 ulp.</summary>
    public static T Tan<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Tan(double.CreateTruncating(x)));

    /// <inheritdoc cref="Tan{T}(T)"/>
    public static Vector<T> Tan<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<TanFunction, T>(x);

    private readonly struct TanFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Tan(x);
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

    /// <summary>Inverse tangent. Within 1 ulp.</summary>
    public static T Atan<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Atan(double.CreateTruncating(x)));

    /// <inheritdoc cref="Atan{T}(T)"/>
    public static Vector<T> Atan<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<AtanFunction, T>(x);

    private readonly struct AtanFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Atan(x);
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
