using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGrad.Numbers;

namespace AutoGrad.Nn.Optimizers;

/// <summary>Adam: steps by the mean gradient over the root of the mean squared gradient.</summary>
/// <remarks>
/// m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g², x -= rate m/(1 - beta1^t) / (sqrt(v/(1 - beta2^t)) + epsilon).
/// With weight decay, g is the gradient + decay x. Source: Kingma and Ba 2015; with <c>isAmsGrad</c>, the largest v so far divides (Reddi et al. 2018).
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public class Adam<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;
    private readonly bool maximizes;
    private readonly bool decaysApart;
    private readonly T[][] means;
    private readonly T[][] squares;
    private readonly T[][]? largestSquares;

    /// <summary>An optimiser of parameters that share their hyper-parameters.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="beta1">How much of the mean of gradients stays from step to step; at least 0 and below 1.</param>
    /// <param name="beta2">How much of the mean of their squares stays; at least 0 and below 1.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; 0 or more.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradient; 0 or more.</param>
    /// <param name="isAmsGrad">Whether the largest mean square so far divides, and not the present one.</param>
    /// <param name="maximizes">Whether to go up instead of down.</param>
    /// <exception cref="ModuleException">There is no parameter, one is there twice, or a number is out of its range.</exception>
    public Adam(IEnumerable<Parameter<T>> parameters, double rate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0, bool isAmsGrad = false, bool maximizes = false)
        : this([new ParameterGroup<T>(parameters)], rate, beta1, beta2, epsilon, weightDecay, isAmsGrad, maximizes)
    {
    }

    /// <summary>An optimiser of groups of parameters, which may have rates and weight decays of their own.</summary>
    /// <param name="groups">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="beta1">How much of the mean of gradients stays from step to step; at least 0 and below 1.</param>
    /// <param name="beta2">How much of the mean of their squares stays; at least 0 and below 1.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; 0 or more.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradient; 0 or more.</param>
    /// <param name="isAmsGrad">Whether the largest mean square so far divides, and not the present one.</param>
    /// <param name="maximizes">Whether to go up instead of down.</param>
    /// <exception cref="ModuleException">There is no group, a parameter is in two, or a number is out of its range.</exception>
    public Adam(IEnumerable<ParameterGroup<T>> groups, double rate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0, bool isAmsGrad = false, bool maximizes = false)
        : this(groups, rate, beta1, beta2, epsilon, weightDecay, isAmsGrad, maximizes, decaysApart: false)
    {
    }

    /// <summary>Both forms of weight decay: through the gradient, or apart from it.</summary>
    private protected Adam(IEnumerable<ParameterGroup<T>> groups, double rate, double beta1, double beta2, double epsilon, double weightDecay, bool isAmsGrad, bool maximizes, bool decaysApart)
        : base(groups, rate, weightDecay)
    {
        this.decaysApart = decaysApart;
        this.beta1 = Hyperparameter.CheckFraction(beta1, Name, "beta1");
        this.beta2 = Hyperparameter.CheckFraction(beta2, Name, "beta2");
        this.epsilon = Hyperparameter.CheckNotNegative(epsilon, Name, "epsilon");
        this.maximizes = maximizes;
        means = AddState("exp_avg");
        squares = AddState("exp_avg_sq");
        largestSquares = isAmsGrad ? AddState("max_exp_avg_sq") : null;
    }

    /// <inheritdoc/>
    protected override void Update(int index, Parameter<T> parameter, ParameterGroup<T> group, long step)
    {
        double stepSize = group.Rate / (1 - Math.Pow(beta1, step));
        double unbias = 1 / Math.Sqrt(1 - Math.Pow(beta2, step));
        (double decay, double keep) = decaysApart ? (0.0, 1 - (group.Rate * group.WeightDecay)) : (group.WeightDecay, 1.0);
        var lanes = new Rule<Lanes<T>>(beta1, beta2, epsilon, decay, keep, stepSize, unbias, maximizes);
        var single = new Rule<Scalar<T>>(beta1, beta2, epsilon, decay, keep, stepSize, unbias, maximizes);
        if (largestSquares is null)
        {
            UpdateLoop.Run(lanes, single, parameter, means[index], squares[index]);
        }
        else
        {
            UpdateLoop.Run(
                new LargestRule<Lanes<T>>(lanes), new LargestRule<Scalar<T>>(single), parameter, means[index], squares[index], largestSquares[index]);
        }
    }

    private readonly struct Rule<N>(
        double beta1, double beta2, double epsilon, double decay, double keep, double stepSize, double unbias, bool maximizes) : IUpdateRule<N>
        where N : struct, INumberSystem<N>
    {
        private readonly N beta1 = N.Constant(beta1);
        private readonly N rest1 = N.Constant(1 - beta1);
        private readonly N beta2 = N.Constant(beta2);
        private readonly N rest2 = N.Constant(1 - beta2);
        private readonly N epsilon = N.Constant(epsilon);
        private readonly N decay = N.Constant(decay);
        private readonly N keep = N.Constant(keep);
        private readonly N stepSize = N.Constant(stepSize);
        private readonly N unbias = N.Constant(unbias);
        private readonly N sign = N.Constant(maximizes ? -1 : 1);

        public static int StateCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update(N gradient, ref N value, ref N first, ref N second, ref N third)
        {
            Average(gradient, ref value, ref first, ref second);
            Move(ref value, first, second);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Average(N gradient, ref N value, ref N mean, ref N square)
        {
            gradient = (sign * gradient) + (decay * value);
            value *= keep;
            mean = (beta1 * mean) + (rest1 * gradient);
            square = (beta2 * square) + (rest2 * gradient * gradient);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move(ref N value, N mean, N square) => value -= stepSize * mean / ((N.Sqrt(square) * unbias) + epsilon);
    }

    /// <summary>The same with the largest mean square so far for a divisor.</summary>
    private readonly struct LargestRule<N>(Rule<N> rule) : IUpdateRule<N>
        where N : struct, INumberSystem<N>
    {
        public static int StateCount => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update(N gradient, ref N value, ref N first, ref N second, ref N third)
        {
            rule.Average(gradient, ref value, ref first, ref second);
            third = N.Max(third, second);
            rule.Move(ref value, first, third);
        }
    }
}
