using System.Numerics;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>ψ(x) = Γ'(x) / Γ(x). Within 4 ulp (float 1) for positive x.</summary>
    /// <remarks>
    /// In double and for negative x the error is within 4 ulp or within 4e-15 (1 + |x|): near the zeros there digits are lost.
    /// ψ(+0) = -∞, ψ(-0) = +∞, ψ(negative integer) = NaN, ψ(+∞) = +∞, ψ(-∞) = NaN.
    /// Source: DLMF 5.5.2, 5.5.4, 5.11.2; on [1, 2] a minimax fit of ψ(x) / (x - x0) about the zero x0 = 1.46163...
    /// </remarks>
    public static T Digamma<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(DigammaOf(double.CreateTruncating(x)));

    /// <inheritdoc cref="Digamma{T}(T)"/>
    public static Vector<T> Digamma<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<DigammaFunction, T>(x);

    private readonly struct DigammaFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Digamma(x);
    }

    /// <summary>ψ(1.5 + t) / (1.5 + t - x0) for t in [-0.5, 0.5], to 2^-61.</summary>
    private static ReadOnlySpan<double> DigammaAtRoot =>
    [
        0.9510558760318328, -0.42362742128146047, 0.24054248424078736, -0.14840492305391834, 0.09498872445282847, -0.06192213327158161,
        0.04076083394472351, -0.026975796847913906, 0.017907248192855958, -0.011908215075171152, 0.007927024126249972,
        -0.005280019413363066, 0.0035180793950336854, -0.002344633371505055, 0.0015635730695683454, -0.001042376458764532,
        0.0006899472786041751, -0.00045944757437634627, 0.00032687996556260467, -0.00021931685329288356, 9.161040572902432e-05,
        -5.883296743116468e-05, 0.0001223997332817918, -8.315835392632972e-05,
    ];

    /// <summary>B(2k) / 2k, k = 1 to 8: the asymptotic series in 1/x², good to 2^-59 from 10 on (DLMF 5.11.2).</summary>
    private static ReadOnlySpan<double> DigammaAsymptotic =>
    [
        1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12, -3617.0 / 8160,
    ];

    private static double DigammaOf(double x)
    {
        if (x > 0)
        {
            return DigammaRight(x);
        }

        if (x == 0)
        {
            return -1 / x;
        }

        // Between -1 and 0 the recurrence keeps the small x exact; further left the reflection formula.
        return x > -1 ? DigammaRight(1 + x) - 1 / x : DigammaRight(1 - x) - Math.PI / double.TanPi(x) + DigammaPole(x);
    }

    /// <summary>NaN at the poles, where the limits from the two sides are -∞ and +∞; 0 elsewhere. Large x are all integers.</summary>
    private static double DigammaPole(double x) => x == Math.Floor(x) ? double.NaN : 0;

    private static double DigammaRight(double x)
    {
        const double Root = 1.4616321449683622, RootTail = 9.549995429965697e-17;
        double shift = 0;
        if (x < 1)
        {
            shift = -1 / x;
            x += 1;
        }

        if (x >= 10)
        {
            double reciprocal = 1 / x;
            double square = reciprocal * reciprocal;
            return Math.Log(x) - (0.5 * reciprocal + square * Polynomial(square, DigammaAsymptotic));
        }

        while (x > 2)
        {
            x -= 1;
            shift += 1 / x;
        }

        return shift + (x - Root - RootTail) * Polynomial(x - 1.5, DigammaAtRoot);
    }
}
