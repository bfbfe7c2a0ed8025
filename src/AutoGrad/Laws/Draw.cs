using AutoGrad.Operations;

namespace AutoGrad.Laws;

/// <summary>Random operands inside an operation's domain, and random weights.</summary>
internal static class Draw
{
    /// <summary>How far elements stay from kinks and, where ties are kinks, from each other.</summary>
    private const double Distance = 0.05;

    /// <summary>Weights of either sign between 0.5 and 1.5 in size, so that no element goes unseen.</summary>
    public static double[] Weights(int count, Random random)
    {
        var weights = new double[count];
        for (int i = 0; i < count; i++)
        {
            weights[i] = (random.Next(2) == 0 ? -1 : 1) * (0.5 + random.NextDouble());
        }

        return weights;
    }

    /// <summary>Elements of an interval, away from the points to avoid and, if asked for, from each other.</summary>
    public static double[] Elements(int count, Interval interval, Random random)
    {
        var elements = new double[count];
        double width = interval.High - interval.Low;
        double spacing = count == 0 ? width : width / count;
        if (interval.Distinct && spacing < 2 * Distance)
        {
            throw new ArgumentException($"{count} elements that differ by {Distance} do not fit between {interval.Low} and {interval.High}; use smaller samples");
        }

        for (int i = 0; i < count; i++)
        {
            do
            {
                // Distinct elements have a slot each, from whose ends they stay away.
                elements[i] = interval.Distinct
                    ? interval.Low + (i * spacing) + (Distance / 2) + (random.NextDouble() * (spacing - Distance))
                    : interval.Low + (random.NextDouble() * width);
            }
            while (interval.Avoid.Any(point => Math.Abs(elements[i] - point) < Distance));
        }

        if (interval.Distinct)
        {
            random.Shuffle(elements);
        }

        return elements;
    }

    /// <summary>Operands of the given shapes inside the operation's domain.</summary>
    public static GradientCheckInput[] Operands(OperationInfo info, IReadOnlyList<Shape> shapes, Random random)
    {
        var operands = new GradientCheckInput[shapes.Count];
        for (int i = 0; i < operands.Length; i++)
        {
            operands[i] = new GradientCheckInput(Elements(shapes[i].Count, info.DomainOf(i), random), shapes[i]);
        }

        return operands;
    }
}
