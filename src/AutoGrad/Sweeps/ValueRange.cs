using System.Globalization;
using System.Numerics;

namespace AutoGrad.Sweeps;

/// <summary>Smallest and largest finite number of a tensor, and how many are not finite.</summary>
internal readonly record struct ValueRange<T>(T Least, T Greatest, int NaNs, int Infinities, int Count)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public bool IsFinite => NaNs + Infinities == 0;

    public static ValueRange<T> Of(ReadOnlySpan<T> values)
    {
        T least = T.PositiveInfinity;
        T greatest = T.NegativeInfinity;
        int nans = 0;
        int infinities = 0;
        foreach (T value in values)
        {
            if (T.IsFinite(value))
            {
                least = T.Min(least, value);
                greatest = T.Max(greatest, value);
            }
            else if (T.IsNaN(value))
            {
                nans++;
            }
            else
            {
                infinities++;
            }
        }

        return new(least, greatest, nans, infinities, values.Length);
    }

    public override string ToString()
    {
        string range = NaNs + Infinities == Count ? "" : string.Create(CultureInfo.InvariantCulture, $"from {Least:G6} to {Greatest:G6}");
        string others = IsFinite ? "" : $"{NaNs} NaN and {Infinities} infinite of {Count}";
        return range.Length == 0 ? others : others.Length == 0 ? range : $"{range}, {others}";
    }
}
