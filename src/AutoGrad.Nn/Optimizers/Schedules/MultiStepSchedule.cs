using System.Numerics;

namespace AutoGrad.Nn.Optimizers.Schedules;

/// <summary>The rate falls by a factor at given steps: base factor^(number of milestones reached).</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class MultiStepSchedule<T> : Schedule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly long[] milestones;
    private readonly double factor;

    /// <summary>A schedule that begins at once.</summary>
    /// <param name="optimizer">Whose rates it sets.</param>
    /// <param name="milestones">The steps at which the rate falls, in any order; one that is there twice counts twice.</param>
    /// <param name="factor">What the rate is multiplied by; 0 or more.</param>
    /// <exception cref="ModuleException">A number is negative.</exception>
    public MultiStepSchedule(Optimizer<T> optimizer, ReadOnlySpan<long> milestones, double factor = 0.1)
        : base(optimizer)
    {
        this.milestones = milestones.ToArray();
        foreach (long milestone in milestones)
        {
            Hyperparameter.CheckNotNegative(milestone, Name, "a milestone");
        }

        this.factor = Hyperparameter.CheckNotNegative(factor, Name, "the factor");
        Start();
    }

    /// <inheritdoc/>
    public override double RateAt(long step, double baseRate) => baseRate * Math.Pow(factor, milestones.Count(milestone => milestone <= step));
}
