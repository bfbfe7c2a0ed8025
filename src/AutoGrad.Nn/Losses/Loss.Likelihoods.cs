using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Losses;

/// <content>Negative log-likelihoods of counts and of measurements.</content>
public static partial class Loss
{
    /// <summary>Negative log-likelihood of counts t under Poisson's distribution: e^x - t x, x being the logarithm of the rate.</summary>
    /// <param name="y">x, of any shape.</param>
    /// <param name="target">t, of the same shape.</param>
    /// <param name="isLogInput">Whether y is the logarithm of the rate; or else it is the rate itself: y - t log(y + epsilon).</param>
    /// <param name="isFull">Whether Stirling's approximation of log t! is added where t &gt; 1: t log t - t + log(2 pi t) / 2.</param>
    /// <param name="epsilon">Keeps the logarithm of a rate away from 0.</param>
    /// <param name="reduction">The mean over all elements unless given.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="ModuleException">Epsilon is not positive.</exception>
    public static Variable<T> Poisson<T>(
        Variable<T> y,
        Operand<T> target,
        bool isLogInput = true,
        bool isFull = false,
        double epsilon = 1e-8,
        Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckPositive(epsilon, nameof(Poisson), "epsilon");
        Variable<T> t = Alike(y, target, nameof(Poisson));
        Variable<T> each = isLogInput ? y.Exp() - (t * y) : y - (t * (y + Number<T>(epsilon)).Log());
        if (isFull)
        {
            Variable<T> stirling = (t * t.Log()) - t + (Number<T>(0.5) * (t * Number<T>(2 * Math.PI)).Log());
            each += (t > T.One).Where(stirling, T.Zero);
        }

        return Reduced(each, reduction);
    }

    /// <summary>Negative log-likelihood of measurements t of mean x and variance v: (log v + (x - t)²/v) / 2, with v no less than epsilon.</summary>
    /// <param name="mean">x, of any shape.</param>
    /// <param name="target">t, of the same shape.</param>
    /// <param name="variance">v, which gets a gradient, too; of the same shape, or one that broadcasts to it, as (N, 1) does for (N, D).</param>
    /// <param name="isFull">Whether the constant log(2 pi) / 2 is added.</param>
    /// <param name="epsilon">The least variance; below it the gradient by the variance is 0.</param>
    /// <param name="reduction">The mean over all elements unless given.</param>
    /// <remarks>Source: Nix and Weigend 1994.</remarks>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="ModuleException">Epsilon is not positive, or a variance negative.</exception>
    public static Variable<T> Gaussian<T>(
        Variable<T> mean,
        Operand<T> target,
        Operand<T> variance,
        bool isFull = false,
        double epsilon = 1e-6,
        Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckPositive(epsilon, nameof(Gaussian), "epsilon");
        Variable<T> t = Alike(mean, target, nameof(Gaussian), first: "mean");
        Variable<T> v = Broadcastable(mean, variance, nameof(Gaussian), "variance");
        ReadOnlySpan<T> values = v.Value.Span;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < T.Zero)
            {
                throw new ModuleException(FormattableString.Invariant(
                    $"Gaussian: element {i} of the variance is {values[i]}; a variance is not negative, Softplus() or Exp() of an output makes it so"));
            }
        }

        Variable<T> least = v.Clamp(low: epsilon);
        Variable<T> each = (least.Log() + ((mean - t).Square() / least)) * Number<T>(0.5);
        return Reduced(isFull ? each + Number<T>(0.5 * Math.Log(2 * Math.PI)) : each, reduction);
    }
}
