using System.Buffers;
using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Losses;

/// <content>Losses that ask for a margin. At the margin itself the gradient is that of the side where the loss is not 0.</content>
public static partial class Loss
{
    /// <summary>Hinge loss of scores x and targets t of +-1: max(0, margin - t x).</summary>
    /// <param name="y">The scores, of any shape.</param>
    /// <param name="target">+1 or -1, of the same shape.</param>
    /// <param name="margin">How far on the right side a score must be.</param>
    /// <param name="reduction">The mean over all elements unless given.</param>
    /// <remarks>Source: Cortes and Vapnik 1995.</remarks>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="ModuleException">The margin is not finite, or a constant target neither 1 nor -1.</exception>
    public static Variable<T> Hinge<T>(Variable<T> y, Operand<T> target, double margin = 1, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckFinite(margin, nameof(Hinge), "the margin");
        return Reduced((Number<T>(margin) - (y * Signs(y, target, nameof(Hinge), "score"))).Clamp(low: 0), reduction);
    }

    /// <summary>Loss of distances x and targets t: x where t = 1, and max(0, margin - x) where t = -1.</summary>
    /// <param name="y">The distances, of any shape.</param>
    /// <param name="target">+1 (should be near) or -1 (should be far), of the same shape.</param>
    /// <param name="margin">How far apart things must be that should be far.</param>
    /// <param name="reduction">The mean over all elements unless given.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="ModuleException">The margin is not finite, or a constant target neither 1 nor -1.</exception>
    public static Variable<T> HingeEmbedding<T>(Variable<T> y, Operand<T> target, double margin = 1, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckFinite(margin, nameof(HingeEmbedding), "the margin");
        Variable<T> t = Signs(y, target, nameof(HingeEmbedding), "distance");
        return Reduced((t > T.Zero).Where(y, (Number<T>(margin) - y).Clamp(low: 0)), reduction);
    }

    /// <summary>Ranking loss of two scores: max(0, margin - t (a - b)).</summary>
    /// <param name="a">Scores, of any shape.</param>
    /// <param name="b">Scores, of the same shape.</param>
    /// <param name="target">+1 where a should rank higher and -1 where b should, of the same shape.</param>
    /// <param name="margin">By how much.</param>
    /// <param name="reduction">The mean over all elements unless given.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="ModuleException">The margin is not finite, or a constant target neither 1 nor -1.</exception>
    public static Variable<T> MarginRanking<T>(
        Variable<T> a, Operand<T> b, Operand<T> target, double margin = 0, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckFinite(margin, nameof(MarginRanking), "the margin");
        Variable<T> t = Signs(a, target, nameof(MarginRanking), "score");
        return Reduced((Number<T>(margin) - (t * (a - Alike(a, b, nameof(MarginRanking), "other score", "score")))).Clamp(low: 0), reduction);
    }

    /// <summary>Logistic loss of scores x and targets t of +-1: log(1 + e^(-t x)).</summary>
    /// <param name="y">The scores, of any shape and magnitude.</param>
    /// <param name="target">+1 or -1, of the same shape.</param>
    /// <param name="reduction">The mean over all elements unless given.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="ModuleException">A constant target is neither 1 nor -1.</exception>
    public static Variable<T> SoftMargin<T>(Variable<T> y, Operand<T> target, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Reduced((-(y * Signs(y, target, nameof(SoftMargin), "score"))).Softplus(), reduction);

    /// <summary>Hinge loss over classes: 1/C sum over the other classes c of w max(0, margin - x_label + x_c)^p.</summary>
    /// <param name="logits">x, (N, C) or, for one sample, (C).</param>
    /// <param name="labels">A class from 0 to C - 1 for each sample.</param>
    /// <param name="power">p, 1 or 2.</param>
    /// <param name="margin">By how much the label's score must exceed the others.</param>
    /// <param name="classWeights">w, one for each class, the label's applies; all 1 unless given.</param>
    /// <param name="reduction">The mean over the samples unless given.</param>
    /// <exception cref="ShapeException">The scores are no matrix, a label is no class, or there are more or fewer labels or weights than the scores take.</exception>
    /// <exception cref="ModuleException">The power is neither 1 nor 2, the margin not finite, or a weight negative or not finite.</exception>
    public static Variable<T> MultiMargin<T>(
        Variable<T> logits,
        ReadOnlySpan<int> labels,
        int power = 1,
        double margin = 1,
        ReadOnlySpan<T> classWeights = default,
        Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckFinite(margin, nameof(MultiMargin), "the margin");
        if (power is not (1 or 2))
        {
            throw new ModuleException($"MultiMargin: the power is {power}, but must be 1 or 2");
        }

        Shape shape = logits.Shape;
        if (shape.Rank is not (1 or 2))
        {
            throw new ShapeException($"MultiMargin: the scores have shape {shape}, but must be (N, C) or (C)");
        }

        var axis = new ClassAxis(shape, nameof(MultiMargin));
        axis.CheckLabels(labels, ignored: null, shape, nameof(MultiMargin));
        axis.CheckWeights(classWeights, shape, nameof(MultiMargin));
        int[] places = ArrayPool<int>.Shared.Rent(labels.Length);
        T[] factors = ArrayPool<T>.Shared.Rent(shape.Count);
        try
        {
            // The label's own term, margin^p, is left out by a factor of 0.
            for (int i = 0; i < labels.Length; i++)
            {
                places[i] = axis.PlaceOf(i, labels[i]);
                T weight = classWeights.IsEmpty ? T.One : classWeights[labels[i]];
                factors.AsSpan(i * axis.Classes, axis.Classes).Fill(weight / T.CreateTruncating(axis.Classes));
                factors[places[i]] = T.Zero;
            }

            Variable<T> own = logits.Reshape(shape.Count).IndexSelect(0, places.AsSpan(0, labels.Length));
            Variable<T> excess = (logits - (shape.Rank == 2 ? own.ExpandAxes(1) : own) + Number<T>(margin)).Relu();
            Variable<T> terms = (power == 1 ? excess : excess.Square()) * logits.Tape.Constant(factors.AsSpan(0, shape.Count), shape.Lengths);
            return Reduced(terms.Sum(-1), reduction);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(places);
            ArrayPool<T>.Shared.Return(factors);
        }
    }
}
