using System.Numerics;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static T Sigmoid<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(SigmoidOf(double.CreateTruncating(x)));

    /// <inheritdoc cref="Sigmoid{T}(T)"/>
    public static Vector<T> Sigmoid<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<SigmoidFunction, T>(x);

    private readonly struct SigmoidFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sigmoid(x);
    }

    /// <summary>log(1 + eˣ).</summary>
    public static T Softplus<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(SoftplusOf(double.CreateTruncating(x)));

    /// <inheritdoc cref="Softplus{T}(T)"/>
    public static Vector<T> Softplus<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<SoftplusFunction, T>(x);

    private readonly struct SoftplusFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Softplus(x);
    }

    private static double SigmoidOf(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return (x >= 0 ? 1 : e) / (1 + e);
    }

    private static double SoftplusOf(double x) => Math.Max(x, 0) + Log1pOf(Math.Exp(-Math.Abs(x)));
}
