using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGrad.Numbers;

namespace AutoGrad.Nn.Optimizers;

/// <summary>Adagrad: steps by the gradient over the root of the sum of its squares.</summary>
/// <remarks>
/// s += g², x -= rate/(1 + (t - 1) rateDecay) g / (sqrt s + epsilon). With weight decay, g is the gradient + decay x. Source: Duchi, Hazan
/// and Singer 2011.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Adagrad<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double rateDecay;
    private readonly double epsilon;
    private readonly T[][] sums;

    /// <summary>An optimiser of parameters that share their hyper-parameters.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="rateDecay">How fast the rate falls with the steps; 0 or more.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradient; 0 or more.</param>
    /// <param name="initialSum">What the sum of squares starts from; 0 or more.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; 0 or more.</param>
    /// <exception cref="ModuleException">There is no parameter, one is there twice, or a number is out of its range.</exception>
    public Adagrad(IEnumerable<Parameter<T>> parameters, double rate = 1e-2, double rateDecay = 0, double weightDecay = 0, double initialSum = 0, double epsilon = 1e-10)
        : this([new ParameterGroup<T>(parameters)], rate, rateDecay, weightDecay, initialSum, epsilon)
    {
    }

    /// <summary>An optimiser of groups of parameters, which may have rates and weight decays of their own.</summary>
    /// <param name="groups">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="rateDecay">How fast the rate falls with the steps; 0 or more.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradient; 0 or more.</param>
    /// <param name="initialSum">What the sum of squares starts from; 0 or more.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; 0 or more.</param>
    /// <exception cref="ModuleException">There is no group, a parameter is in two, or a number is out of its range.</exception>
    public Adagrad(IEnumerable<ParameterGroup<T>> groups, double rate = 1e-2, double rateDecay = 0, double weightDecay = 0, double initialSum = 0, double epsilon = 1e-10)
        : base(groups, rate, weightDecay)
    {
        this.rateDecay = Hyperparameter.CheckNotNegative(rateDecay, Name, "the decay of the rate");
        this.epsilon = Hyperparameter.CheckNotNegative(epsilon, Name, "epsilon");
        sums = AddState("sum", Hyperparameter.CheckNotNegative(initialSum, Name, "the initial sum"));
    }

    /// <inheritdoc/>
    protected override void Update(int index, Parameter<T> parameter, ParameterGroup<T> group, long step)
    {
        double rate = group.Rate / (1 + ((step - 1) * rateDecay));
        UpdateLoop.Run(
            new Rule<Lanes<T>>(epsilon, group.WeightDecay, rate), new Rule<Scalar<T>>(epsilon, group.WeightDecay, rate), parameter, sums[index]);
    }

    private readonly struct Rule<N>(double epsilon, double decay, double rate) : IUpdateRule<N>
        where N : struct, INumberSystem<N>
    {
        private readonly N epsilon = N.Constant(epsilon);
        private readonly N decay = N.Constant(decay);
        private readonly N rate = N.Constant(rate);

        public static int StateCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update(N gradient, ref N value, ref N first, ref N second, ref N third)
        {
            gradient += decay * value;
            first += gradient * gradient;
            value -= rate * gradient / (N.Sqrt(first) + epsilon);
        }
    }
}
