using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGrad.Numbers;

namespace AutoGrad.Nn.Optimizers;

/// <summary>Gradient descent, with momentum, Nesterov's momentum and weight decay where asked for.</summary>
/// <remarks>
/// x -= rate g. With momentum, b = momentum b + (1 - dampening) g, b = g at the first step, and x -= rate b; Nesterov's x -= rate (g + momentum b).
/// With weight decay, g is the gradient + decay x. Source: Polyak 1964, Nesterov 1983, in the form of Sutskever et al. 2013.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class GradientDescent<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double momentum;
    private readonly double dampening;
    private readonly bool isNesterov;
    private readonly bool maximizes;
    private readonly T[][]? velocities;

    /// <summary>An optimiser of parameters that share their hyper-parameters.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="momentum">How much of the last step goes on; at least 0 and below 1.</param>
    /// <param name="dampening">How much of the gradient is left out from the second step on; from 0 to 1.</param>
    /// <param name="isNesterov">Whether to take the gradient as if the momentum had already acted.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradient; 0 or more.</param>
    /// <param name="maximizes">Whether to go up instead of down.</param>
    /// <exception cref="ModuleException">There is no parameter, one is there twice, or a number is out of its range.</exception>
    public GradientDescent(IEnumerable<Parameter<T>> parameters, double rate = 1e-2, double momentum = 0, double dampening = 0, bool isNesterov = false, double weightDecay = 0, bool maximizes = false)
        : this([new ParameterGroup<T>(parameters)], rate, momentum, dampening, isNesterov, weightDecay, maximizes)
    {
    }

    /// <summary>An optimiser of groups of parameters, which may have rates and weight decays of their own.</summary>
    /// <param name="groups">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="momentum">How much of the last step goes on; at least 0 and below 1.</param>
    /// <param name="dampening">How much of the gradient is left out from the second step on; from 0 to 1.</param>
    /// <param name="isNesterov">Whether to take the gradient as if the momentum had already acted.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradient; 0 or more.</param>
    /// <param name="maximizes">Whether to go up instead of down.</param>
    /// <exception cref="ModuleException">There is no group, a parameter is in two, or a number is out of its range.</exception>
    public GradientDescent(IEnumerable<ParameterGroup<T>> groups, double rate = 1e-2, double momentum = 0, double dampening = 0, bool isNesterov = false, double weightDecay = 0, bool maximizes = false)
        : base(groups, rate, weightDecay)
    {
        this.momentum = Hyperparameter.CheckFraction(momentum, Name, "the momentum");
        if (!(dampening is >= 0 and <= 1))
        {
            throw new ModuleException(FormattableString.Invariant($"GradientDescent: the dampening is {dampening}, but must be from 0 to 1"));
        }

        if (isNesterov && (momentum == 0 || dampening != 0))
        {
            throw new ModuleException("GradientDescent: Nesterov's momentum needs a momentum above 0, and no dampening");
        }

        (this.dampening, this.isNesterov, this.maximizes) = (dampening, isNesterov, maximizes);
        velocities = momentum > 0 ? AddState("momentum_buffer") : null;
    }

    /// <inheritdoc/>
    protected override void Update(int index, Parameter<T> parameter, ParameterGroup<T> group, long step)
    {
        if (velocities is null && group.WeightDecay == 0 && !maximizes)
        {
            parameter.Descend(T.CreateTruncating(group.Rate));
        }
        else if (velocities is null)
        {
            UpdateLoop.Run(
                new Rule<Lanes<T>>(group.Rate, group.WeightDecay, maximizes), new Rule<Scalar<T>>(group.Rate, group.WeightDecay, maximizes), parameter);
        }
        else
        {
            double share = step == 1 ? 1 : 1 - dampening;
            UpdateLoop.Run(
                new MomentumRule<Lanes<T>>(group.Rate, group.WeightDecay, momentum, share, isNesterov, maximizes),
                new MomentumRule<Scalar<T>>(group.Rate, group.WeightDecay, momentum, share, isNesterov, maximizes),
                parameter,
                velocities[index]);
        }
    }

    private readonly struct Rule<N>(double rate, double decay, bool maximizes) : IUpdateRule<N>
        where N : struct, INumberSystem<N>
    {
        private readonly N rate = N.Constant(rate);
        private readonly N decay = N.Constant(decay);
        private readonly N sign = N.Constant(maximizes ? -1 : 1);

        public static int StateCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update(N gradient, ref N value, ref N first, ref N second, ref N third)
        {
            value -= rate * ((sign * gradient) + (decay * value));
        }
    }

    private readonly struct MomentumRule<N>(double rate, double decay, double momentum, double share, bool isNesterov, bool maximizes) : IUpdateRule<N>
        where N : struct, INumberSystem<N>
    {
        // The step is ofGradient g + ofVelocity b: (rate, rate momentum) for Nesterov's, (0, rate) for the plain one.
        private readonly N ofGradient = N.Constant(isNesterov ? rate : 0);
        private readonly N ofVelocity = N.Constant(isNesterov ? rate * momentum : rate);
        private readonly N decay = N.Constant(decay);
        private readonly N momentum = N.Constant(momentum);
        private readonly N share = N.Constant(share);
        private readonly N sign = N.Constant(maximizes ? -1 : 1);

        public static int StateCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update(N gradient, ref N value, ref N first, ref N second, ref N third)
        {
            gradient = (sign * gradient) + (decay * value);
            first = (momentum * first) + (share * gradient);
            value -= (ofGradient * gradient) + (ofVelocity * first);
        }
    }
}
