using System.Numerics;

namespace AutoGrad.Nn.Optimizers.Schedules;

/// <summary>The rate falls to 0 as a power: base (1 - step/length)^power.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class PolynomialSchedule<T> : Schedule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly long length;
    private readonly double power;

    /// <summary>A schedule that begins at once.</summary>
    /// <param name="optimizer">Whose rates it sets.</param>
    /// <param name="length">After how many steps the rate is 0.</param>
    /// <param name="power">The power; 0 or more.</param>
    /// <exception cref="ModuleException">A number is out of its range.</exception>
    public PolynomialSchedule(Optimizer<T> optimizer, long length = 5, double power = 1)
        : base(optimizer)
    {
        this.length = Hyperparameter.CheckCount(length, Name, "the length");
        this.power = Hyperparameter.CheckNotNegative(power, Name, "the power");
        Start();
    }

    /// <inheritdoc/>
    public override double RateAt(long step, double baseRate) => baseRate * Math.Pow(1 - ((double)Math.Min(step, length) / length), power);
}
