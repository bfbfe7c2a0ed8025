using System.Numerics;

namespace AutoGrad.Nn.Optimizers.Schedules;

/// <summary>The rate falls by a factor at each step: base factor^step.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class ExponentialSchedule<T> : Schedule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double factor;

    /// <summary>A schedule that begins at once.</summary>
    /// <param name="optimizer">Whose rates it sets.</param>
    /// <param name="factor">What the rate is multiplied by; 0 or more.</param>
    /// <exception cref="ModuleException">A number is out of its range.</exception>
    public ExponentialSchedule(Optimizer<T> optimizer, double factor)
        : base(optimizer)
    {
        this.factor = Hyperparameter.CheckNotNegative(factor, Name, "the factor");
        Start();
    }

    /// <inheritdoc/>
    public override double RateAt(long step, double baseRate) => baseRate * Math.Pow(factor, step);
}
