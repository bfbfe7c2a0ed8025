using System.Numerics;

namespace AutoGrad.Nn.Optimizers;

/// <summary>Adam: steps by the mean gradient over the root of the mean squared gradient, with weight decay apart from both.</summary>
/// <remarks>
/// m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g², x -= rate m/(1 - beta1^t) / (sqrt(v/(1 - beta2^t)) + epsilon).
/// First x -= rate decay x. Source: Loshchilov and Hutter 2019.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class AdamW<T> : Adam<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>An optimiser of parameters that share their hyper-parameters.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="beta1">How much of the mean of gradients stays from step to step; at least 0 and below 1.</param>
    /// <param name="beta2">How much of the mean of their squares stays; at least 0 and below 1.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; 0 or more.</param>
    /// <param name="weightDecay">The share of the weights that a step at rate 1 takes off them; 0 or more.</param>
    /// <param name="isAmsGrad">Whether the largest mean square so far divides, and not the present one.</param>
    /// <param name="maximizes">Whether to go up instead of down.</param>
    /// <exception cref="ModuleException">There is no parameter, one is there twice, or a number is out of its range.</exception>
    public AdamW(IEnumerable<Parameter<T>> parameters, double rate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 1e-2, bool isAmsGrad = false, bool maximizes = false)
        : this([new ParameterGroup<T>(parameters)], rate, beta1, beta2, epsilon, weightDecay, isAmsGrad, maximizes)
    {
    }

    /// <summary>An optimiser of groups of parameters, which may have rates and weight decays of their own.</summary>
    /// <param name="groups">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="beta1">How much of the mean of gradients stays from step to step; at least 0 and below 1.</param>
    /// <param name="beta2">How much of the mean of their squares stays; at least 0 and below 1.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; 0 or more.</param>
    /// <param name="weightDecay">The share of the weights that a step at rate 1 takes off them; 0 or more.</param>
    /// <param name="isAmsGrad">Whether the largest mean square so far divides, and not the present one.</param>
    /// <param name="maximizes">Whether to go up instead of down.</param>
    /// <exception cref="ModuleException">There is no group, a parameter is in two, or a number is out of its range.</exception>
    public AdamW(IEnumerable<ParameterGroup<T>> groups, double rate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 1e-2, bool isAmsGrad = false, bool maximizes = false)
        : base(groups, rate, beta1, beta2, epsilon, weightDecay, isAmsGrad, maximizes, decaysApart: true)
    {
    }
}
