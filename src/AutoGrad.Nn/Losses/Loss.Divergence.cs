using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Losses;

/// <content>Distance of distributions.</content>
public static partial class Loss
{
    /// <summary>Kullback and Leibler's divergence from x to t, element by element: t (log t - x), x being log-probabilities.</summary>
    /// <param name="logProbabilities">x, of any shape.</param>
    /// <param name="target">t, of the same shape; where it is 0 the loss is 0.</param>
    /// <param name="isLogTarget">Whether the target holds log t instead: e^t (t - x).</param>
    /// <param name="reduction">
    /// The mean over all elements unless given. The divergence of distributions is the sum over their elements; for the mean over
    /// samples, divide <see cref="Reduction.Sum"/> by their number.
    /// </param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="ModuleException">A constant target is negative, and no logarithm.</exception>
    public static Variable<T> KullbackLeibler<T>(
        Variable<T> logProbabilities, Operand<T> target, bool isLogTarget = false, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> t = isLogTarget
            ? Alike(logProbabilities, target, nameof(KullbackLeibler), first: "log-probability")
            : NotNegative(logProbabilities, target, nameof(KullbackLeibler), "log-probability", "for logarithms of probabilities set isLogTarget");
        return Reduced(isLogTarget ? t.Exp() * (t - logProbabilities) : logProbabilities.Apply(new RelativeEntropy(), t), reduction);
    }
}
