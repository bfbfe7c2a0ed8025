using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGrad.Numbers;

namespace AutoGrad.Nn.Optimizers;

/// <summary>Adadelta: steps by the gradient times the root of the mean square of earlier steps over that of the gradients.</summary>
/// <remarks>
/// v = rho v + (1 - rho) g², d = sqrt(u + epsilon) / sqrt(v + epsilon) g, u = rho u + (1 - rho) d², x -= rate d. With weight decay, g is the
/// gradient + decay x. Source: Zeiler 2012.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Adadelta<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double rho;
    private readonly double epsilon;
    private readonly T[][] squares;
    private readonly T[][] stepSquares;

    /// <summary>An optimiser of parameters that share their hyper-parameters.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="rho">How much of the mean squares stays from step to step; at least 0 and below 1.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; 0 or more.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradient; 0 or more.</param>
    /// <exception cref="ModuleException">There is no parameter, one is there twice, or a number is out of its range.</exception>
    public Adadelta(IEnumerable<Parameter<T>> parameters, double rate = 1, double rho = 0.9, double epsilon = 1e-6, double weightDecay = 0)
        : this([new ParameterGroup<T>(parameters)], rate, rho, epsilon, weightDecay)
    {
    }

    /// <summary>An optimiser of groups of parameters, which may have rates and weight decays of their own.</summary>
    /// <param name="groups">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="rho">How much of the mean squares stays from step to step; at least 0 and below 1.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; 0 or more.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradient; 0 or more.</param>
    /// <exception cref="ModuleException">There is no group, a parameter is in two, or a number is out of its range.</exception>
    public Adadelta(IEnumerable<ParameterGroup<T>> groups, double rate = 1, double rho = 0.9, double epsilon = 1e-6, double weightDecay = 0)
        : base(groups, rate, weightDecay)
    {
        this.rho = Hyperparameter.CheckFraction(rho, Name, "rho");
        this.epsilon = Hyperparameter.CheckNotNegative(epsilon, Name, "epsilon");
        squares = AddState("square_avg");
        stepSquares = AddState("acc_delta");
    }

    /// <inheritdoc/>
    protected override void Update(int index, Parameter<T> parameter, ParameterGroup<T> group, long step)
    {
        UpdateLoop.Run(
            new Rule<Lanes<T>>(rho, epsilon, group.WeightDecay, group.Rate),
            new Rule<Scalar<T>>(rho, epsilon, group.WeightDecay, group.Rate),
            parameter,
            squares[index],
            stepSquares[index]);
    }

    private readonly struct Rule<N>(double rho, double epsilon, double decay, double rate) : IUpdateRule<N>
        where N : struct, INumberSystem<N>
    {
        private readonly N rho = N.Constant(rho);
        private readonly N rest = N.Constant(1 - rho);
        private readonly N epsilon = N.Constant(epsilon);
        private readonly N decay = N.Constant(decay);
        private readonly N rate = N.Constant(rate);

        public static int StateCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update(N gradient, ref N value, ref N first, ref N second, ref N third)
        {
            gradient += decay * value;
            first = (rho * first) + (rest * gradient * gradient);
            N delta = N.Sqrt(second + epsilon) / N.Sqrt(first + epsilon) * gradient;
            second = (rho * second) + (rest * delta * delta);
            value -= rate * delta;
        }
    }
}
