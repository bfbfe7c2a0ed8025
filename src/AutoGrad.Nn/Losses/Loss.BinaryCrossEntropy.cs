using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Losses;

/// <content>Cross-entropy of independent yes-or-no questions.</content>
public static partial class Loss
{
    /// <summary>Binary cross-entropy of probabilities: -w (t log p + (1 - t) log(1 - p)).</summary>
    /// <param name="probabilities">p, of any shape, from 0 to 1; the logarithms end at -100.</param>
    /// <param name="target">t, of the same shape, usually 0 or 1.</param>
    /// <param name="weight">w, a factor for each loss, of a shape that broadcasts to p's; 1 unless given.</param>
    /// <param name="reduction">The mean over all elements unless given, whatever the weights.</param>
    /// <remarks>From scores, <see cref="BinaryCrossEntropyFromLogits"/> is exact where probabilities round to 0 or 1.</remarks>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="ModuleException">A probability or a constant target is not from 0 to 1.</exception>
    public static Variable<T> BinaryCrossEntropy<T>(
        Variable<T> probabilities, Operand<T> target, Operand<T>? weight = null, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> t = Shares(probabilities, target, nameof(BinaryCrossEntropy));
        ReadOnlySpan<T> values = probabilities.Value.Span;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < T.Zero || values[i] > T.One)
            {
                throw new ModuleException(FormattableString.Invariant(
                    $"BinaryCrossEntropy: element {i} of the probabilities is {values[i]}, not from 0 to 1; for scores there is BinaryCrossEntropyFromLogits"));
            }
        }

        return Reduced(Weighted(probabilities.Apply(new BernoulliError(), t), weight, nameof(BinaryCrossEntropy)), reduction);
    }

    /// <summary>Binary cross-entropy of scores: w (p t softplus(-x) + (1 - t) softplus(x)), the probabilities being sigmoid(x).</summary>
    /// <param name="logits">x, of any shape and magnitude.</param>
    /// <param name="target">t, of the same shape, usually 0 or 1.</param>
    /// <param name="weight">w, a factor for each loss, of a shape that broadcasts to x's; 1 unless given.</param>
    /// <param name="positiveWeight">p, a factor for the positive term, of a shape that broadcasts to x's, as one a class does; 1 unless given.</param>
    /// <param name="reduction">The mean over all elements unless given, whatever the weights.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="ModuleException">A constant target is not from 0 to 1.</exception>
    public static Variable<T> BinaryCrossEntropyFromLogits<T>(
        Variable<T> logits, Operand<T> target, Operand<T>? weight = null, Operand<T>? positiveWeight = null, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> t = Shares(logits, target, nameof(BinaryCrossEntropyFromLogits), "score");
        Variable<T> each = positiveWeight is { } positive
            ? logits.Apply(new WeightedLogisticError(), t, Broadcastable(logits, positive, nameof(BinaryCrossEntropyFromLogits), "positive weight"))
            : logits.Apply(new LogisticError(), t);
        return Reduced(Weighted(each, weight, nameof(BinaryCrossEntropyFromLogits)), reduction);
    }

    /// <summary>One loss a sample for any number of yes-or-no labels: the mean of their binary cross-entropies from scores.</summary>
    /// <param name="logits">(..., C) scores.</param>
    /// <param name="target">Of the same shape, 1 where a label applies and 0 where not.</param>
    /// <param name="weight">A factor for each class, (C); 1 unless given.</param>
    /// <param name="reduction">The mean over the samples unless given.</param>
    /// <exception cref="ShapeException">The shapes differ, there is no axis of classes, or nothing along it.</exception>
    /// <exception cref="ModuleException">A constant target is not from 0 to 1.</exception>
    public static Variable<T> MultiLabelSoftMargin<T>(
        Variable<T> logits, Operand<T> target, Operand<T>? weight = null, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (logits.Rank == 0)
        {
            throw new ShapeException("MultiLabelSoftMargin: the scores are a single number; their last axis must hold the classes");
        }

        // The mean over no classes is NaN for every sample.
        CheckNotEmpty(logits.Shape, nameof(MultiLabelSoftMargin));
        Variable<T> t = Shares(logits, target, nameof(MultiLabelSoftMargin), "score");
        Variable<T> each = BinaryCrossEntropyFromLogits(logits, t, weight, reduction: Reduction.None);
        return Reduced(each.Mean(-1), reduction);
    }

    private static Variable<T> Weighted<T>(Variable<T> each, Operand<T>? weight, string loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => weight is { } given ? each * Broadcastable(each, given, loss, "weight") : each;

    /// <summary>An operand whose shape broadcasts to another's without making it larger.</summary>
    private static Variable<T> Broadcastable<T>(Variable<T> y, Operand<T> other, string loss, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> given = other.On(y.Tape);
        ReadOnlySpan<nint> whole = y.Shape.Lengths;
        ReadOnlySpan<nint> part = given.Shape.Lengths;
        bool fits = part.Length <= whole.Length;
        for (int i = 1; fits && i <= part.Length; i++)
        {
            fits = part[^i] == 1 || part[^i] == whole[^i];
        }

        return fits
            ? given
            : throw new ShapeException($"{loss}: the {what} has shape {given.Shape}, which does not broadcast to {y.Shape}; reshape it");
    }
}
