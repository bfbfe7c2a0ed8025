using System.Numerics;
using System.Numerics.Tensors;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Optimizers;

/// <summary>Gradient descent whose rate grows while the error falls, and shrinks when it rises; with momentum, both together.</summary>
/// <remarks>
/// A step tries step(k) = momentum step(k - 1) - rate g. If the error then is more than <c>ratio</c> times the one before, the step is
/// rejected: parameters and gradients are put back, the rate shrinks, and the momentum starts anew. Otherwise it is accepted, and if the
/// error fell the rate grows. It suits the gradient of all data: errors of different batches cannot be compared. Source: Vogl et al. 1988;
/// Hagan, Demuth and Beale, Neural Network Design, chapter 12.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class AdaptiveGradientDescent<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double momentum;
    private readonly double grow;
    private readonly double shrink;
    private readonly double ratio;
    private readonly ParameterVector<T> vector;
    private readonly T[] values;
    private readonly T[] gradients;
    private readonly T[] velocity;
    private double loss = double.NaN;
    private long version;

    /// <summary>An optimiser of parameters that share their hyper-parameters.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="rate">The first learning rate; 0 or more.</param>
    /// <param name="momentum">How much of the last step goes on; at least 0 and below 1. 0 makes it the plain adaptive rate.</param>
    /// <param name="grow">The factor of the rate when the error falls; 1 or more.</param>
    /// <param name="shrink">The factor of the rate when a step is rejected; above 0 and below 1.</param>
    /// <param name="ratio">By what factor the error may rise without the step being rejected; 1 or more.</param>
    /// <exception cref="ModuleException">There is no parameter, one is there twice, or a number is out of its range.</exception>
    public AdaptiveGradientDescent(
        IEnumerable<Parameter<T>> parameters, double rate = 1e-2, double momentum = 0.9, double grow = 1.05, double shrink = 0.7, double ratio = 1.04)
        : this([new ParameterGroup<T>(parameters)], rate, momentum, grow, shrink, ratio)
    {
    }

    /// <summary>An optimiser of groups of parameters, whose rates grow and shrink together.</summary>
    /// <param name="groups">What to train.</param>
    /// <param name="rate">The first learning rate; 0 or more.</param>
    /// <param name="momentum">How much of the last step goes on; at least 0 and below 1. 0 makes it the plain adaptive rate.</param>
    /// <param name="grow">The factor of the rate when the error falls; 1 or more.</param>
    /// <param name="shrink">The factor of the rate when a step is rejected; above 0 and below 1.</param>
    /// <param name="ratio">By what factor the error may rise without the step being rejected; 1 or more.</param>
    /// <exception cref="ModuleException">There is no group, a parameter is in two, or a number is out of its range.</exception>
    public AdaptiveGradientDescent(
        IEnumerable<ParameterGroup<T>> groups, double rate = 1e-2, double momentum = 0.9, double grow = 1.05, double shrink = 0.7, double ratio = 1.04)
        : base(groups, rate, null)
    {
        this.momentum = Hyperparameter.CheckFraction(momentum, Name, "the momentum");
        if (!(grow >= 1 && double.IsFinite(grow)) || !(shrink is > 0 and < 1) || !(ratio >= 1 && double.IsFinite(ratio)))
        {
            throw new ModuleException(FormattableString.Invariant(
                $"{Name}: grow is {grow}, shrink {shrink} and the ratio {ratio}; grow and ratio must be 1 or more, shrink above 0 and below 1"));
        }

        (this.grow, this.shrink, this.ratio) = (grow, shrink, ratio);
        vector = new ParameterVector<T>(All);
        values = new T[vector.Count];
        gradients = new T[vector.Count];
        velocity = new T[vector.Count];
    }

    /// <summary>Whether the last step was rejected.</summary>
    public bool IsRejected { get; private set; }

    /// <summary>Not possible: whether a step is kept depends on the error behind it.</summary>
    /// <exception cref="ModuleException">Always; it names the other step.</exception>
    public override void Step() => throw new ModuleException($"{Name}: a step has to evaluate the error behind it; call Step(evaluate)");

    /// <summary>Tries a step, and keeps it unless the error rises too much.</summary>
    /// <param name="evaluate">Clears the gradients, computes error and gradients at the present parameters, and gives the error back.</param>
    /// <returns>The error of the parameters as they are now, whether or not the step was kept.</returns>
    /// <remarks>
    /// The function is called once a step, and once more at the first step or after somebody changed a parameter. It must be the same
    /// function from step to step; call <see cref="Restart"/> where it is another, as with other data.
    /// </remarks>
    public override double Step(Func<double> evaluate)
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        if (double.IsNaN(loss) || version != vector.Version)
        {
            loss = evaluate();
            vector.ReadGradients(gradients);
        }

        CountStep();
        vector.ReadValues(values);
        Move();
        double tried = evaluate();

        // The ratio is one of magnitudes, so that an error below 0 is bounded from above, too. NaN is rejected.
        IsRejected = !(tried <= loss + ((ratio - 1) * Math.Abs(loss)));
        if (IsRejected)
        {
            vector.WriteValues(values);
            vector.WriteGradients(gradients);
            velocity.AsSpan().Clear();
            Scale(shrink);
        }
        else
        {
            if (tried < loss)
            {
                Scale(grow);
            }

            loss = tried;
            vector.ReadGradients(gradients);
        }

        version = vector.Version;
        return loss;
    }

    /// <summary>Forgets the error and the momentum, for another function to go on with.</summary>
    public void Restart()
    {
        loss = double.NaN;
        velocity.AsSpan().Clear();
    }

    /// <inheritdoc/>
    /// <remarks>Error and gradients are no state: the first step after loading evaluates them anew, and finds the same.</remarks>
    public override IEnumerable<StateSlot> State() => base.State().Append(StateSlot.Of("velocity", velocity)).Append(
        StateSlot.Of("restart", () => 0L, _ => loss = double.NaN));

    /// <inheritdoc/>
    protected override void Update(int index, Parameter<T> parameter, ParameterGroup<T> group, long step) =>
        throw new ModuleException($"{Name}: call Step(evaluate)");

    private void Move()
    {
        T keep = T.CreateTruncating(momentum);
        int start = 0;
        for (int g = 0; g < Groups.Count; g++)
        {
            ParameterGroup<T> group = Groups[g];
            int count = 0;
            for (int i = 0; i < group.Parameters.Count; i++)
            {
                count += group.Parameters[i].Shape.Count;
            }

            Span<T> part = velocity.AsSpan(start, count);
            TensorPrimitives.Multiply(part, keep, part);
            TensorPrimitives.MultiplyAdd(gradients.AsSpan(start, count), T.CreateTruncating(-group.Rate), part, part);
            start += count;
        }

        int place = 0;
        foreach (Parameter<T> parameter in Parameters)
        {
            int count = parameter.Shape.Count;
            if (!parameter.IsFrozen)
            {
                TensorPrimitives.Add(values.AsSpan(place, count), velocity.AsSpan(place, count), parameter.MutableValue);
            }

            place += count;
        }
    }

    private void Scale(double factor)
    {
        for (int g = 0; g < Groups.Count; g++)
        {
            Groups[g].Rate *= factor;
        }
    }
}
