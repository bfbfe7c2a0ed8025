namespace AutoGrad.Laws;

/// <summary>Derivatives by central differences, extrapolated to step 0.</summary>
internal static class CentralDifference
{
    private const int Levels = 4;

    /// <summary>
    /// The derivative at 0 of a function of one number, from the steps h, h/2, h/4 and h/8. Each column of Romberg's
    /// table removes one more even power of the step; taken is the entry that agrees best with its neighbours.
    /// Source: Ridders, Accurate computation of F'(x) and F'(x)F''(x), 1982.
    /// </summary>
    public static (double Derivative, double Step) Of(Func<double, double> function, double step)
    {
        Span<double> previous = stackalloc double[Levels];
        Span<double> current = stackalloc double[Levels];
        (double derivative, double stepTaken) best = (double.NaN, step);
        double agreement = double.PositiveInfinity;
        for (int level = 0; level < Levels; level++, step /= 2)
        {
            current[0] = (function(step) - function(-step)) / (2 * step);
            double factor = 4;
            for (int column = 1; column <= level; column++, factor *= 4)
            {
                current[column] = current[column - 1] + ((current[column - 1] - previous[column - 1]) / (factor - 1));
                double change = Math.Max(Math.Abs(current[column] - current[column - 1]), Math.Abs(current[column] - previous[column - 1]));
                if (change < agreement)
                {
                    agreement = change;
                    best = (current[column], step);
                }
            }

            current.CopyTo(previous);
        }

        return best;
    }
}
