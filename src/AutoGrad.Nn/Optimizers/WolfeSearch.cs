namespace AutoGrad.Nn.Optimizers;

/// <summary>A point along a direction: how far, the loss there and its slope, and the place where its gradient is kept.</summary>
internal readonly record struct LinePoint(double Step, double Loss, double Slope, int Gradient);

/// <summary>
/// A search along a direction for a step t with f(t) &lt;= f(0) + 1e-4 t f'(0) and |f'(t)| &lt;= 0.9 |f'(0)|: first outwards until such steps
/// are bracketed, then inwards.
/// </summary>
/// <remarks>
/// Source: Nocedal and Wright, Numerical Optimization, algorithms 3.5 and 3.6, with cubic interpolation (equation 3.59); bounds of the
/// interpolation and limits as in Schmidt's minFunc 2005, which PyTorch follows, too.
/// </remarks>
internal ref struct WolfeSearch
{
    private const double EnoughDecrease = 1e-4;
    private const double SmallSlope = 0.9;
    private const double LeastWidth = 1e-9;
    private const int MostTrials = 25;
    private readonly Func<double, LinePoint> evaluate;
    private readonly LinePoint start;
    private readonly double largest;
    private int trials;

    /// <summary>Makes a search.</summary>
    /// <param name="evaluate">Loss and slope at a step.</param>
    /// <param name="start">The point at step 0; its slope is negative.</param>
    /// <param name="largest">The largest magnitude of the direction.</param>
    public WolfeSearch(Func<double, LinePoint> evaluate, LinePoint start, double largest)
    {
        this.evaluate = evaluate;
        this.start = start;
        this.largest = largest;
    }

    /// <summary>The best step that was found.</summary>
    public LinePoint Run(double first)
    {
        LinePoint previous = start;
        LinePoint now = evaluate(first);
        while (trials < MostTrials)
        {
            if (RisesTooMuch(now) || (trials > 1 && now.Loss >= previous.Loss))
            {
                return Narrow(previous, now);
            }

            if (IsFlat(now))
            {
                return now;
            }

            if (now.Slope >= 0)
            {
                return Narrow(previous, now);
            }

            double next = Cubic(previous, now, now.Step + (0.01 * (now.Step - previous.Step)), now.Step * 10);
            previous = now;
            now = evaluate(next);
            trials++;
        }

        return start.Loss <= now.Loss ? start : now;
    }

    private LinePoint Narrow(LinePoint a, LinePoint b)
    {
        bool wasAtTheEdge = false;
        (LinePoint low, LinePoint high) = a.Loss <= b.Loss ? (a, b) : (b, a);
        while (trials < MostTrials && Math.Abs(high.Step - low.Step) * largest >= LeastWidth)
        {
            (double from, double to) = (Math.Min(low.Step, high.Step), Math.Max(low.Step, high.Step));
            double next = Cubic(low, high, from, to);
            double edge = 0.1 * (to - from);
            if (Math.Min(to - next, next - from) < edge)
            {
                // Twice in a row near an end, the bracket hardly shrinks: a tenth of it is cut off.
                if (wasAtTheEdge || next >= to || next <= from)
                {
                    next = Math.Abs(next - to) < Math.Abs(next - from) ? to - edge : from + edge;
                    wasAtTheEdge = false;
                }
                else
                {
                    wasAtTheEdge = true;
                }
            }
            else
            {
                wasAtTheEdge = false;
            }

            LinePoint now = evaluate(next);
            trials++;
            if (RisesTooMuch(now) || now.Loss >= low.Loss)
            {
                high = now;
                (low, high) = low.Loss <= high.Loss ? (low, high) : (high, low);
            }
            else
            {
                if (IsFlat(now))
                {
                    return now;
                }

                if (now.Slope * (high.Step - low.Step) >= 0)
                {
                    high = low;
                }

                low = now;
            }
        }

        return low;
    }

    private readonly bool RisesTooMuch(LinePoint point) => !(point.Loss <= start.Loss + (EnoughDecrease * point.Step * start.Slope));

    private readonly bool IsFlat(LinePoint point) => Math.Abs(point.Slope) <= -SmallSlope * start.Slope;

    /// <summary>The least point of the cubic through two points with their slopes, kept within bounds; their middle where there is none.</summary>
    private static double Cubic(LinePoint a, LinePoint b, double from, double to)
    {
        (a, b) = a.Step <= b.Step ? (a, b) : (b, a);
        double d1 = a.Slope + b.Slope - (3 * (a.Loss - b.Loss) / (a.Step - b.Step));
        double square = (d1 * d1) - (a.Slope * b.Slope);
        if (!(square >= 0))
        {
            return (from + to) / 2;
        }

        double d2 = Math.Sqrt(square);
        double least = b.Step - ((b.Step - a.Step) * ((b.Slope + d2 - d1) / (b.Slope - a.Slope + (2 * d2))));
        return double.IsNaN(least) ? (from + to) / 2 : Math.Min(Math.Max(least, from), to);
    }
}
