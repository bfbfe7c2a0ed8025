using System.Globalization;
using System.Numerics;

namespace AutoGrad.Drawing;

/// <summary>A value or a gradient as a drawn graph keeps it: the numbers of a small tensor, and what the numbers of any tensor are like.</summary>
public sealed class GraphTensor
{
    /// <summary>The number of classes in <see cref="Histogram"/>.</summary>
    public const int HistogramLength = 12;

    private readonly bool isSingle;

    private GraphTensor(Shape shape, bool isSingle)
    {
        Shape = shape;
        this.isSingle = isSingle;
    }

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>All numbers, row by row; empty where the tensor has more of them than were asked for.</summary>
    public IReadOnlyList<double> Values { get; private init; } = [];

    /// <summary>Whether <see cref="Values"/> holds all numbers.</summary>
    public bool IsWhole => Values.Count == Shape.Count;

    /// <summary>The smallest finite number; NaN where there is none.</summary>
    public double Least { get; private init; }

    /// <summary>The largest finite number; NaN where there is none.</summary>
    public double Greatest { get; private init; }

    /// <summary>The mean of the finite numbers; NaN where there is none.</summary>
    public double Mean { get; private init; }

    /// <summary>How many numbers are NaN.</summary>
    public int NaNs { get; private init; }

    /// <summary>How many numbers are infinite, of either sign.</summary>
    public int Infinities { get; private init; }

    /// <summary>Whether a number is NaN or infinite.</summary>
    public bool HasNonFinite => NaNs + Infinities > 0;

    /// <summary>
    /// How many finite numbers lie in each of <see cref="HistogramLength"/> classes of equal width from <see cref="Least"/> to
    /// <see cref="Greatest"/>; empty where these are the same, or not there.
    /// </summary>
    public IReadOnlyList<int> Histogram { get; private init; } = [];

    /// <summary>The number of a tensor that has just one; <c>null</c> for others.</summary>
    public double? Scalar => Shape.Count == 1 && IsWhole ? Values[0] : null;

    /// <summary>The numbers where all are there, else their range, and how many are not finite.</summary>
    public override string ToString() => ToString("G6");

    /// <summary>The numbers where all are there, else their range, and how many are not finite.</summary>
    /// <param name="format">How numbers are written.</param>
    public string ToString(string? format)
    {
        if (IsWhole)
        {
            return isSingle
                ? TensorText.Of<float>(Values.Select(value => (float)value).ToArray(), Shape.Lengths, format, CultureInfo.InvariantCulture)
                : TensorText.Of<double>(Values.ToArray(), Shape.Lengths, format, CultureInfo.InvariantCulture);
        }

        var parts = new List<string>(3);
        if (double.IsFinite(Least))
        {
            parts.Add(Least == Greatest ? $"all {Format(Least, format)}" : $"{Format(Least, format)} to {Format(Greatest, format)}");
        }

        if (NaNs > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{NaNs} NaN"));
        }

        if (Infinities > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{Infinities} infinite"));
        }

        return string.Join(", ", parts);
    }

    /// <summary>One number as the tensor writes its own: with the digits of its type.</summary>
    internal string Format(double value, string? format) =>
        isSingle ? ((float)value).ToString(format, CultureInfo.InvariantCulture) : value.ToString(format, CultureInfo.InvariantCulture);

    internal static GraphTensor Of<T>(ReadOnlySpan<T> values, Shape shape, int mostValues)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double least = double.PositiveInfinity;
        double greatest = double.NegativeInfinity;
        double sum = 0;
        int nans = 0;
        int finite = 0;
        foreach (T element in values)
        {
            double value = double.CreateTruncating(element);
            nans += double.IsNaN(value) ? 1 : 0;
            if (double.IsFinite(value))
            {
                finite++;
                sum += value;
                least = Math.Min(least, value);
                greatest = Math.Max(greatest, value);
            }
        }

        return new GraphTensor(shape, typeof(T) == typeof(float))
        {
            Values = values.Length <= mostValues ? Numbers(values) : [],
            Least = finite > 0 ? least : double.NaN,
            Greatest = finite > 0 ? greatest : double.NaN,
            Mean = finite > 0 ? sum / finite : double.NaN,
            NaNs = nans,
            Infinities = values.Length - finite - nans,
            Histogram = least < greatest ? Classes(values, least, greatest) : [],
        };
    }

    private static double[] Numbers<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = new double[values.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = double.CreateTruncating(values[i]);
        }

        return numbers;
    }

    private static int[] Classes<T>(ReadOnlySpan<T> values, double least, double greatest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var counts = new int[HistogramLength];

        // Halved first, so that the width of the widest range is finite.
        double width = (greatest / 2) - (least / 2);
        foreach (T element in values)
        {
            double value = double.CreateTruncating(element);
            if (double.IsFinite(value))
            {
                counts[Math.Min(HistogramLength - 1, (int)(((value / 2) - (least / 2)) / width * HistogramLength))]++;
            }
        }

        return counts;
    }
}
