using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Losses;

/// <content>Cross-entropy over classes, of which one applies.</content>
public static partial class Loss
{
    /// <summary>The label that counts for nothing unless another is given.</summary>
    public const int IgnoredLabel = -100;

    /// <summary>Cross-entropy of scores and class labels: -w log softmax(x) at the label.</summary>
    /// <param name="logits">x, (N, C), (N, C, d...) or, for one sample, (C); of any magnitude.</param>
    /// <param name="labels">A class from 0 to C - 1 for each sample, or for each position (N, d...), row by row.</param>
    /// <param name="classWeights">w, one for each class; all 1 unless given.</param>
    /// <param name="labelSmoothing">e mixes (1 - e) of the label with e/C of every class; class weights apply to each term.</param>
    /// <param name="ignoredLabel">A label whose positions count for nothing.</param>
    /// <param name="reduction">
    /// The mean unless given: the sum divided by the sum of the labels' weights over the positions that are not ignored; 0 where all are.
    /// <see cref="Reduction.None"/> gives (N, d...), 0 at ignored positions.
    /// </param>
    /// <exception cref="ShapeException">A label is no class, or there are more or fewer labels or weights than the scores take.</exception>
    /// <exception cref="ModuleException">The label smoothing is not from 0 to 1, or a weight negative or not finite.</exception>
    public static Variable<T> CrossEntropy<T>(
        Variable<T> logits,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> classWeights = default,
        double labelSmoothing = 0,
        int ignoredLabel = IgnoredLabel,
        Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckSmoothing(labelSmoothing, nameof(CrossEntropy));
        Shape shape = logits.Shape;
        var axis = new ClassAxis(shape, nameof(CrossEntropy));
        axis.CheckLabels(labels, ignoredLabel, shape, nameof(CrossEntropy));
        axis.CheckWeights(classWeights, shape, nameof(CrossEntropy));
        CheckMean(shape, reduction, nameof(CrossEntropy));
        if (shape.Rank == 2 && classWeights.IsEmpty && labelSmoothing == 0 && !labels.Contains(ignoredLabel) && !labels.IsEmpty)
        {
            // The common case has an operation of its own, without a matrix of log-probabilities.
            return Reduced(logits.SoftmaxCrossEntropy(labels), reduction);
        }

        Variable<T> logProbabilities = logits.LogSoftmax(axis.Axis);
        return labelSmoothing == 0
            ? AtLabels(logProbabilities, axis, labels, classWeights, ignoredLabel, reduction)
            : SmoothedAtLabels(logProbabilities, axis, labels, classWeights, labelSmoothing, ignoredLabel, reduction);
    }

    /// <summary>Cross-entropy of scores and a distribution over the classes: -sum over c of w_c t_c log softmax(x)_c.</summary>
    /// <param name="logits">x, (N, C), (N, C, d...) or, for one sample, (C); of any magnitude.</param>
    /// <param name="probabilities">t, of the same shape.</param>
    /// <param name="classWeights">w, one for each class; all 1 unless given.</param>
    /// <param name="labelSmoothing">e mixes (1 - e) of the target with e/C of every class.</param>
    /// <param name="reduction">The mean over the positions (N, d...) unless given, whatever the weights.</param>
    /// <exception cref="ShapeException">The shapes differ, or the weights are not one for each class.</exception>
    /// <exception cref="ModuleException">The label smoothing is not from 0 to 1, or a weight or a constant probability negative or not finite.</exception>
    public static Variable<T> CrossEntropy<T>(
        Variable<T> logits,
        Operand<T> probabilities,
        ReadOnlySpan<T> classWeights = default,
        double labelSmoothing = 0,
        Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckSmoothing(labelSmoothing, nameof(CrossEntropy));
        Shape shape = logits.Shape;
        var axis = new ClassAxis(shape, nameof(CrossEntropy));
        axis.CheckWeights(classWeights, shape, nameof(CrossEntropy));
        CheckMean(shape, reduction, nameof(CrossEntropy));
        Variable<T> target = NotNegative(logits, probabilities, nameof(CrossEntropy), "score", "for numbers of classes give an int[]");
        if (labelSmoothing != 0)
        {
            target = (target * Number<T>(1 - labelSmoothing)) + Number<T>(labelSmoothing / axis.Classes);
        }

        if (!classWeights.IsEmpty)
        {
            target *= WeightsOf(logits, axis, classWeights);
        }

        // A probability of 0 takes nothing from an infinite logarithm.
        Variable<T> terms = target.Apply(new Operations.UpstreamProduct(), logits.LogSoftmax(axis.Axis));
        return reduction switch
        {
            Reduction.None => -terms.Sum(axis.Axis),
            Reduction.Sum => -terms.Sum(),
            _ => terms.Sum() * Number<T>(-1.0 / axis.Positions),
        };
    }

    /// <summary>Negative log-likelihood of class labels: -w x at the label, x being log-probabilities.</summary>
    /// <param name="logProbabilities">x, (N, C), (N, C, d...) or, for one sample, (C).</param>
    /// <param name="labels">A class from 0 to C - 1 for each sample, or for each position (N, d...), row by row.</param>
    /// <param name="classWeights">w, one for each class; all 1 unless given.</param>
    /// <param name="ignoredLabel">A label whose positions count for nothing.</param>
    /// <param name="reduction">As that of the cross-entropy.</param>
    /// <exception cref="ShapeException">A label is no class, or there are more or fewer labels or weights than the scores take.</exception>
    /// <exception cref="ModuleException">A weight is negative or not finite.</exception>
    public static Variable<T> NegativeLogLikelihood<T>(
        Variable<T> logProbabilities,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> classWeights = default,
        int ignoredLabel = IgnoredLabel,
        Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape shape = logProbabilities.Shape;
        var axis = new ClassAxis(shape, nameof(NegativeLogLikelihood));
        axis.CheckLabels(labels, ignoredLabel, shape, nameof(NegativeLogLikelihood));
        axis.CheckWeights(classWeights, shape, nameof(NegativeLogLikelihood));
        CheckMean(shape, reduction, nameof(NegativeLogLikelihood));
        return AtLabels(logProbabilities, axis, labels, classWeights, ignoredLabel, reduction);
    }

    /// <summary>Class weights in a shape that broadcasts to the scores'.</summary>
    private static Variable<T> WeightsOf<T>(Variable<T> logits, ClassAxis axis, ReadOnlySpan<T> classWeights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<nint> lengths = stackalloc nint[logits.Rank - axis.Axis];
        lengths.Fill(1);
        lengths[0] = axis.Classes;
        return logits.Tape.Constant(classWeights, lengths);
    }
}
