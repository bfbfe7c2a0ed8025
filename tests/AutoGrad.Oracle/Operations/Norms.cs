using System.Numerics;

namespace AutoGrad.Oracle.Operations;

/// <summary>Vector norms over axes: the library's 1, 2 and infinity, the others as expressions.</summary>
internal static class Norms
{
    public static void AddTo<T>(OperationTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => table["norm"] = call => Of(call[0], call.Attributes.NumberOrNull("p") ?? 2, call.Axes(call[0]), call.KeepsAxes);

    /// <summary>The p-norm: (Σ |x|^p)^(1/p), the number of elements that are not 0 for p = 0, the least magnitude for p = -∞.</summary>
    public static Variable<T> Of<T>(Variable<T> x, double p, Axes axes, bool keepsAxes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => p switch
        {
            0 => x.NotEqualTo(T.Zero).Sum(axes, keepsAxes),
            1 => x.Norm1(axes, keepsAxes),
            2 => x.Norm2(axes, keepsAxes),
            double.PositiveInfinity => x.NormInf(axes, keepsAxes),
            double.NegativeInfinity => x.Abs().Min(axes, keepsAxes),
            _ => Scaled(x, p, axes, keepsAxes),
        };

    /// <summary>As multiples of the largest magnitude where powers overflow or vanish.</summary>
    private static Variable<T> Scaled<T>(Variable<T> x, double p, Axes axes, bool keepsAxes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = T.Zero;
        foreach (T value in x.Value.Span)
        {
            largest = T.Max(largest, T.Abs(value));
        }

        T most = T.Pow(largest, T.CreateTruncating(p));
        bool isOrdinary = p > 0 && T.IsFinite(most * T.CreateTruncating(x.Shape.Count)) && T.IsNormal(most);
        T scale = !isOrdinary && T.IsFinite(largest) && largest > T.Zero ? largest : T.One;
        Variable<T> magnitudes = (x / scale).Abs();

        // For p < 1 the gradient of an element that is 0 is infinite; it counts as 0, which a constant in its place has.
        Variable<T> powers = magnitudes.EqualTo(T.Zero).Where(T.CreateTruncating(Math.Pow(0, p)), magnitudes.Pow(p));
        return Root(powers.Sum(axes, keepsAxes), 1 / p) * scale;
    }

    /// <summary>The root of a sum; the gradient of a sum of 0 is 0, as at any norm's kink.</summary>
    private static Variable<T> Root<T>(Variable<T> sum, double exponent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> isZero = sum.EqualTo(T.Zero);
        return isZero.Where(T.CreateTruncating(Math.Pow(0, exponent)), isZero.Where(T.One, sum).Pow(exponent));
    }
}
