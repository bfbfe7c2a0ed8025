using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGrad.Nn.Serialization;
using AutoGrad.Numbers;

namespace AutoGrad.Nn.Optimizers;

/// <summary>NAdam: Adam that looks one step of its momentum ahead, as Nesterov's method does.</summary>
/// <remarks>
/// mu_t = beta1 (1 - 0.96^(t d) / 2); m and v as in Adam; x -= rate ((1 - mu_t) g / (1 - mu_1 ... mu_t) + mu_(t+1) m / (1 - mu_1 ... mu_(t+1)))
/// / (sqrt(v/(1 - beta2^t)) + epsilon). With weight decay, g is the gradient + decay x. Source: Dozat 2016.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class NAdam<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;
    private readonly double momentumDecay;
    private readonly T[][] means;
    private readonly T[][] squares;
    private readonly double[] products;

    /// <summary>An optimiser of parameters that share their hyper-parameters.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="beta1">How much of the mean of gradients stays from step to step; at least 0 and below 1.</param>
    /// <param name="beta2">How much of the mean of their squares stays; at least 0 and below 1.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; 0 or more.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradient; 0 or more.</param>
    /// <param name="momentumDecay">d, how fast mu approaches beta1; 0 or more.</param>
    /// <exception cref="ModuleException">There is no parameter, one is there twice, or a number is out of its range.</exception>
    public NAdam(IEnumerable<Parameter<T>> parameters, double rate = 2e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0, double momentumDecay = 4e-3)
        : this([new ParameterGroup<T>(parameters)], rate, beta1, beta2, epsilon, weightDecay, momentumDecay)
    {
    }

    /// <summary>An optimiser of groups of parameters, which may have rates and weight decays of their own.</summary>
    /// <param name="groups">What to train.</param>
    /// <param name="rate">The learning rate; 0 or more.</param>
    /// <param name="beta1">How much of the mean of gradients stays from step to step; at least 0 and below 1.</param>
    /// <param name="beta2">How much of the mean of their squares stays; at least 0 and below 1.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; 0 or more.</param>
    /// <param name="weightDecay">The factor of the weights that is added to their gradient; 0 or more.</param>
    /// <param name="momentumDecay">d, how fast mu approaches beta1; 0 or more.</param>
    /// <exception cref="ModuleException">There is no group, a parameter is in two, or a number is out of its range.</exception>
    public NAdam(IEnumerable<ParameterGroup<T>> groups, double rate = 2e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0, double momentumDecay = 4e-3)
        : base(groups, rate, weightDecay)
    {
        this.beta1 = Hyperparameter.CheckFraction(beta1, Name, "beta1");
        this.beta2 = Hyperparameter.CheckFraction(beta2, Name, "beta2");
        this.epsilon = Hyperparameter.CheckNotNegative(epsilon, Name, "epsilon");
        this.momentumDecay = Hyperparameter.CheckNotNegative(momentumDecay, Name, "the momentum decay");
        means = AddState("exp_avg");
        squares = AddState("exp_avg_sq");
        products = new double[means.Length];
        Array.Fill(products, 1);
    }

    /// <inheritdoc/>
    public override IEnumerable<StateSlot> State() => base.State().Append(StateSlot.Of("mu_product", products));

    /// <inheritdoc/>
    protected override void Update(int index, Parameter<T> parameter, ParameterGroup<T> group, long step)
    {
        double mu = MomentumAt(step);
        double next = MomentumAt(step + 1);
        products[index] *= mu;
        double ofGradient = group.Rate * (1 - mu) / (1 - products[index]);
        double ofMean = group.Rate * next / (1 - (products[index] * next));
        double unbias = 1 / Math.Sqrt(1 - Math.Pow(beta2, step));
        UpdateLoop.Run(
            new Rule<Lanes<T>>(beta1, beta2, epsilon, group.WeightDecay, unbias, ofGradient, ofMean),
            new Rule<Scalar<T>>(beta1, beta2, epsilon, group.WeightDecay, unbias, ofGradient, ofMean),
            parameter,
            means[index],
            squares[index]);
    }

    private double MomentumAt(long step) => beta1 * (1 - (0.5 * Math.Pow(0.96, step * momentumDecay)));

    private readonly struct Rule<N>(double beta1, double beta2, double epsilon, double decay, double unbias, double ofGradient, double ofMean) : IUpdateRule<N>
        where N : struct, INumberSystem<N>
    {
        private readonly N beta1 = N.Constant(beta1);
        private readonly N rest1 = N.Constant(1 - beta1);
        private readonly N beta2 = N.Constant(beta2);
        private readonly N rest2 = N.Constant(1 - beta2);
        private readonly N epsilon = N.Constant(epsilon);
        private readonly N decay = N.Constant(decay);
        private readonly N unbias = N.Constant(unbias);
        private readonly N ofGradient = N.Constant(ofGradient);
        private readonly N ofMean = N.Constant(ofMean);

        public static int StateCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update(N gradient, ref N value, ref N first, ref N second, ref N third)
        {
            gradient += decay * value;
            first = (beta1 * first) + (rest1 * gradient);
            second = (beta2 * second) + (rest2 * gradient * gradient);
            value -= ((ofGradient * gradient) + (ofMean * first)) / ((N.Sqrt(second) * unbias) + epsilon);
        }
    }
}
