using System.Numerics;

namespace AutoGrad.Nn.Optimizers.Schedules;

/// <summary>The rate falls by a factor every so many steps: base factor^floor(step / every).</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class StepSchedule<T> : Schedule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly long every;
    private readonly double factor;

    /// <summary>A schedule that begins at once.</summary>
    /// <param name="optimizer">Whose rates it sets.</param>
    /// <param name="every">After how many steps the rate falls.</param>
    /// <param name="factor">What the rate is multiplied by; 0 or more.</param>
    /// <exception cref="ModuleException">A number is out of its range.</exception>
    public StepSchedule(Optimizer<T> optimizer, long every, double factor = 0.1)
        : base(optimizer)
    {
        this.every = Hyperparameter.CheckCount(every, Name, "the number of steps");
        this.factor = Hyperparameter.CheckNotNegative(factor, Name, "the factor");
        Start();
    }

    /// <inheritdoc/>
    public override double RateAt(long step, double baseRate) => baseRate * Math.Pow(factor, step / every);
}
