namespace AutoGrad.Oracle.Differences;

/// <summary>Replaces some of a case's recorded numbers.</summary>
internal static class Amendment
{
    /// <summary>What an elementwise operation promises at one place; <c>null</c> where libtorch's number stays.</summary>
    /// <param name="Value">The value.</param>
    /// <param name="Slopes">The local gradient by each operand.</param>
    public readonly record struct Point(double? Value, params double?[] Slopes);

    /// <summary>An elementwise operation, place by place. Operands that broadcast are left alone.</summary>
    public static OracleCase Elementwise(OracleCase oracleCase, Func<double[], Point?> rule)
    {
        if (oracleCase.Inputs.Any(input => !input.Tensor.Shape.AsSpan().SequenceEqual(oracleCase.Output.Shape)))
        {
            return oracleCase;
        }

        double[] output = [.. oracleCase.Output.Data];
        double[]?[] gradients = [.. oracleCase.Gradients.Select(gradient => gradient?.Data.ToArray())];
        bool isAmended = false;
        for (int place = 0; place < output.Length; place++)
        {
            if (rule([.. oracleCase.Inputs.Select(input => input.Tensor.Data[place])]) is not { } point)
            {
                continue;
            }

            isAmended = true;
            output[place] = Round(oracleCase, point.Value ?? output[place]);
            for (int i = 0; i < gradients.Length; i++)
            {
                if (gradients[i] is { } gradient && i < point.Slopes.Length && point.Slopes[i] is { } slope)
                {
                    gradient[place] = Round(oracleCase, Times(oracleCase.Upstream!.Data[place], slope));
                }
            }
        }

        return isAmended ? With(oracleCase, output, gradients) : oracleCase;
    }

    /// <summary>An operation on lines of elements along the case's axes.</summary>
    /// <param name="oracleCase">The case; its only operand is a floating tensor.</param>
    /// <param name="keepsLength">Whether a line's results are as many as its elements, and not one.</param>
    /// <param name="rule">From elements, upstream gradients and results of a line, the new gradients, and changed results in place; <c>null</c> to leave it.</param>
    public static OracleCase Lines(OracleCase oracleCase, bool keepsLength, Func<double[], double[], double[], double[]?> rule)
    {
        if (oracleCase.Upstream is not { } upstream || oracleCase.Gradients is not [{ } recorded])
        {
            return oracleCase;
        }

        double[] output = [.. oracleCase.Output.Data];
        double[] gradient = [.. recorded.Data];
        bool isAmended = false;
        foreach ((int[] places, int result) in LinesOf(oracleCase))
        {
            int[] results = keepsLength ? places : [result];
            double[] ofLine = [.. results.Select(place => output[place])];
            if (rule(
                [.. places.Select(place => oracleCase.Inputs[0].Tensor.Data[place])],
                [.. results.Select(place => upstream.Data[place])],
                ofLine) is not { } gradients)
            {
                continue;
            }

            isAmended = true;
            for (int i = 0; i < places.Length; i++)
            {
                gradient[places[i]] = Round(oracleCase, gradients[i]);
            }

            for (int i = 0; i < results.Length; i++)
            {
                output[results[i]] = Round(oracleCase, ofLine[i]);
            }
        }

        return isAmended ? With(oracleCase, output, [gradient]) : oracleCase;
    }

    /// <summary>The places of each line along the case's axes, and the place of its result where it has but one.</summary>
    public static IEnumerable<(int[] Places, int Result)> LinesOf(OracleCase oracleCase)
    {
        int[] shape = oracleCase.Inputs[0].Tensor.Shape;
        int[]? given = oracleCase.Attributes.IntegersOrNull("axis");
        int[] axes = given is { Length: > 0 } ? [.. given.Select(axis => axis < 0 ? axis + shape.Length : axis)] : [.. Enumerable.Range(0, shape.Length)];
        var lines = new Dictionary<int, List<int>>();
        for (int place = 0; place < oracleCase.Inputs[0].Tensor.Data.Length; place++)
        {
            int rest = place;
            int result = 0;
            int stride = 1;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                if (!axes.Contains(axis))
                {
                    result += rest % shape[axis] * stride;
                    stride *= shape[axis];
                }

                rest /= shape[axis];
            }

            (lines.TryGetValue(result, out List<int>? line) ? line : lines[result] = []).Add(place);
        }

        return lines.Select(line => (line.Value.ToArray(), line.Key));
    }

    /// <summary>The case with other results.</summary>
    public static OracleCase With(OracleCase oracleCase, double[] output, double[]?[] gradients) => oracleCase with
    {
        Output = oracleCase.Output with { Data = output },
        Gradients = [.. oracleCase.Gradients.Select((gradient, i) => gradient is null ? null : gradient with { Data = gradients[i]! })],
    };

    /// <summary>A product in which an upstream gradient of 0 wins.</summary>
    public static double Times(double upstream, double slope) => upstream == 0 ? 0 : upstream * slope;

    private static double Round(OracleCase oracleCase, double value) => oracleCase.Type == ElementType.Float32 ? (float)value : value;
}
