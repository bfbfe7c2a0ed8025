using AutoGrad.Nn.Losses;

namespace AutoGrad.Nn.Tests.Losses;

/// <summary>Every loss against central differences, to the second order, and every operation that losses are made of against all laws.</summary>
public class LossGradientTests
{
    private static readonly int[] s_labels = [2, 0, 1];
    private static readonly double[,] s_x = { { 0.3, -1.2, 0.7 }, { 1.9, 0.4, -0.6 }, { -0.2, 0.9, 1.1 } };
    private static readonly double[,] s_t = { { 0.1, 0.4, -1.5 }, { 0.2, -0.8, 0.55 }, { 0.75, 2.3, -0.3 } };
    private static readonly double[,] s_probabilities = { { 0.2, 0.5, 0.3 }, { 0.1, 0.1, 0.8 }, { 0.6, 0.25, 0.15 } };
    private static readonly double[,] s_signs = { { 1, -1, 1 }, { -1, -1, 1 }, { 1, 1, -1 } };

    public static TheoryData<string> Losses => [.. All.Keys];

    private static Dictionary<string, Func<Variable<double>, Variable<double>, Variable<double>>> All { get; } = new()
    {
        ["half squared"] = (x, t) => Loss.HalfSquaredError(x, t),
        ["mean squared"] = (x, t) => Loss.MeanSquaredError(x, t),
        ["absolute"] = (x, t) => Loss.AbsoluteError(x, t),
        ["huber"] = (x, t) => Loss.Huber(x, t, 0.7),
        ["smooth absolute"] = (x, t) => Loss.SmoothAbsoluteError(x, t, 0.7, Reduction.Sum),
        ["cross-entropy of labels"] = (x, _) => Loss.CrossEntropy(x, s_labels),
        ["weighted, smoothed"] = (x, _) => Loss.CrossEntropy(x, s_labels, [0.5, 2, 1], 0.2, reduction: Reduction.None),
        ["ignored"] = (x, _) => Loss.CrossEntropy(x, [1, -100, 0], [0.5, 2, 1], reduction: Reduction.None),
        ["cross-entropy of probabilities"] = (x, t) => Loss.CrossEntropy(x, t.Softmax(), [0.5, 2, 1], 0.1),
        ["likelihood"] = (x, _) => Loss.NegativeLogLikelihood(x, s_labels),
        ["binary from logits"] = (x, t) => Loss.BinaryCrossEntropyFromLogits(x, t, s_probabilities, new double[] { 1, 2, 3 }),
        ["binary from probabilities"] = (x, t) => Loss.BinaryCrossEntropy(x.Sigmoid(), t.Sigmoid()),
        ["multi-label"] = (x, t) => Loss.MultiLabelSoftMargin(x, t, reduction: Reduction.None),
        ["divergence"] = (x, t) => Loss.KullbackLeibler(x.LogSoftmax(), t.Softmax()),
        ["divergence of logarithms"] = (x, t) => Loss.KullbackLeibler(x.LogSoftmax(), t.LogSoftmax(), isLogTarget: true),
        ["hinge"] = (x, _) => Loss.Hinge(x, s_signs),
        ["hinge embedding"] = (x, _) => Loss.HingeEmbedding(x, s_signs),
        ["ranking"] = (x, t) => Loss.MarginRanking(x, t, s_signs, 0.13),
        ["soft margin"] = (x, _) => Loss.SoftMargin(x, s_signs),
        ["multi-margin"] = (x, _) => Loss.MultiMargin(x, s_labels, power: 2),
        ["cosine"] = (x, t) => Loss.CosineEmbedding(x, t, new double[] { 1, -1, -1 }, -0.9, Reduction.None),
        ["triplet"] = (x, t) => Loss.TripletMargin(x, t, s_probabilities, 3, norm: 3, swap: true),
        ["poisson"] = (x, t) => Loss.Poisson(x, t.Exp() + 1.5, isFull: true),
        ["poisson of rates"] = (x, t) => Loss.Poisson(x.Exp(), t.Exp(), isLogInput: false),
        ["ctc"] = (x, t) => Loss.ConnectionistTemporal(
            Variable<double>.Stack([x, t, x * 0.5, t - x]).LogSoftmax(), [1, 1, 1, 2, 2, 0], [4, 4, 3], [2, 2, 1], reduction: Reduction.None),
        ["gaussian"] = (x, t) => Loss.Gaussian(x, s_signs, t.Exp(), isFull: true),
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void Loss_has_the_gradient_of_its_value(string loss) =>
        GradientCheck.Check(v => All[loss](v[0], v[1]), s_x, s_t).ThrowIfFailed();

    [Fact]
    public void Operations_of_losses_meet_the_laws()
    {
        GradientCheck.CheckOperation<HuberError>().ThrowIfFailed();
        GradientCheck.CheckOperation<LogisticError>().ThrowIfFailed();
        GradientCheck.CheckOperation<WeightedLogisticError>().ThrowIfFailed();
        GradientCheck.CheckOperation<BernoulliError>().ThrowIfFailed();
        GradientCheck.CheckOperation<RelativeEntropy>().ThrowIfFailed();
    }
}
