namespace AutoGrad.Oracle;

/// <summary>Decides whether two tensors agree.</summary>
/// <remarks>
/// An entry agrees when |ours - reference| &lt;= tolerance |reference| + noise.
/// <para>
/// The tolerance is relative to the entry itself, 1e-9 in binary64 and 2e-4 in binary32, so that 1e-20 has to be 1e-20 and
/// not merely small: |reference| is not replaced by max(1, |reference|).
/// </para>
/// <para>
/// The noise is what rounding leaves of a sum whose terms cancel, and what no implementation shares with another: a softmax
/// gradient that ought to be 0 comes out as 3e-17 in one order of summation and as 0 in another. It is
/// <see cref="NoiseUlps"/> units in the last place of the scale, and the scale is the largest finite magnitude that the entry may have
/// been summed from (the inputs, the upstream gradient, the reference tensor), but at most 1: with inputs of 1e300
/// an uncapped scale would let every number pass. Where nothing is summed (see <see cref="IsSummed"/>) there is no noise.
/// </para>
/// <para>
/// Two units of the least subnormal are always allowed, since subnormal numbers have no relative precision.
/// NaN equals NaN, infinities are equal when their signs are, -0 equals 0; whole numbers and truth values have to be equal.
/// </para>
/// </remarks>
internal static class Comparison
{
    /// <summary>Rounding errors of a sum of some dozens of terms, none of them larger than the scale.</summary>
    private const double NoiseUlps = 64;

    private const double DoubleRoundoff = 1.0 / (1L << 52);

    private const double SingleRoundoff = 1.0 / (1L << 23);

    /// <summary>The relative tolerance of an element type.</summary>
    public static double Tolerance(ElementType type) => type switch
    {
        ElementType.Float64 => 1e-9,
        ElementType.Float32 => 2e-4,
        _ => 0,
    };

    /// <summary>Compares everything that the case records with what was computed.</summary>
    /// <returns>The worst disagreement, or <c>null</c> when there is none.</returns>
    public static Discrepancy? Compare(OracleCase oracleCase, OracleResult result, bool elementwise)
    {
        var worst = Compare("output", result.Output, oracleCase.Output, elementwise ? 0 : Scale(oracleCase, oracleCase.Output));
        for (var i = 0; i < oracleCase.Inputs.Count; i++)
        {
            if (oracleCase.Gradients[i] is { } reference)
            {
                var what = $"gradient of {oracleCase.Inputs[i].Name}";
                var ours = i < result.Gradients.Count ? result.Gradients[i] : null;
                var summed = !elementwise || IsSummed(oracleCase, i);
                worst = Worse(worst, ours is null
                    ? Discrepancy.Whole(what, "was not computed")
                    : Compare(what, ours, reference, summed ? Scale(oracleCase, reference) : 0));
            }
        }

        foreach (var (name, reference) in oracleCase.FurtherResults)
        {
            worst = Worse(worst, result.FurtherResults.TryGetValue(name, out var ours)
                ? Compare(name, ours, reference, elementwise ? 0 : Scale(oracleCase, reference))
                : Discrepancy.Whole(name, "was not computed"));
        }

        return worst;
    }

    /// <summary>Compares two tensors, with a noise scale of 0 for entries that are no sums.</summary>
    public static Discrepancy? Compare(string what, OracleTensor ours, OracleTensor reference, double scale)
    {
        if (!ours.Shape.AsSpan().SequenceEqual(reference.Shape))
        {
            return Discrepancy.Whole(what, $"shape {ours.ShapeText()}, reference {reference.ShapeText()}");
        }

        if (ours.Data.Length != reference.Data.Length)
        {
            return Discrepancy.Whole(what, $"{ours.Data.Length} numbers, reference {reference.Data.Length}");
        }

        Discrepancy? worst = null;
        for (var i = 0; i < reference.Data.Length; i++)
        {
            var (a, b) = (ours.Data[i], reference.Data[i]);
            if (a == b || (double.IsNaN(a) && double.IsNaN(b)))
            {
                continue;
            }

            var allowed = double.IsFinite(b) ? Allowed(b, reference.Type, scale) : 0;
            var difference = Math.Abs(a - b);
            if (!(difference <= allowed) || double.IsInfinity(b))
            {
                var excess = allowed > 0 && double.IsFinite(difference) ? difference / allowed : double.PositiveInfinity;
                worst = Worse(worst, new Discrepancy(what, ours.IndexText(i), a, b, allowed, excess, null));
            }
        }

        return worst;
    }

    /// <summary>The largest difference from a finite reference that passes.</summary>
    private static double Allowed(double reference, ElementType type, double scale)
    {
        var (roundoff, subnormal) = type switch
        {
            ElementType.Float64 => (DoubleRoundoff, double.Epsilon),
            ElementType.Float32 => (SingleRoundoff, float.Epsilon),
            _ => (0, 0),
        };
        return (Tolerance(type) * Math.Abs(reference)) + (NoiseUlps * roundoff * scale) + (2 * subnormal);
    }

    /// <summary>Whether the gradient of an input of an elementwise operation is summed over repeated uses of an element.</summary>
    private static bool IsSummed(OracleCase oracleCase, int input) =>
        !oracleCase.Inputs[input].Tensor.Shape.AsSpan().SequenceEqual(oracleCase.Output.Shape);

    private static double Scale(OracleCase oracleCase, OracleTensor reference)
    {
        var scale = Largest(reference);
        foreach (var input in oracleCase.Inputs)
        {
            scale = Math.Max(scale, Largest(input.Tensor));
        }

        return Math.Min(1, oracleCase.Upstream is null ? scale : Math.Max(scale, Largest(oracleCase.Upstream)));
    }

    private static double Largest(OracleTensor tensor)
    {
        double largest = 0;
        foreach (var value in tensor.Data)
        {
            if (double.IsFinite(value))
            {
                largest = Math.Max(largest, Math.Abs(value));
            }
        }

        return largest;
    }

    private static Discrepancy? Worse(Discrepancy? first, Discrepancy? second) =>
        first is null || (second is not null && second.Excess > first.Excess) ? second : first;
}
