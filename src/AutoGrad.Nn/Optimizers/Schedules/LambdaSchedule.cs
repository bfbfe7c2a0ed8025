using System.Numerics;

namespace AutoGrad.Nn.Optimizers.Schedules;

/// <summary>The rate is the base rate times any function of the step.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class LambdaSchedule<T> : Schedule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Func<long, double> factor;

    /// <summary>A schedule that begins at once.</summary>
    /// <param name="optimizer">Whose rates it sets.</param>
    /// <param name="factor">The factor at a step; 0 or more.</param>
    /// <exception cref="ModuleException">The function gives a rate that is negative or not finite; a later step reports it, too.</exception>
    public LambdaSchedule(Optimizer<T> optimizer, Func<long, double> factor)
        : base(optimizer)
    {
        ArgumentNullException.ThrowIfNull(factor);
        this.factor = factor;
        Start();
    }

    /// <inheritdoc/>
    public override double RateAt(long step, double baseRate) => baseRate * factor(step);
}
