using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGrad.Nn.Layers;

/// <summary>Groups of points around their means, by Lloyd's iteration from a k-means++ start.</summary>
/// <remarks>Sources: Lloyd 1982; Arthur, Vassilvitskii 2007.</remarks>
internal static class KMeans
{
    /// <summary>A start that is good already and steps that stop changing anything soon; the bound is for data that never settle.</summary>
    private const int MaxSteps = 50;

    /// <summary>Fills <paramref name="centres"/> with the means of as many groups as it has rows.</summary>
    /// <param name="data">Points, row by row; at least as many as centres.</param>
    /// <param name="width">The length of a row.</param>
    /// <param name="centres">Filled row by row.</param>
    /// <param name="random">Draws the start.</param>
    public static void Find<T>(ReadOnlySpan<T> data, int width, Span<T> centres, RandomSource random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] groups = new int[data.Length / width];
        Array.Fill(groups, -1);
        Seed(data, width, centres, random);
        for (int step = 0; step < MaxSteps && Assign(data, width, centres, groups); step++)
        {
            Centre(data, width, centres, groups);
        }
    }

    /// <summary>The distance from one centre to the nearest other one; infinite where there is no other one.</summary>
    public static T DistanceToNextCentre<T>(ReadOnlySpan<T> centres, int width, int centre)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T nearest = T.PositiveInfinity;
        for (int other = 0; other < centres.Length / width; other++)
        {
            if (other != centre)
            {
                nearest = T.Min(nearest, TensorPrimitives.Distance(Row(centres, width, centre), Row(centres, width, other)));
            }
        }

        return nearest;
    }

    /// <summary>k-means++: each centre is a point, drawn in proportion to its squared distance to the centres before it.</summary>
    private static void Seed<T>(ReadOnlySpan<T> data, int width, Span<T> centres, RandomSource random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int points = data.Length / width;
        var squares = new double[points];
        Array.Fill(squares, double.PositiveInfinity);
        int chosen = random.NextIndex(points);
        for (int centre = 0; centre * width < centres.Length; centre++)
        {
            if (centre > 0)
            {
                chosen = Draw(squares, random);
            }

            Row(data, width, chosen).CopyTo(centres[(centre * width)..]);
            for (int point = 0; point < points; point++)
            {
                double distance = double.CreateTruncating(TensorPrimitives.Distance(Row(data, width, point), Row(data, width, chosen)));
                squares[point] = Math.Min(squares[point], distance * distance);
            }
        }
    }

    private static int Draw(double[] weights, RandomSource random)
    {
        double rest = random.NextUniform() * TensorPrimitives.Sum<double>(weights);
        for (int i = 0; i < weights.Length; i++)
        {
            rest -= weights[i];
            if (rest < 0)
            {
                return i;
            }
        }

        // All points lie on centres (or rounding used the sum up): any point does.
        return random.NextIndex(weights.Length);
    }

    /// <summary>Puts every point to its nearest centre. Whether one changed.</summary>
    private static bool Assign<T>(ReadOnlySpan<T> data, int width, ReadOnlySpan<T> centres, int[] groups)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isChanged = false;
        for (int point = 0; point < groups.Length; point++)
        {
            int best = 0;
            T least = T.PositiveInfinity;
            for (int centre = 0; centre * width < centres.Length; centre++)
            {
                T distance = TensorPrimitives.Distance(Row(data, width, point), Row(centres, width, centre));
                if (distance < least)
                {
                    (best, least) = (centre, distance);
                }
            }

            isChanged |= groups[point] != best;
            groups[point] = best;
        }

        return isChanged;
    }

    /// <summary>Moves every centre to the mean of its points; one without points stays.</summary>
    private static void Centre<T>(ReadOnlySpan<T> data, int width, Span<T> centres, int[] groups)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = new T[width];
        for (int centre = 0; centre * width < centres.Length; centre++)
        {
            sum.AsSpan().Clear();
            int count = 0;
            for (int point = 0; point < groups.Length; point++)
            {
                if (groups[point] == centre)
                {
                    TensorPrimitives.Add(sum, Row(data, width, point), sum);
                    count++;
                }
            }

            if (count > 0)
            {
                TensorPrimitives.Divide(sum, T.CreateTruncating(count), centres.Slice(centre * width, width));
            }
        }
    }

    private static ReadOnlySpan<T> Row<T>(ReadOnlySpan<T> rows, int width, int row) => rows.Slice(row * width, width);
}
