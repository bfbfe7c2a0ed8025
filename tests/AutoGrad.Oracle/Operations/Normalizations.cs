using System.Numerics;

namespace AutoGrad.Oracle.Operations;

/// <summary>Normalisations and similarities as expressions of the library's operations.</summary>
internal static class Normalizations
{
    public static void AddTo<T>(OperationTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table["group_norm"] = call => GroupNorm(call, call.Attributes.Integer("num_groups"));
        table["instance_norm"] = call => GroupNorm(call, (int)call[0].Shape[1]);
        table["rms_norm"] = RootMeanSquareNorm;
        table["normalize"] = call => call[0] / Length(call, call[0], call.Attributes.NumberOrNull("p") ?? 2);
        table["cosine_similarity"] = call =>
            (call[0] / Length(call, call[0], 2) * (call[1] / Length(call, call[1], 2))).Sum(call.Attributes.Integer("axis"));
        table["pairwise_distance"] = call => Norms.Of(
            call[0] - call[1] + call.Number("eps"), call.Attributes.NumberOrNull("p") ?? 2, -1, call.KeepsAxes);
        table["bilinear"] = Bilinear;
    }

    /// <summary>Groups of consecutive channels are standardised together, and each channel scaled.</summary>
    private static Variable<T> GroupNorm<T>(Call<T> call, int groups)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> x = call[0];
        nint[] lengths = x.Shape.Lengths.ToArray();
        Variable<T> grouped = x.Reshape(lengths[0], groups, -1);
        Variable<T> deviation = grouped - grouped.Mean(2, keepDimensions: true);
        Variable<T> variance = grouped.Variance(2, keepDimensions: true, correction: 0);
        Variable<T> y = (deviation * (variance + call.Number("eps")).ReciprocalSqrt()).Reshape(lengths);
        nint[] channels = [lengths[1], .. Enumerable.Repeat((nint)1, lengths.Length - 2)];
        y = call.Operands.Length > 1 ? y * call[1].Reshape(channels) : y;
        return call.Operands.Length > 2 ? y + call[2].Reshape(channels) : y;
    }

    private static Variable<T> RootMeanSquareNorm<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] axes = [.. Enumerable.Range(1, call.Attributes.Integers("normalized_shape").Length).Select(i => -i)];
        Variable<T> y = call[0] * (call[0].Square().Mean(axes, keepDimensions: true) + call.Number("eps")).ReciprocalSqrt();
        return call.Operands.Length > 1 ? y * call[1] : y;
    }

    /// <summary>The norm along the case's axis, no less than its epsilon.</summary>
    private static Variable<T> Length<T>(Call<T> call, Variable<T> x, double p)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Norms.Of(x, p, call.Attributes.Integer("axis"), keepsAxes: true).Clamp(call.Attributes.Number("eps"));

    /// <summary>y_o = x1^T weight_o x2 + bias_o.</summary>
    private static Variable<T> Bilinear<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> y = Variable<T>.Einsum("ni,oij,nj->no", Rows(call[0]), call[2], Rows(call[1]));
        y = y.Reshape([.. call[0].Shape.Lengths[..^1], call[2].Shape[0]]);
        return call.Operands.Length > 3 ? y + call[3] : y;
    }

    private static Variable<T> Rows<T>(Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => x.Reshape(-1, x.Shape[x.Rank - 1]);
}
