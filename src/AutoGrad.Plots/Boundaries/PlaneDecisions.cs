namespace AutoGrad.Plots;

/// <summary>What is decided at points of a plane: the class, how sure, and by how much each class leads.</summary>
/// <param name="Classes">The class at each point; -1 where it could not be told.</param>
/// <param name="Sureness">From 0, as sure as guessing, to 1.</param>
/// <param name="Leads">By how much a class is ahead of the best other one at each point: above 0 inside its region. Of two classes one is enough.</param>
internal sealed record PlaneDecisions(int[] Classes, double[] Sureness, double[][] Leads)
{
    /// <summary>Of classes alone.</summary>
    /// <param name="classes">The class at each point.</param>
    /// <param name="count">How many classes there are at least.</param>
    public static PlaneDecisions OfClasses(int[] classes, int count)
    {
        count = Math.Max(count, classes.Max() + 1);
        double[][] leads = [.. Enumerable.Range(count == 2 ? 1 : 0, count == 2 ? 1 : count).Select(c => classes.Select(other => other == c ? 0.5 : -0.5).ToArray())];
        return new PlaneDecisions(classes, [.. classes.Select(_ => 1.0)], leads);
    }

    /// <summary>Of outputs, as many for each point as there are classes, or one for two classes.</summary>
    /// <param name="outputs">Row by row.</param>
    /// <param name="width">How many for each point.</param>
    /// <param name="threshold">Of one output, where the second class begins.</param>
    /// <param name="isGraded">Whether sureness is wanted, or else all is sure.</param>
    public static PlaneDecisions OfOutputs(ReadOnlySpan<double> outputs, int width, double threshold, bool isGraded)
    {
        int count = outputs.Length / width;
        var classes = new int[count];
        var sureness = new double[count];
        int led = width <= 2 ? 1 : width;
        var leads = new double[led][];
        for (int c = 0; c < led; c++)
        {
            leads[c] = new double[count];
        }

        for (int point = 0; point < count; point++)
        {
            ReadOnlySpan<double> row = outputs.Slice(point * width, width);
            classes[point] = ClassOf(row, threshold);
            sureness[point] = classes[point] < 0 ? 0 : !isGraded ? 1 : width == 1 ? SurenessOf(row[0], threshold) : SurenessOf(row, classes[point]);
            for (int c = 0; c < led; c++)
            {
                leads[c][point] = classes[point] < 0 ? -1 : width == 1 ? row[0] - threshold : LeadOf(row, width == 2 ? 1 : c);
            }
        }

        return new PlaneDecisions(classes, sureness, leads);
    }

    private static int ClassOf(ReadOnlySpan<double> row, double threshold)
    {
        foreach (double output in row)
        {
            if (double.IsNaN(output))
            {
                return -1;
            }
        }

        if (row.Length == 1)
        {
            return row[0] > threshold ? 1 : 0;
        }

        int best = 0;
        for (int c = 1; c < row.Length; c++)
        {
            best = row[c] > row[best] ? c : best;
        }

        return best;
    }

    private static double LeadOf(ReadOnlySpan<double> row, int c)
    {
        double other = double.NegativeInfinity;
        for (int i = 0; i < row.Length; i++)
        {
            other = i == c ? other : Math.Max(other, row[i]);
        }

        // Two infinities have no difference; as far as it goes, none is ahead.
        return row[c] == other ? 0 : Math.Clamp(row[c] - other, -1e6, 1e6);
    }

    // Twice the distance of the probability from a half.
    private static double SurenessOf(double output, double threshold) =>
        Math.Min(1, 2 * Math.Abs((threshold == 0 ? 1 / (1 + Math.Exp(-output)) : Math.Clamp(output, 0, 1)) - (threshold == 0 ? 0.5 : threshold)));

    // The softmax, stretched from a guess to certainty.
    private static double SurenessOf(ReadOnlySpan<double> row, int best)
    {
        double sum = 0;
        foreach (double output in row)
        {
            sum += output == row[best] ? 1 : Math.Exp(output - row[best]);
        }

        double guess = 1.0 / row.Length;
        return ((1 / sum) - guess) / (1 - guess);
    }
}
