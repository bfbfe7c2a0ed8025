namespace AutoGrad.Oracle;

/// <summary>Decides whether two tensors agree.</summary>
/// <remarks>
/// An entry agrees when |ours - reference| &lt;= tolerance |reference| + noise.
/// <para>
/// The tolerance is relative to the entry itself, 1e-9 in binary64 and 2e-4 in binary32, so that 1e-20 has to be 1e-20 and
/// not merely small: |reference| is not replaced by max(1, |reference|).
/// </para>
/// <para>
/// The noise is what rounding leaves where terms cancel, and what no implementation shares with another: a softmax gradient
/// that ought to be 0 comes out as 3e-17 in one order of summation and as 0 in another, and 1 - tanh(15)^2 as 3.744e-13 where
/// the derivative is 3.743e-13. It is a number of units in the last place of a scale, and the scale is the largest finite
/// magnitude that went into the entry, but at most 1: with inputs of 1e300 an uncapped scale would let every number pass.
/// For an entry that is a sum these are <see cref="SummedUlps"/>, and the magnitudes are those of all inputs, of the upstream
/// gradient and of the reference tensor. For an entry made of one element of each operand they are
/// <see cref="ElementwiseUlps"/>, and the magnitudes are those of these elements: expm1(1e-20) has to be 1e-20.
/// </para>
/// <para>
/// Two units of the least subnormal are always allowed, since subnormal numbers have no relative precision.
/// NaN equals NaN, infinities are equal when their signs are, -0 equals 0; whole numbers and truth values have to be equal.
/// </para>
/// </remarks>
internal static class Comparison
{
    /// <summary>Rounding errors of a sum of some dozens of terms, none of them larger than the scale.</summary>
    private const double SummedUlps = 64;

    /// <summary>Rounding errors of the few operations of one formula, none of the intermediate values larger than the scale.</summary>
    private const double ElementwiseUlps = 8;

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
        var worst = Compare("output", result.Output, oracleCase.Output, Noise(oracleCase, oracleCase.Output, !elementwise));
        for (var i = 0; i < oracleCase.Inputs.Count; i++)
        {
            if (oracleCase.Gradients[i] is { } reference)
            {
                var what = $"gradient of {oracleCase.Inputs[i].Name}";
                var ours = i < result.Gradients.Count ? result.Gradients[i] : null;
                var summed = !elementwise || IsSummed(oracleCase, i);
                worst = Worse(worst, ours is null
                    ? Discrepancy.Whole(what, "was not computed")
                    : Compare(what, ours, reference, Noise(oracleCase, reference, summed)));
            }
        }

        foreach (var (name, reference) in oracleCase.FurtherResults)
        {
            worst = Worse(worst, result.FurtherResults.TryGetValue(name, out var ours)
                ? Compare(name, ours, reference, Noise(oracleCase, reference, !elementwise))
                : Discrepancy.Whole(name, "was not computed"));
        }

        return worst;
    }

    /// <summary>Compares two tensors, with the noise of each entry.</summary>
    public static Discrepancy? Compare(string what, OracleTensor ours, OracleTensor reference, ReadOnlySpan<double> noise)
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

            var allowed = double.IsFinite(b) ? Allowed(b, reference.Type, noise[i]) : 0;
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
    private static double Allowed(double reference, ElementType type, double noise)
    {
        var subnormal = type switch
        {
            ElementType.Float64 => double.Epsilon,
            ElementType.Float32 => float.Epsilon,
            _ => 0,
        };
        return (Tolerance(type) * Math.Abs(reference)) + noise + (2 * subnormal);
    }

    /// <summary>The noise of each entry of a reference tensor.</summary>
    private static double[] Noise(OracleCase oracleCase, OracleTensor reference, bool summed)
    {
        var noise = new double[reference.Data.Length];
        var roundoff = reference.Type switch
        {
            ElementType.Float64 => DoubleRoundoff,
            ElementType.Float32 => SingleRoundoff,
            _ => 0,
        };
        if (summed)
        {
            Array.Fill(noise, SummedUlps * roundoff * Math.Min(1, LargestOfCase(oracleCase, reference)));
            return noise;
        }

        foreach (var input in oracleCase.Inputs.Select(input => input.Tensor).Where(IsFloating))
        {
            var aligned = input.Data.Length == noise.Length && input.Shape.AsSpan().SequenceEqual(reference.Shape);
            var largest = aligned ? 0 : Largest(input);
            for (var i = 0; i < noise.Length; i++)
            {
                var magnitude = aligned ? Math.Abs(input.Data[i]) : largest;
                noise[i] = double.IsFinite(magnitude) ? Math.Max(noise[i], ElementwiseUlps * roundoff * Math.Min(1, magnitude)) : noise[i];
            }
        }

        return noise;
    }

    /// <summary>Whether the gradient of an input of an elementwise operation is summed over repeated uses of an element.</summary>
    private static bool IsSummed(OracleCase oracleCase, int input) =>
        !oracleCase.Inputs[input].Tensor.Shape.AsSpan().SequenceEqual(oracleCase.Output.Shape);

    private static bool IsFloating(OracleTensor tensor) => tensor.Type is ElementType.Float64 or ElementType.Float32;

    private static double LargestOfCase(OracleCase oracleCase, OracleTensor reference)
    {
        var largest = Largest(reference);
        foreach (var input in oracleCase.Inputs.Select(input => input.Tensor).Where(IsFloating))
        {
            largest = Math.Max(largest, Largest(input));
        }

        return oracleCase.Upstream is null ? largest : Math.Max(largest, Largest(oracleCase.Upstream));
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
