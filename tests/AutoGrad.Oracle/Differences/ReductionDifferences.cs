using static AutoGrad.Oracle.Differences.Amendment;

namespace AutoGrad.Oracle.Differences;

/// <summary>Differences of reductions and of operations along an axis.</summary>
internal static class ReductionDifferences
{
    private const string Share = "ties along an axis share the gradient equally, as they do over all axes; libtorch's goes to the reported place";
    private const string NotANumber = "the gradient of a maximum that is NaN goes to the NaN, as with libtorch's max; libtorch's amax gives NaN to all";
    private const string Exact = "the gradient is the product of the other elements; libtorch divides, which makes NaN of infinities and loses what underflows";

    public static IReadOnlyList<DesignDifference> All { get; } =
    [
        new("max", oracleCase => AlongAxis(oracleCase, line => Shared(line, Math.Max, 2)), Share),
        new("min", oracleCase => AlongAxis(oracleCase, line => Shared(line, Math.Min, 2)), Share),
        new("amax", oracleCase => Lines(oracleCase, false, (x, u, _) => x.Any(double.IsNaN) ? Weighted(Shared(x, Math.Max, 1), u) : null), NotANumber),
        new("amin", oracleCase => Lines(oracleCase, false, (x, u, _) => x.Any(double.IsNaN) ? Weighted(Shared(x, Math.Min, 1), u) : null), NotANumber),
        new("prod", oracleCase => Lines(oracleCase, false, ProductGradient), Exact),
        new("cumprod", oracleCase => Lines(oracleCase, true, CumulativeProductGradient), Exact),
        new("logcumsumexp", oracleCase => Lines(oracleCase, true, CumulativeLogSumExpGradient),
            "the gradient at magnitudes that absorb the logarithm is e^(x - y), as logsumexp's; libtorch's underflows"),
        new("norm", Norm, "norms are scaled, so they overflow only where their value does; the gradient of an infinite norm is 0, libtorch's NaN or 0"),
        new("std", oracleCase => Lines(oracleCase, false, (x, u, y) => DeviationGradient(oracleCase, x, u, y)),
            "deviations are scaled, so they overflow and vanish only where the value does"),
    ];

    private static OracleCase AlongAxis(OracleCase oracleCase, Func<double[], double[]?> weights) =>
        oracleCase.Attributes.IsNull("axis") ? oracleCase : Lines(oracleCase, false, (x, u, _) => Weighted(weights(x), u));

    private static double[]? Weighted(double[]? weights, double[] upstream) =>
        weights is null ? null : [.. weights.Select(weight => weight * upstream[0])];

    /// <summary>Equal shares for the elements that are the extremum, if there are at least so many.</summary>
    private static double[]? Shared(double[] x, Func<double, double, double> extremum, int least)
    {
        double found = x.Aggregate(extremum);
        bool[] attains = [.. x.Select(value => value == found || (double.IsNaN(value) && double.IsNaN(found)))];
        int count = attains.Count(attained => attained);
        return count >= least ? [.. attains.Select(attained => attained ? 1.0 / count : 0)] : null;
    }

    private static double[]? ProductGradient(double[] x, double[] upstream, double[] output) =>
        x.All(double.IsFinite) ? null : [.. x.Select((_, i) => Times(upstream[0], x.Where((_, j) => j != i).Aggregate(1.0, (a, b) => a * b)))];

    private static double[]? CumulativeProductGradient(double[] x, double[] upstream, double[] output)
    {
        bool isExtreme = x.Any(value => !double.IsFinite(value)) || (output.Any(value => value == 0) && x.All(value => value != 0));
        if (!isExtreme)
        {
            return null;
        }

        // Of what follows an element, u + x (u' + x' (...)) is the factor of the product of what precedes it.
        var gradients = new double[x.Length];
        double following = 0;
        for (int i = x.Length - 1; i >= 0; i--)
        {
            following = upstream[i] + (i + 1 < x.Length ? x[i + 1] * following : 0);
            gradients[i] = Times(following, x.Take(i).Aggregate(1.0, (a, b) => a * b));
        }

        return gradients;
    }

    private static double[]? CumulativeLogSumExpGradient(double[] x, double[] upstream, double[] output) =>
        x.All(double.IsFinite) && x.Any(value => Math.Abs(value) > 1e7)
            ? [.. x.Select((value, i) => Enumerable.Range(i, x.Length - i).Sum(k => Times(upstream[k], Math.Exp(value - output[k]))))]
            : null;

    private static OracleCase Norm(OracleCase oracleCase)
    {
        double p = oracleCase.Attributes.NumberOrNull("p") ?? 2;
        if (p == 0 || p == 1 || double.IsInfinity(p))
        {
            return oracleCase;
        }

        double bound = oracleCase.Type == ElementType.Float32 ? 1e4 : 1e50;
        return Lines(oracleCase, false, (x, u, y) =>
        {
            double[] magnitudes = [.. x.Select(Math.Abs).Where(value => value != 0)];
            bool isExtreme = magnitudes.Length > 0 && (magnitudes.Max() > bound || magnitudes.Min() < 1 / bound);
            if (magnitudes.Any(double.IsNaN) || !isExtreme || (p < 0 && magnitudes.Length < x.Length))
            {
                return null;
            }

            double largest = magnitudes.Max();
            double scale = double.IsFinite(largest) ? largest : 1;
            y[0] = scale * Math.Pow(magnitudes.Sum(value => Math.Pow(value / scale, p)), 1 / p);
            double norm = y[0];
            return [.. x.Select(value => value == 0 || double.IsInfinity(norm)
                ? 0
                : u[0] * Math.Sign(value) * Math.Pow(Math.Abs(value) / norm, p - 1))];
        });
    }

    private static double[]? DeviationGradient(OracleCase oracleCase, double[] x, double[] upstream, double[] output)
    {
        double bound = oracleCase.Type == ElementType.Float32 ? 1e15 : 1e140;
        double rest = x.Length - (oracleCase.Attributes.Truth("unbiased") ? 1 : 0);
        double mean = x.Sum(value => value / x.Length);
        double largest = x.Max(value => Math.Abs(value - mean));
        if (rest <= 0 || !double.IsFinite(largest) || largest == 0 || (largest < bound && largest > 1 / bound))
        {
            return null;
        }

        output[0] = largest * Math.Sqrt(x.Sum(value => (value - mean) / largest * ((value - mean) / largest)) / rest);
        double deviation = output[0];
        return [.. x.Select(value => upstream[0] * ((value - mean) / deviation) / rest)];
    }
}
