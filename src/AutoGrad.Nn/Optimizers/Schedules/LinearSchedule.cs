using System.Numerics;

namespace AutoGrad.Nn.Optimizers.Schedules;

/// <summary>The rate goes in a straight line from one factor of the base rate to another, and stays there.</summary>
/// <remarks>A rising one is a warm-up.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class LinearSchedule<T> : Schedule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double from;
    private readonly double to;
    private readonly long length;

    /// <summary>A schedule that begins at once.</summary>
    /// <param name="optimizer">Whose rates it sets.</param>
    /// <param name="from">The first factor; 0 or more.</param>
    /// <param name="to">The last factor; 0 or more.</param>
    /// <param name="length">How many steps the line takes.</param>
    /// <exception cref="ModuleException">A number is out of its range.</exception>
    public LinearSchedule(Optimizer<T> optimizer, double from = 1.0 / 3, double to = 1, long length = 5)
        : base(optimizer)
    {
        this.from = Hyperparameter.CheckNotNegative(from, Name, "the first factor");
        this.to = Hyperparameter.CheckNotNegative(to, Name, "the last factor");
        this.length = Hyperparameter.CheckCount(length, Name, "the length");
        Start();
    }

    /// <inheritdoc/>
    public override double RateAt(long step, double baseRate) => baseRate * (from + ((to - from) * Math.Min(step, length) / length));
}
