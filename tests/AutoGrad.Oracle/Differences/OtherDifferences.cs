namespace AutoGrad.Oracle.Differences;

/// <summary>Differences of ordering and of products.</summary>
internal static class OtherDifferences
{
    private const string Stable = "equal elements keep their order; libtorch leaves open which of them comes first, or is taken";

    public static IReadOnlyList<DesignDifference> All { get; } =
    [
        new("sort", oracleCase => InStableOrder(oracleCase, oracleCase.Attributes.Truth("descending")), Stable),
        new("topk", oracleCase => InStableOrder(oracleCase, oracleCase.Attributes.Truth("largest")), Stable),
        new("trace", TraceOfTall, "the gradient of a matrix with more rows than columns is 1 on its diagonal; libtorch's wraps around to a second one"),
        new("addmm", WithoutProduct, "with the factor 0 the product has no influence, so its gradients are 0; libtorch's are 0 times infinity"),
    ];

    /// <summary>Places and gradient with equal elements in the order in which they stand, where a line has some.</summary>
    private static OracleCase InStableOrder(OracleCase oracleCase, bool descending)
    {
        if (oracleCase.Upstream is not { } upstream || !oracleCase.FurtherResults.TryGetValue("indices", out OracleTensor? recorded))
        {
            return oracleCase;
        }

        double[] x = oracleCase.Inputs[0].Tensor.Data;
        double[] gradient = new double[x.Length];
        double[] indices = [.. recorded.Data];
        var order = Comparer<double>.Create((a, b) => double.IsNaN(a) || double.IsNaN(b)
            ? double.IsNaN(a).CompareTo(double.IsNaN(b))
            : a < b ? -1 : a > b ? 1 : 0);
        bool hasTies = false;
        foreach (((int[] places, int _), (int[] results, int _)) in Amendment.LinesOf(oracleCase).Zip(Amendment.LinesOf(OfResult(oracleCase))))
        {
            hasTies |= places.GroupBy(place => x[place]).Any(group => group.Count() > 1);
            int[] positions = [.. Enumerable.Range(0, places.Length)];
            positions = [.. descending
                ? positions.OrderByDescending(position => x[places[position]], order)
                : positions.OrderBy(position => x[places[position]], order)];
            for (int i = 0; i < results.Length; i++)
            {
                indices[results[i]] = positions[i];
                gradient[places[positions[i]]] = upstream.Data[results[i]];
            }
        }

        return hasTies
            ? Amendment.With(oracleCase, oracleCase.Output.Data, [gradient]) with
            {
                FurtherResults = new Dictionary<string, OracleTensor> { ["indices"] = recorded with { Data = indices } },
            }
            : oracleCase;
    }

    /// <summary>The output as an operand, so that its lines can be walked beside the operand's.</summary>
    private static OracleCase OfResult(OracleCase oracleCase) =>
        oracleCase with { Inputs = [oracleCase.Inputs[0] with { Tensor = oracleCase.Output }] };

    private static OracleCase TraceOfTall(OracleCase oracleCase)
    {
        if (oracleCase.Upstream is not { } upstream || oracleCase.Inputs[0].Tensor.Shape is not [int rows, int columns] || rows <= columns)
        {
            return oracleCase;
        }

        return Amendment.With(
            oracleCase,
            oracleCase.Output.Data,
            [[.. Enumerable.Range(0, rows * columns).Select(place => place / columns == place % columns ? upstream.Data[0] : 0)]]);
    }

    private static OracleCase WithoutProduct(OracleCase oracleCase)
    {
        if (oracleCase.Attributes.NumberOrNull("alpha") != 0 || oracleCase.Inputs.All(input => input.Tensor.Data.All(double.IsFinite)))
        {
            return oracleCase;
        }

        return Amendment.With(
            oracleCase,
            oracleCase.Output.Data,
            [.. oracleCase.Gradients.Select((gradient, i) => gradient is null ? null : i == 0 ? gradient.Data : new double[gradient.Data.Length])]);
    }
}
