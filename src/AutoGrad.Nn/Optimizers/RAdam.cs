using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGrad.Numbers;

namespace AutoGrad.Nn.Optimizers;

/// <summary>RAdam: Adam that starts as momentum alone, until the mean square is known well enough to divide by.</summary>
/// <remarks>
/// m and v as in Adam, r_inf = 2/(1 - beta2) - 1, r = r_inf - 2 t beta2^t/(1 - beta2^t). Up to r = 5, x -= rate m/(1 - beta1^t); from then
/// on that times sqrt(1 - beta2^t)/(sqrt v + epsilon) and sqrt((r - 4)(r - 2) r_inf / ((r_inf - 4)(r_inf - 2) r)). With weight decay, g is
/// the gradient + decay x. Source: Liu et al. 2020.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class RAdam<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;
    private readonly T[][] means;
    private readonly T[][] squares;

    /// <summary>An optimiser of parameters that share their hyper-parameters.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="beta1">How much of the mean of gradients stays from step to step; at least 0 and below 1.</param>
    /// <param name="beta2">How much of the mean of their squares stays; at least 0 and below 1.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; 0 or more.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradient; 0 or more.</param>
    /// <exception cref="ModuleException">There is no parameter, one is there twice, or a number is out of its range.</exception>
    public RAdam(IEnumerable<Parameter<T>> parameters, double rate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : this([new ParameterGroup<T>(parameters)], rate, beta1, beta2, epsilon, weightDecay)
    {
    }

    /// <summary>An optimiser of groups of parameters, which may have rates and weight decays of their own.</summary>
    /// <param name="groups">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="beta1">How much of the mean of gradients stays from step to step; at least 0 and below 1.</param>
    /// <param name="beta2">How much of the mean of their squares stays; at least 0 and below 1.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; 0 or more.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradient; 0 or more.</param>
    /// <exception cref="ModuleException">There is no group, a parameter is in two, or a number is out of its range.</exception>
    public RAdam(IEnumerable<ParameterGroup<T>> groups, double rate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(groups, rate, weightDecay)
    {
        this.beta1 = Hyperparameter.CheckFraction(beta1, Name, "beta1");
        this.beta2 = Hyperparameter.CheckFraction(beta2, Name, "beta2");
        this.epsilon = Hyperparameter.CheckNotNegative(epsilon, Name, "epsilon");
        means = AddState("exp_avg");
        squares = AddState("exp_avg_sq");
    }

    /// <inheritdoc/>
    protected override void Update(int index, Parameter<T> parameter, ParameterGroup<T> group, long step)
    {
        double power = Math.Pow(beta2, step);
        double unbias = 1 - power;
        double limit = (2 / (1 - beta2)) - 1;
        double length = limit - (2 * step * power / unbias);
        double stepSize = group.Rate / (1 - Math.Pow(beta1, step));
        double scaled = length > 5
            ? stepSize * Math.Sqrt(unbias * (length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length))
            : 0;
        UpdateLoop.Run(
            new Rule<Lanes<T>>(beta1, beta2, epsilon, group.WeightDecay, stepSize, scaled),
            new Rule<Scalar<T>>(beta1, beta2, epsilon, group.WeightDecay, stepSize, scaled),
            parameter,
            means[index],
            squares[index]);
    }

    private readonly struct Rule<N>(double beta1, double beta2, double epsilon, double decay, double plain, double scaled) : IUpdateRule<N>
        where N : struct, INumberSystem<N>
    {
        private readonly N beta1 = N.Constant(beta1);
        private readonly N rest1 = N.Constant(1 - beta1);
        private readonly N beta2 = N.Constant(beta2);
        private readonly N rest2 = N.Constant(1 - beta2);
        private readonly N epsilon = N.Constant(epsilon);
        private readonly N decay = N.Constant(decay);
        private readonly N plain = N.Constant(plain);
        private readonly N scaled = N.Constant(scaled);
        private readonly bool isScaled = scaled != 0;

        public static int StateCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update(N gradient, ref N value, ref N first, ref N second, ref N third)
        {
            gradient += decay * value;
            first = (beta1 * first) + (rest1 * gradient);
            second = (beta2 * second) + (rest2 * gradient * gradient);
            value -= isScaled ? scaled * first / (N.Sqrt(second) + epsilon) : plain * first;
        }
    }
}
