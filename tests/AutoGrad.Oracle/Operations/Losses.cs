using System.Numerics;
using AutoGrad.Nn.Losses;

namespace AutoGrad.Oracle.Operations;

/// <summary>The losses of the nn layer.</summary>
internal static class Losses
{
    public static void AddTo<T>(OperationTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table["mse_loss"] = call => Loss.MeanSquaredError(call[0], call[1], ReductionOf(call));
        table["l1_loss"] = call => Loss.AbsoluteError(call[0], call[1], ReductionOf(call));
        table["smooth_l1_loss"] = call => Loss.SmoothAbsoluteError(call[0], call[1], Number(call, "beta", 1), ReductionOf(call));
        table["huber_loss"] = call => Loss.Huber(call[0], call[1], Number(call, "delta", 1), ReductionOf(call));
        table["cross_entropy"] = CrossEntropy;
        table["nll_loss"] = call => Loss.NegativeLogLikelihood(
            call[0], Labels(call), Weights(call), IgnoredLabel(call), ReductionOf(call));
        table["binary_cross_entropy"] = call => Loss.BinaryCrossEntropy(
            call[0], call[1], call.Attributes.Truth("weight") ? call[2] : null, ReductionOf(call));
        table["binary_cross_entropy_with_logits"] = BinaryCrossEntropyFromLogits;
        table["kl_div"] = call => Loss.KullbackLeibler(call[0], call[1], call.Attributes.Truth("log_target"), ReductionOf(call));
        table["hinge_embedding_loss"] = call => Loss.HingeEmbedding(call[0], call[1], Number(call, "margin", 1), ReductionOf(call));
        table["margin_ranking_loss"] = call => Loss.MarginRanking(call[0], call[1], call[2], Number(call, "margin", 0), ReductionOf(call));
        table["soft_margin_loss"] = call => Loss.SoftMargin(call[0], call[1], ReductionOf(call));
        table["multi_margin_loss"] = call => Loss.MultiMargin(
            call[0], Labels(call), (int)Number(call, "p", 1), Number(call, "margin", 1), Weights(call), ReductionOf(call));
        table["multilabel_soft_margin_loss"] = call => Loss.MultiLabelSoftMargin(
            call[0], call[1], call.Attributes.Truth("weight") ? call[2] : null, ReductionOf(call));
        table["cosine_embedding_loss"] = call => Loss.CosineEmbedding(call[0], call[1], call[2], Number(call, "margin", 0), ReductionOf(call));
        table["triplet_margin_loss"] = call => Loss.TripletMargin(
            call[0],
            call[1],
            call[2],
            Number(call, "margin", 1),
            Number(call, "p", 2),
            Number(call, "eps", 1e-6),
            call.Attributes.Truth("swap"),
            ReductionOf(call));
        table["poisson_nll_loss"] = call => Loss.Poisson(
            call[0],
            call[1],
            call.Attributes.IsNull("log_input") || call.Attributes.Truth("log_input"),
            call.Attributes.Truth("full"),
            Number(call, "eps", 1e-8),
            ReductionOf(call));
        table["ctc_loss"] = call => Loss.ConnectionistTemporal(
            call.Attributes.Truth("log_softmax_inside") ? call[0].LogSoftmax(-1) : call[0],
            Labels(call),
            call.RawIndices(2),
            call.RawIndices(3),
            (int)Number(call, "blank", 0),
            call.Attributes.Truth("zero_infinity"),
            ReductionOf(call));
        table["gaussian_nll_loss"] = call => Loss.Gaussian(
            call[0], call[1], call[2], call.Attributes.Truth("full"), Number(call, "eps", 1e-6), ReductionOf(call));
    }

    private static Variable<T> CrossEntropy<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => call.Attributes.Text("target") == "probabilities"
            ? Loss.CrossEntropy(call[0], call[1], Weights(call), Number(call, "label_smoothing", 0), ReductionOf(call))
            : Loss.CrossEntropy(call[0], Labels(call), Weights(call), Number(call, "label_smoothing", 0), IgnoredLabel(call), ReductionOf(call));

    private static Variable<T> BinaryCrossEntropyFromLogits<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isWeighted = call.Attributes.Truth("weight");
        return Loss.BinaryCrossEntropyFromLogits(
            call[0],
            call[1],
            isWeighted ? call[2] : null,
            call.Attributes.Truth("pos_weight") ? call[isWeighted ? 3 : 2] : null,
            ReductionOf(call));
    }

    private static Reduction ReductionOf<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => call.Attributes.IsNull("reduction") ? Reduction.Mean : call.Attributes.Text("reduction") switch
        {
            "none" => Reduction.None,
            "sum" => Reduction.Sum,
            "mean" => Reduction.Mean,
            string other => throw new NotSupportedException($"reduction {other}"),
        };

    private static double Number<T>(Call<T> call, string name, double otherwise)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => call.Attributes.NumberOrNull(name) ?? otherwise;

    private static int IgnoredLabel<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => call.Attributes.IsNull("ignore_index") ? Loss.IgnoredLabel : call.Attributes.Integer("ignore_index");

    private static int[] Labels<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => call.RawIndices(1);

    /// <summary>The class weights, third among the inputs.</summary>
    private static ReadOnlySpan<T> Weights<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => call.Attributes.Truth("weight") ? call[2].Value.Span : default;
}
