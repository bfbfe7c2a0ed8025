using System.Numerics;

namespace AutoGrad.Plots;

/// <summary>How numbers are spread between their smallest and their largest.</summary>
public sealed class Histogram
{
    private const int Bins = 48;

    private readonly long[] counts;

    private Histogram(double minimum, double maximum, long[] counts, long notFinite, double rootMeanSquare)
    {
        (Minimum, Maximum, this.counts, NotFinite, RootMeanSquare) = (minimum, maximum, counts, notFinite, rootMeanSquare);
    }

    /// <summary>The smallest finite number; NaN if there is none.</summary>
    public double Minimum { get; }

    /// <summary>The largest finite number; NaN if there is none.</summary>
    public double Maximum { get; }

    /// <summary>How many numbers are in each of the equally wide bins from the smallest to the largest; one bin, if they are the same.</summary>
    public IReadOnlyList<long> Counts => counts;

    /// <summary>How many numbers are NaN or infinite; they are in no bin.</summary>
    public long NotFinite { get; }

    /// <summary>The root of the mean square of the finite numbers; NaN if there is none.</summary>
    public double RootMeanSquare { get; }

    /// <summary>The number in the middle, as precisely as the bins tell; NaN if no number is finite.</summary>
    public double Median
    {
        get
        {
            double half = counts.Sum() / 2.0;
            double noise = 1e-12 * (Maximum - Minimum);
            double width = (Maximum - Minimum) / counts.Length;
            long before = 0;
            for (int bin = 0; bin < counts.Length; bin++)
            {
                if (counts[bin] > 0 && before + counts[bin] == half)
                {
                    // Half of the numbers end here: the middle of the gap up to the next ones.
                    int next = Array.FindIndex(counts, bin + 1, count => count > 0);
                    return Rounded(Minimum + ((bin + 1 + next) * width / 2));
                }

                if (before + counts[bin] > half)
                {
                    return Rounded(Minimum + ((bin + ((half - before) / counts[bin])) * width));
                }

                before += counts[bin];
            }

            return double.NaN;

            // Bins do not tell a number from 0 that is so near.
            double Rounded(double median) => Math.Abs(median) < noise ? 0 : median;
        }
    }

    /// <summary>Counts numbers.</summary>
    public static Histogram Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (double minimum, double maximum, double squares) = (double.PositiveInfinity, double.NegativeInfinity, 0);
        long finite = 0;
        foreach (T value in values)
        {
            double number = double.CreateTruncating(value);
            if (double.IsFinite(number))
            {
                minimum = Math.Min(minimum, number);
                maximum = Math.Max(maximum, number);
                squares += number * number;
                finite++;
            }
        }

        if (finite == 0)
        {
            return new Histogram(double.NaN, double.NaN, [], values.Length, double.NaN);
        }

        var counts = new long[maximum > minimum ? Bins : 1];

        // Halves first, as the difference of the largest numbers is infinite.
        double span = (maximum / 2) - (minimum / 2);
        foreach (T value in values)
        {
            double number = double.CreateTruncating(value);
            if (double.IsFinite(number))
            {
                double place = span > 0 ? ((number / 2) - (minimum / 2)) / span * counts.Length : 0;
                counts[Math.Min((int)place, counts.Length - 1)]++;
            }
        }

        return new Histogram(minimum, maximum, counts, values.Length - finite, Math.Sqrt(squares / finite));
    }

    /// <summary>The counts in other bins, each of the old ones spread evenly over those that it touches.</summary>
    internal double[] Over(double from, double to, int rows)
    {
        var spread = new double[rows];
        double row = (to - from) / rows;
        double width = (Maximum - Minimum) / counts.Length;
        for (int bin = 0; bin < counts.Length; bin++)
        {
            double low = (Minimum + (bin * width) - from) / row;
            double high = Math.Max(low + (width / row), low + 1e-9);
            for (int i = Math.Clamp((int)low, 0, rows - 1); i < rows && i < high; i++)
            {
                double part = (Math.Min(high, i + 1) - Math.Max(low, i)) / (high - low);
                spread[i] += counts[bin] * Math.Clamp(part, 0, 1);
            }
        }

        return spread;
    }
}
