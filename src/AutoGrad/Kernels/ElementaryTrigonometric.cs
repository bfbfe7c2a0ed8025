using System.Numerics;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>Sine.</summary>
    public static T Sin<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Sin(double.CreateTruncating(x)));

    /// <inheritdoc cref="Sin{T}(T)"/>
    public static Vector<T> Sin<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<SinFunction, T>(x);

    private readonly struct SinFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sin(x);
    }

    /// <summary>Cosine.</summary>
    public static T Cos<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Cos(double.CreateTruncating(x)));

    /// <inheritdoc cref="Cos{T}(T)"/>
    public static Vector<T> Cos<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<CosFunction, T>(x);

    private readonly struct CosFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Cos(x);
    }

    /// <summary>Tangent.</summary>
    public static T Tan<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Tan(double.CreateTruncating(x)));

    /// <inheritdoc cref="Tan{T}(T)"/>
    public static Vector<T> Tan<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<TanFunction, T>(x);

    private readonly struct TanFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Tan(x);
    }

    /// <summary>Inverse sine.</summary>
    public static T Asin<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Asin(double.CreateTruncating(x)));

    /// <inheritdoc cref="Asin{T}(T)"/>
    public static Vector<T> Asin<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<AsinFunction, T>(x);

    private readonly struct AsinFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Asin(x);
    }

    /// <summary>Inverse cosine.</summary>
    public static T Acos<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Acos(double.CreateTruncating(x)));

    /// <inheritdoc cref="Acos{T}(T)"/>
    public static Vector<T> Acos<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<AcosFunction, T>(x);

    private readonly struct AcosFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Acos(x);
    }

    /// <summary>Inverse tangent.</summary>
    public static T Atan<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Atan(double.CreateTruncating(x)));

    /// <inheritdoc cref="Atan{T}(T)"/>
    public static Vector<T> Atan<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<AtanFunction, T>(x);

    private readonly struct AtanFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Atan(x);
    }

    /// <summary>The angle of the point (x, y), in [-π, π].</summary>
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
