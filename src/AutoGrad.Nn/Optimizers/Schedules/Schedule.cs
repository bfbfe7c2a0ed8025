using System.Numerics;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Optimizers.Schedules;

/// <summary>Sets an optimiser's rate.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Schedule<T> : IStateful
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A schedule of an optimiser.</summary>
    protected Schedule(Optimizer<T> optimizer) => Optimizer = optimizer;

    /// <summary>The optimiser.</summary>
    public Optimizer<T> Optimizer { get; }

    /// <summary>The next rate.</summary>
    public abstract void Step();

    /// <inheritdoc/>
    public abstract IEnumerable<StateSlot> State();
}
