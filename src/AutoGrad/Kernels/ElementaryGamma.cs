using System.Numerics;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>log |Γ(x)|. Within 4 ulp (float 1) for x above -1/4.</summary>
    /// <remarks>
    /// In double and further left the error is within 4 ulp or within 4e-15 (1 + |x|): near the zeros there digits are lost.
    /// +∞ at 0, at the negative integers and at ±∞. Source: DLMF 5.5.1, 5.5.3, 5.11.1; the polynomials on [0.75, 1.35] and
    /// [1.35, 2.6] are minimax fits of log Γ(1 + y) / y and log Γ(2 + y) / y, so that the zeros at 1 and 2 keep full relative accuracy.
    /// </remarks>
    public static T LogGamma<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(LogGammaOf(double.CreateTruncating(x)));

    /// <inheritdoc cref="LogGamma{T}(T)"/>
    public static Vector<T> LogGamma<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanewise<LogGammaFunction, T>(x);

    private readonly struct LogGammaFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => LogGamma(x);
    }

    /// <summary>log Γ(1 + y) / y for y in [-0.25, 0.35], to 2^-60.</summary>
    private static ReadOnlySpan<double> LogGammaAtOne =>
    [
        -0.5772156649015329, 0.8224670334241132, -0.4006856343865311, 0.2705808084277704, -0.20738555102877962, 0.16955717700102993,
        -0.14404989675658472, 0.12550966910121708, -0.11133426633899929, 0.10009948434589115, -0.09095402850252844, 0.08335285425261549,
        -0.07693094512514488, 0.0714540589291042, -0.06672459038381386, 0.06225895432151236, -0.05786125219422528, 0.056521865620017174,
        -0.06062468397001757, 0.05572529850340504, -0.026219243277311156,
    ];

    /// <summary>log Γ(2 + y) / y for y in [-0.65, 0.6], to 2^-63.</summary>
    private static ReadOnlySpan<double> LogGammaAtTwo =>
    [
        0.42278433509846713, 0.3224670334241132, -0.06735230105319812, 0.020580808427784588, -0.007385551028671269, 0.0028905103307399174,
        -0.0011927539118203765, 0.0005096695247616329, -0.00022315475585673474, 9.945751301216212e-05, -4.492627044931732e-05,
        2.0507204388251883e-05, -9.439214127021365e-06, 4.374964934765996e-06, -2.04065761666536e-06, 9.545189999998014e-07,
        -4.443212632953893e-07, 2.1440876847051812e-07, -1.1108714924313263e-07, 4.254479125772435e-08, -9.135042284168715e-09,
        1.6852585670922415e-08, -1.3655476419430369e-08,
    ];

    /// <summary>B(2k) / (2k (2k - 1)), k = 1 to 9: Stirling's series in 1/x², good to 2^-59 from 8 on (DLMF 5.11.1).</summary>
    private static ReadOnlySpan<double> Stirling =>
    [
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400, 43867.0 / 244188,
    ];

    private static double LogGammaOf(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        if (double.IsInfinity(x))
        {
            return double.PositiveInfinity;
        }

        return x >= -0.25 ? LogGammaRight(x) : LogGammaReflected(x);
    }

    private static double LogGammaRight(double x)
    {
        const double HalfLogTwoPiMinusOne = 0.91893853320467274178 - 0.5;
        switch (x)
        {
            case < 0.35 when x >= -0.25:
                return x == 0 ? double.PositiveInfinity : x * Polynomial(x, LogGammaAtOne) - Math.Log(Math.Abs(x));
            case < 0.75:
                return (x - 1) * Polynomial(x - 1, LogGammaAtTwo) - Math.Log(x);
            case 1 or 2:
                return 0;
            case < 1.35:
                return (x - 1) * Polynomial(x - 1, LogGammaAtOne);
            case < 2.6:
                return (x - 2) * Polynomial(x - 2, LogGammaAtTwo);
            case < 8:
                double product = 1;
                do
                {
                    x -= 1;
                    product *= x;
                }
                while (x >= 2.6);
                return Math.Log(product) + (x - 2) * Polynomial(x - 2, LogGammaAtTwo);
            default:
                double tail = x < 1e17 ? Polynomial(1 / (x * x), Stirling) / x : 0;
                return (x - 0.5) * (Math.Log(x) - 1) + (HalfLogTwoPiMinusOne + tail);
        }
    }

    /// <summary>log |Γ(x)| = log(π / |x sin πx|) - log Γ(-x) for x &lt; 0.</summary>
    private static double LogGammaReflected(double x)
    {
        double sine = Math.Abs(double.SinPi(x));
        return sine == 0 ? double.PositiveInfinity : Math.Log(Math.PI / (-x * sine)) - LogGammaRight(-x);
    }
}
