using System.Numerics;

namespace AutoGrad.Nn.Optimizers.Schedules;

/// <summary>Schedules one after the other, each of which counts its steps from its own beginning and from the same base rates.</summary>
/// <example><code>new SequentialSchedule&lt;float&gt;(optimizer, [o => new LinearSchedule&lt;float&gt;(o, 0.1), o => new CosineSchedule&lt;float&gt;(o, 95)], [5])</code></example>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class SequentialSchedule<T> : Schedule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<Schedule<T>> parts = [];
    private readonly long[] starts;

    /// <summary>A schedule that begins at once.</summary>
    /// <param name="optimizer">Whose rates it sets.</param>
    /// <param name="schedules">Functions that make the schedules. None may go by a metric, as <see cref="ReduceOnPlateau{T}"/> does.</param>
    /// <param name="milestones">The steps at which the second schedule and those behind it begin; rising.</param>
    /// <exception cref="ModuleException">There is no schedule, or milestones do not fit.</exception>
    public SequentialSchedule(Optimizer<T> optimizer, IEnumerable<Func<Optimizer<T>, Schedule<T>>> schedules, params ReadOnlySpan<long> milestones)
        : base(optimizer)
    {
        ArgumentNullException.ThrowIfNull(schedules);
        foreach (Func<Optimizer<T>, Schedule<T>> make in schedules)
        {
            parts.Add(make(optimizer));
            Restore();
            if (parts[^1] is ReduceOnPlateau<T>)
            {
                throw new ModuleException($"{Name}: a schedule by a metric cannot be part of a sequence");
            }
        }

        starts = [0, .. milestones];
        if (parts.Count != starts.Length)
        {
            throw new ModuleException($"{Name}: {parts.Count} schedules take {Math.Max(0, parts.Count - 1)} milestones, but {milestones.Length} are given");
        }

        for (int i = 1; i < starts.Length; i++)
        {
            if (starts[i] <= starts[i - 1])
            {
                throw new ModuleException($"{Name}: milestone {starts[i]} is not above {starts[i - 1]}");
            }
        }

        Start();
    }

    /// <inheritdoc/>
    public override double RateAt(long step, double baseRate)
    {
        int part = starts.Length - 1;
        while (part > 0 && starts[part] > step)
        {
            part--;
        }

        return parts[part].RateAt(step - starts[part], baseRate);
    }
}
