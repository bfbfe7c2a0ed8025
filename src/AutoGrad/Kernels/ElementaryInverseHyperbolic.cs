using System.Numerics;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>Inverse hyperbolic sine. Within 2 ulp.</summary>
    public static T Asinh<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Asinh(double.CreateTruncating(x)));

    /// <inheritdoc cref="Asinh{T}(T)"/>
    public static Vector<T> Asinh<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<AsinhFunction, T>(x);

    private readonly struct AsinhFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Asinh(x);
    }

    /// <summary>Inverse hyperbolic cosine; NaN below 1. Within 2 ulp.</summary>
    public static T Acosh<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Acosh(double.CreateTruncating(x)));

    /// <inheritdoc cref="Acosh{T}(T)"/>
    public static Vector<T> Acosh<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<AcoshFunction, T>(x);

    private readonly struct AcoshFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Acosh(x);
    }

    /// <summary>Inverse hyperbolic tangent: ±∞ at ±1, NaN beyond. Within 2 ulp.</summary>
    public static T Atanh<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Atanh(double.CreateTruncating(x)));

    /// <inheritdoc cref="Atanh{T}(T)"/>
    public static Vector<T> Atanh<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<AtanhFunction, T>(x);

    private readonly struct AtanhFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Atanh(x);
    }
}
