using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Losses;

/// <content>Losses of vectors that should be near or far.</content>
public static partial class Loss
{
    /// <summary>Loss of the angle between vectors a and b: 1 - cos where t = 1, and max(0, cos - margin) where t = -1.</summary>
    /// <param name="a">(N, D) vectors, or one (D).</param>
    /// <param name="b">As many vectors.</param>
    /// <param name="target">+1 (should be alike) or -1 (should not), (N), or a number for one pair.</param>
    /// <param name="margin">The cosine that vectors may have that should not be alike; from -1 to 1.</param>
    /// <param name="reduction">The mean over the pairs unless given.</param>
    /// <remarks>The squared lengths have 1e-12 added, so that the gradient at a zero vector is finite.</remarks>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="ModuleException">The margin is not from -1 to 1, or a constant target neither 1 nor -1.</exception>
    public static Variable<T> CosineEmbedding<T>(
        Variable<T> a, Operand<T> b, Operand<T> target, double margin = 0, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(margin is >= -1 and <= 1))
        {
            throw new ModuleException(FormattableString.Invariant($"CosineEmbedding: the margin is {margin}, but must be from -1 to 1, as a cosine is"));
        }

        CheckVectors(a, nameof(CosineEmbedding));
        Variable<T> other = Alike(a, b, nameof(CosineEmbedding), "other vector", "vector");
        Variable<T> lengths = (a.Square().Sum(-1) + Number<T>(1e-12)).Sqrt() * (other.Square().Sum(-1) + Number<T>(1e-12)).Sqrt();
        Variable<T> cosine = (a * other).Sum(-1) / lengths;
        Variable<T> t = Signs(cosine, target, nameof(CosineEmbedding), "list of pairs");
        return Reduced((t > T.Zero).Where(T.One - cosine, (cosine - Number<T>(margin)).Clamp(low: 0)), reduction);
    }

    /// <summary>Loss of an anchor a, which should be nearer to p than to n: max(0, d(a, p) - d(a, n) + margin).</summary>
    /// <param name="anchor">a, (..., D).</param>
    /// <param name="positive">p, of the same shape.</param>
    /// <param name="negative">n, of the same shape.</param>
    /// <param name="margin">By how much nearer.</param>
    /// <param name="norm">The norm of the distance, at least 1; it may be infinite.</param>
    /// <param name="epsilon">Added to every coordinate difference, so that equal points have a gradient.</param>
    /// <param name="swap">Whether n's distance is the lesser of those to a and to p.</param>
    /// <param name="reduction">The mean over the triplets unless given.</param>
    /// <remarks>d(u, v) = |u - v + epsilon| in the norm, along the last axis. Source: Balntas et al. 2016.</remarks>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="ModuleException">The margin is not finite, or the norm less than 1.</exception>
    public static Variable<T> TripletMargin<T>(
        Variable<T> anchor,
        Operand<T> positive,
        Operand<T> negative,
        double margin = 1,
        double norm = 2,
        double epsilon = 1e-6,
        bool swap = false,
        Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckFinite(margin, nameof(TripletMargin), "the margin");
        CheckFinite(epsilon, nameof(TripletMargin), "epsilon");
        if (!(norm >= 1))
        {
            throw new ModuleException(FormattableString.Invariant($"TripletMargin: the norm is {norm}, but must be at least 1"));
        }

        CheckVectors(anchor, nameof(TripletMargin));
        Variable<T> near = Alike(anchor, positive, nameof(TripletMargin), "positive example", "anchor");
        Variable<T> far = Alike(anchor, negative, nameof(TripletMargin), "negative example", "anchor");
        Variable<T> distance = Distance(anchor, far, norm, epsilon);
        if (swap)
        {
            distance = distance.Minimum(Distance(near, far, norm, epsilon));
        }

        return Reduced((Distance(anchor, near, norm, epsilon) - distance + Number<T>(margin)).Clamp(low: 0), reduction);
    }

    private static Variable<T> Distance<T>(Variable<T> a, Variable<T> b, double norm, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> difference = a - b + Number<T>(epsilon);
        return norm switch
        {
            1 => difference.Norm1(-1),
            2 => difference.Norm2(-1),
            double.PositiveInfinity => difference.NormInf(-1),
            _ => difference.Abs().Pow(norm).Sum(-1).Pow(1 / norm),
        };
    }

    private static void CheckVectors<T>(Variable<T> x, string loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Rank == 0)
        {
            throw new ShapeException($"{loss}: a single number is no vector; the last axis must hold coordinates");
        }
    }
}
