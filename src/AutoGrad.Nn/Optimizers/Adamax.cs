using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGrad.Numbers;

namespace AutoGrad.Nn.Optimizers;

/// <summary>Adamax: Adam with the largest recent gradient in place of the root of the mean square.</summary>
/// <remarks>
/// m = beta1 m + (1 - beta1) g, u = max(beta2 u, |g| + epsilon), x -= rate/(1 - beta1^t) m / u. With weight decay, g is the gradient +
/// decay x. Source: Kingma and Ba 2015, section 7.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Adamax<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;
    private readonly T[][] means;
    private readonly T[][] largest;

    /// <summary>An optimiser of parameters that share their hyper-parameters.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="beta1">How much of the mean of gradients stays from step to step; at least 0 and below 1.</param>
    /// <param name="beta2">How much of the largest gradient stays from step to step; at least 0 and below 1.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; 0 or more.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradient; 0 or more.</param>
    /// <exception cref="ModuleException">There is no parameter, one is there twice, or a number is out of its range.</exception>
    public Adamax(IEnumerable<Parameter<T>> parameters, double rate = 2e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : this([new ParameterGroup<T>(parameters)], rate, beta1, beta2, epsilon, weightDecay)
    {
    }

    /// <summary>An optimiser of groups of parameters, which may have rates and weight decays of their own.</summary>
    /// <param name="groups">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="beta1">How much of the mean of gradients stays from step to step; at least 0 and below 1.</param>
    /// <param name="beta2">How much of the largest gradient stays from step to step; at least 0 and below 1.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; 0 or more.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradient; 0 or more.</param>
    /// <exception cref="ModuleException">There is no group, a parameter is in two, or a number is out of its range.</exception>
    public Adamax(IEnumerable<ParameterGroup<T>> groups, double rate = 2e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(groups, rate, weightDecay)
    {
        this.beta1 = Hyperparameter.CheckFraction(beta1, Name, "beta1");
        this.beta2 = Hyperparameter.CheckFraction(beta2, Name, "beta2");
        this.epsilon = Hyperparameter.CheckNotNegative(epsilon, Name, "epsilon");
        means = AddState("exp_avg");
        largest = AddState("exp_inf");
    }

    /// <inheritdoc/>
    protected override void Update(int index, Parameter<T> parameter, ParameterGroup<T> group, long step)
    {
        double stepSize = group.Rate / (1 - Math.Pow(beta1, step));
        UpdateLoop.Run(
            new Rule<Lanes<T>>(beta1, beta2, epsilon, group.WeightDecay, stepSize),
            new Rule<Scalar<T>>(beta1, beta2, epsilon, group.WeightDecay, stepSize),
            parameter,
            means[index],
            largest[index]);
    }

    private readonly struct Rule<N>(double beta1, double beta2, double epsilon, double decay, double stepSize) : IUpdateRule<N>
        where N : struct, INumberSystem<N>
    {
        private readonly N beta1 = N.Constant(beta1);
        private readonly N rest1 = N.Constant(1 - beta1);
        private readonly N beta2 = N.Constant(beta2);
        private readonly N epsilon = N.Constant(epsilon);
        private readonly N decay = N.Constant(decay);
        private readonly N stepSize = N.Constant(stepSize);

        public static int StateCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update(N gradient, ref N value, ref N first, ref N second, ref N third)
        {
            gradient += decay * value;
            first = (beta1 * first) + (rest1 * gradient);
            second = N.Max(beta2 * second, N.Abs(gradient) + epsilon);
            value -= stepSize * first / second;
        }
    }
}
