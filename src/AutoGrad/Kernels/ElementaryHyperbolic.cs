using System.Numerics;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>Hyperbolic sine.</summary>
    public static T Sinh<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Sinh(double.CreateTruncating(x)));

    /// <inheritdoc cref="Sinh{T}(T)"/>
    public static Vector<T> Sinh<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<SinhFunction, T>(x);

    private readonly struct SinhFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sinh(x);
    }

    /// <summary>Hyperbolic cosine.</summary>
    public static T Cosh<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Cosh(double.CreateTruncating(x)));

    /// <inheritdoc cref="Cosh{T}(T)"/>
    public static Vector<T> Cosh<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<CoshFunction, T>(x);

    private readonly struct CoshFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Cosh(x);
    }

    /// <summary>Hyperbolic tangent.</summary>
    public static T Tanh<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Tanh(double.CreateTruncating(x)));

    /// <inheritdoc cref="Tanh{T}(T)"/>
    public static Vector<T> Tanh<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<TanhFunction, T>(x);

    private readonly struct TanhFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Tanh(x);
    }

    /// <summary>Inverse hyperbolic sine.</summary>
    public static T Asinh<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Asinh(double.CreateTruncating(x)));

    /// <inheritdoc cref="Asinh{T}(T)"/>
    public static Vector<T> Asinh<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<AsinhFunction, T>(x);

    private readonly struct AsinhFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Asinh(x);
    }

    /// <summary>Inverse hyperbolic cosine.</summary>
    public static T Acosh<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Acosh(double.CreateTruncating(x)));

    /// <inheritdoc cref="Acosh{T}(T)"/>
    public static Vector<T> Acosh<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<AcoshFunction, T>(x);

    private readonly struct AcoshFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Acosh(x);
    }

    /// <summary>Inverse hyperbolic tangent.</summary>
    public static T Atanh<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Atanh(double.CreateTruncating(x)));

    /// <inheritdoc cref="Atanh{T}(T)"/>
    public static Vector<T> Atanh<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<AtanhFunction, T>(x);

    private readonly struct AtanhFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Atanh(x);
    }
}
