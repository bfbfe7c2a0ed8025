using System.Numerics;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>
    /// ψ⁽ⁿ⁾(x) = (-1)ⁿ⁺¹ n! Σ 1 / (x + k)ⁿ⁺¹, k = 0, 1, ..., for an order n of at least 1. Within n + 6 ulp (float 1).
    /// </summary>
    /// <remarks>
    /// For negative x and even n, where terms of both signs meet, the error may instead be 1e-14.
    /// At 0 and the negative integers: +∞ for odd n; for even n the limits from the two sides differ, and the value is NaN, at +0 -∞
    /// and at -0 +∞. The limit at +∞ is 0, at -∞ NaN. Orders above 170, whose factorial overflows, lose digits.
    /// Source: DLMF 5.15.1, 25.11.1 and the Euler-Maclaurin sum 25.11.7.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The order is less than 1.</exception>
    public static T PolyGamma<T>(int order, T x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        return T.CreateTruncating(PolyGammaOf(order, double.CreateTruncating(x)));
    }

    /// <inheritdoc cref="PolyGamma{T}(int, T)"/>
    public static Vector<T> PolyGamma<T>(int order, Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> y = default;
        for (int i = 0; i < Vector<T>.Count; i++)
        {
            y = y.WithElement(i, PolyGamma(order, x[i]));
        }

        return y;
    }

    /// <summary>B(2k) / (2k)!, k = 1 to 14.</summary>
    private static ReadOnlySpan<double> EulerMaclaurin =>
    [
        0.08333333333333333, -0.001388888888888889, 3.306878306878307e-05, -8.267195767195768e-07, 2.08767569878681e-08,
        -5.284190138687493e-10, 1.3382536530684679e-11, -3.3896802963225827e-13, 8.586062056277845e-15, -2.174868698558062e-16,
        5.5090028283602295e-18, -1.3954464685812522e-19, 3.534707039629467e-21, -8.953517427037546e-23,
    ];

    private static double PolyGammaOf(int n, double x)
    {
        bool odd = (n & 1) != 0;
        double sign = odd ? 1 : -1;
        if (x > 0)
        {
            return sign * ScaledZeta(n, x);
        }

        if (double.IsNaN(x) || double.IsNegativeInfinity(x))
        {
            return double.NaN;
        }

        double floor = Math.Floor(x);
        if (x == floor)
        {
            return odd ? double.PositiveInfinity : x == 0 ? -1 / x : double.NaN;
        }

        // The sum over k splits at the sign of x + k. Its negative terms run over |x|, |x| - 1, ... down to the distance from the
        // integer above: two sums of the positive kind, whose difference they are.
        double below = x - floor, above = Math.Ceiling(x) - x;
        double negative = above + 1 > -x + 0.5 ? ScaledTerm(n, above) : ScaledZeta(n, above) - ScaledZeta(n, 1 - x);
        return sign * (ScaledZeta(n, below) + (odd ? negative : -negative));
    }

    /// <summary>n! / xⁿ⁺¹, finite wherever it is, though n! or the power alone may not be.</summary>
    private static double ScaledTerm(int n, double x)
    {
        if (n > 170)
        {
            return Math.Exp(LogGammaRight(n + 1.0) - (n + 1.0) * Math.Log(x));
        }

        double factorial = 1;
        for (int k = 2; k <= n; k++)
        {
            factorial *= k;
        }

        int half = (n + 1) / 2;
        return n < 20 && x is > 1e-15 and < 1e15
            ? factorial / Math.Pow(x, n + 1)
            : factorial * Math.Pow(x, -half) * Math.Pow(x, half - n - 1);
    }

    /// <summary>n! ζ(n + 1, x) for x > 0: the first terms one by one, the rest by the Euler-Maclaurin sum.</summary>
    private static double ScaledZeta(int n, double x)
    {
        double s = n + 1;
        if (double.IsPositiveInfinity(x))
        {
            return 0;
        }

        // Σ (x / (x + k))^s, relative to the first term, which is the largest and is added last.
        double sum = 0, first = x, power = 1;
        double until = 10 + 0.5 * Math.Min(n, 200);
        bool whole = x >= until;
        while (x < until)
        {
            x += 1;
            power = Math.Pow(first / x, s);
            if (power < 1e-18)
            {
                return ScaledTerm(n, first) * (1 + sum);
            }

            sum += x < until ? power : 0;
        }

        // The tail at x, over its own first term: x / (s - 1) + 1/2 + Σ B(2k)/(2k)! s (s + 1) ... (s + 2k - 2) / x^(2k - 1).
        double tail = 0, factor = s / x;
        foreach (double c in EulerMaclaurin)
        {
            double term = c * factor;
            tail += term;
            if (Math.Abs(term) < 1e-18)
            {
                break;
            }

            factor *= (s + 1) / x * ((s + 2) / x);
            s += 2;
        }

        return ScaledTerm(n, first) * ((whole ? 0 : 1) + (sum + power * (x / n + 0.5 + tail)));
    }
}
