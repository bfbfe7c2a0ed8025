using System.Numerics;

namespace AutoGrad.Nn.Optimizers.Schedules;

/// <summary>The rate is a part of the base rate for so many steps, and the base rate from then on.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class ConstantSchedule<T> : Schedule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double factor;
    private readonly long length;

    /// <summary>A schedule that begins at once.</summary>
    /// <param name="optimizer">Whose rates it sets.</param>
    /// <param name="factor">The part; 0 or more.</param>
    /// <param name="length">For how many steps.</param>
    /// <exception cref="ModuleException">A number is out of its range.</exception>
    public ConstantSchedule(Optimizer<T> optimizer, double factor = 1.0 / 3, long length = 5)
        : base(optimizer)
    {
        this.factor = Hyperparameter.CheckNotNegative(factor, Name, "the factor");
        this.length = Hyperparameter.CheckCount(length, Name, "the length");
        Start();
    }

    /// <inheritdoc/>
    public override double RateAt(long step, double baseRate) => step < length ? baseRate * factor : baseRate;
}
