using System.Numerics;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Optimizers;

/// <summary>Changes parameters by their gradients.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Optimizer<T> : IStateful
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterGroup<T>[] groups;

    /// <summary>An optimiser of groups.</summary>
    protected Optimizer(IEnumerable<ParameterGroup<T>> groups) => this.groups = [.. groups];

    /// <summary>The groups.</summary>
    public IReadOnlyList<ParameterGroup<T>> Groups => groups;

    /// <summary>The steps done.</summary>
    public long StepCount { get; private protected set; }

    /// <summary>The rate.</summary>
    public double Rate
    {
        get => groups[0].Rate;
        set => Array.ForEach(groups, group => group.Rate = value);
    }

    /// <summary>One update.</summary>
    public abstract void Step();

    /// <summary>Evaluates and updates.</summary>
    public virtual double Step(Func<double> evaluate)
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        double loss = evaluate();
        Step();
        return loss;
    }

    /// <summary>Forgets the gradients.</summary>
    public void ZeroGradients()
    {
        foreach (ParameterGroup<T> group in groups)
        {
            for (int i = 0; i < group.Parameters.Count; i++)
            {
                group.Parameters[i].ZeroGradient();
            }
        }
    }

    /// <inheritdoc/>
    public virtual IEnumerable<StateSlot> State() =>
    [
        StateSlot.Of("steps", () => StepCount, value => StepCount = value),
        StateSlot.Of("rate", () => Rate, value => Rate = value),
    ];
}
