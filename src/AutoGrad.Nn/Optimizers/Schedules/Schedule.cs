using System.Numerics;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Optimizers.Schedules;

/// <summary>Sets the rates of an optimiser as training goes on: at once for step 0, and at each <see cref="Step"/> for the next.</summary>
/// <remarks>
/// The rates that the groups have when the schedule is made are the base rates. An own schedule derives from this class, overrides
/// <see cref="RateAt"/>, and calls <see cref="Start"/> at the end of its constructor.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Schedule<T> : IStateful
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] baseRates;
    private long stepCount;

    /// <summary>Takes the base rates.</summary>
    protected Schedule(Optimizer<T> optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        Optimizer = optimizer;
        baseRates = [.. optimizer.Groups.Select(group => group.Rate)];
    }

    /// <summary>The optimiser whose rates are set.</summary>
    public Optimizer<T> Optimizer { get; }

    /// <summary>The number of steps so far.</summary>
    public long StepCount => stepCount;

    /// <summary>The class's name in messages.</summary>
    private protected string Name => GetType().Name.Split('`')[0];

    /// <summary>Goes on to the next step, usually once an epoch, and sets the rates for it.</summary>
    public virtual void Step()
    {
        stepCount++;
        Apply();
    }

    /// <summary>The rate at a step.</summary>
    /// <param name="step">The number of steps that were made, from 0.</param>
    /// <param name="baseRate">The group's base rate.</param>
    public abstract double RateAt(long step, double baseRate);

    /// <inheritdoc/>
    /// <remarks>The present rates are the optimiser's state.</remarks>
    public virtual IEnumerable<StateSlot> State() =>
    [
        StateSlot.Of("step", () => stepCount, value => stepCount = value),
        StateSlot.Of("base_rates", baseRates),
    ];

    /// <summary>Sets the rates for step 0.</summary>
    protected void Start() => Apply();

    /// <summary>Counts a step of a schedule that sets the rates itself.</summary>
    private protected void CountStep() => stepCount++;

    /// <summary>Puts the base rates back.</summary>
    private protected void Restore()
    {
        for (int g = 0; g < baseRates.Length; g++)
        {
            Optimizer.Groups[g].Rate = baseRates[g];
        }
    }

    private void Apply()
    {
        for (int g = 0; g < baseRates.Length; g++)
        {
            Optimizer.Groups[g].Rate = RateAt(stepCount, baseRates[g]);
        }
    }
}
