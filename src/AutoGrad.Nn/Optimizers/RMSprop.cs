using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGrad.Numbers;

namespace AutoGrad.Nn.Optimizers;

/// <summary>RMSprop: steps by the gradient over the root of its mean square.</summary>
/// <remarks>
/// v = alpha v + (1 - alpha) g², x -= rate g / (sqrt v + epsilon). Centred, the square of the mean gradient is taken off v. With momentum,
/// b = momentum b + g / (sqrt v + epsilon) and x -= rate b. With weight decay, g is the gradient + decay x. Source: Tieleman and Hinton 2012.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class RMSprop<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double alpha;
    private readonly double epsilon;
    private readonly double momentum;
    private readonly bool isCentered;
    private readonly T[][] squares;
    private readonly T[][] means;
    private readonly T[][] velocities;

    /// <summary>An optimiser of parameters that share their hyper-parameters.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="alpha">How much of the mean square stays from step to step; at least 0 and below 1.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; 0 or more.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradient; 0 or more.</param>
    /// <param name="momentum">How much of the last step goes on; at least 0 and below 1.</param>
    /// <param name="isCentered">Whether the variance of the gradient divides, and not its mean square.</param>
    /// <exception cref="ModuleException">There is no parameter, one is there twice, or a number is out of its range.</exception>
    public RMSprop(IEnumerable<Parameter<T>> parameters, double rate = 1e-2, double alpha = 0.99, double epsilon = 1e-8, double weightDecay = 0, double momentum = 0, bool isCentered = false)
        : this([new ParameterGroup<T>(parameters)], rate, alpha, epsilon, weightDecay, momentum, isCentered)
    {
    }

    /// <summary>An optimiser of groups of parameters, which may have rates and weight decays of their own.</summary>
    /// <param name="groups">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="alpha">How much of the mean square stays from step to step; at least 0 and below 1.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; 0 or more.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradient; 0 or more.</param>
    /// <param name="momentum">How much of the last step goes on; at least 0 and below 1.</param>
    /// <param name="isCentered">Whether the variance of the gradient divides, and not its mean square.</param>
    /// <exception cref="ModuleException">There is no group, a parameter is in two, or a number is out of its range.</exception>
    public RMSprop(IEnumerable<ParameterGroup<T>> groups, double rate = 1e-2, double alpha = 0.99, double epsilon = 1e-8, double weightDecay = 0, double momentum = 0, bool isCentered = false)
        : base(groups, rate, weightDecay)
    {
        this.alpha = Hyperparameter.CheckFraction(alpha, Name, "alpha");
        this.epsilon = Hyperparameter.CheckNotNegative(epsilon, Name, "epsilon");
        this.momentum = Hyperparameter.CheckFraction(momentum, Name, "the momentum");
        this.isCentered = isCentered;
        squares = AddState("square_avg");
        means = isCentered || momentum > 0 ? AddState("grad_avg") : squares;
        velocities = isCentered || momentum > 0 ? AddState("momentum_buffer") : squares;
    }

    /// <inheritdoc/>
    protected override void Update(int index, Parameter<T> parameter, ParameterGroup<T> group, long step)
    {
        double decay = group.WeightDecay;
        if (isCentered || momentum > 0)
        {
            // One rule for both: the mean counts with the weight 0 where it is not asked for, and a momentum of 0 is none.
            UpdateLoop.Run(
                new FullRule<Lanes<T>>(alpha, epsilon, momentum, decay, group.Rate, isCentered),
                new FullRule<Scalar<T>>(alpha, epsilon, momentum, decay, group.Rate, isCentered),
                parameter,
                squares[index],
                means[index],
                velocities[index]);
        }
        else
        {
            UpdateLoop.Run(
                new Rule<Lanes<T>>(alpha, epsilon, decay, group.Rate), new Rule<Scalar<T>>(alpha, epsilon, decay, group.Rate), parameter, squares[index]);
        }
    }

    private readonly struct Rule<N>(double alpha, double epsilon, double decay, double rate) : IUpdateRule<N>
        where N : struct, INumberSystem<N>
    {
        private readonly N alpha = N.Constant(alpha);
        private readonly N rest = N.Constant(1 - alpha);
        private readonly N epsilon = N.Constant(epsilon);
        private readonly N decay = N.Constant(decay);
        private readonly N rate = N.Constant(rate);

        public static int StateCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update(N gradient, ref N value, ref N first, ref N second, ref N third)
        {
            gradient += decay * value;
            first = (alpha * first) + (rest * gradient * gradient);
            value -= rate * gradient / (N.Sqrt(first) + epsilon);
        }
    }

    private readonly struct FullRule<N>(double alpha, double epsilon, double momentum, double decay, double rate, bool isCentered) : IUpdateRule<N>
        where N : struct, INumberSystem<N>
    {
        private readonly N alpha = N.Constant(alpha);
        private readonly N rest = N.Constant(1 - alpha);
        private readonly N epsilon = N.Constant(epsilon);
        private readonly N momentum = N.Constant(momentum);
        private readonly N decay = N.Constant(decay);
        private readonly N rate = N.Constant(rate);
        private readonly N center = N.Constant(isCentered ? 1 : 0);

        public static int StateCount => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update(N gradient, ref N value, ref N first, ref N second, ref N third)
        {
            gradient += decay * value;
            first = (alpha * first) + (rest * gradient * gradient);
            second = (alpha * second) + (rest * gradient);

            // Rounding may leave a variance just below 0.
            N spread = N.Max(first - (center * second * second), N.Zero);
            third = (momentum * third) + (gradient / (N.Sqrt(spread) + epsilon));
            value -= rate * third;
        }
    }
}
