using System.Numerics;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>e to the power x.</summary>
    public static T Exp<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Exp(double.CreateTruncating(x)));

    /// <inheritdoc cref="Exp{T}(T)"/>
    public static Vector<T> Exp<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<ExpFunction, T>(x);

    private readonly struct ExpFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Exp(x);
    }

    /// <summary>eˣ - 1.</summary>
    public static T Expm1<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Expm1Of(double.CreateTruncating(x)));

    /// <inheritdoc cref="Expm1{T}(T)"/>
    public static Vector<T> Expm1<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<Expm1Function, T>(x);

    private readonly struct Expm1Function : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Expm1(x);
    }

    private static double Expm1Of(double x)
    {
        if (Math.Abs(x) < 1e-5)
        {
            return x == 0 ? x : x + x * x / 2 * (1 + x / 3);
        }

        double u = Math.Exp(x);
        return u is 0 or double.PositiveInfinity || x > 40 ? u - 1 : (u - 1) * (x / Math.Log(u));
    }
}
