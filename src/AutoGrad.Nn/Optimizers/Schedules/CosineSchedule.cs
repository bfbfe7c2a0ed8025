using System.Numerics;

namespace AutoGrad.Nn.Optimizers.Schedules;

/// <summary>The rate falls along half a cosine: least + (base - least)(1 + cos(pi step / length)) / 2.</summary>
/// <remarks>Behind the length it rises again as the cosine does. Source: Loshchilov and Hutter 2017.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class CosineSchedule<T> : Schedule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly long length;
    private readonly double least;

    /// <summary>A schedule that begins at once.</summary>
    /// <param name="optimizer">Whose rates it sets.</param>
    /// <param name="length">After how many steps the rate is least.</param>
    /// <param name="least">The least rate; 0 or more.</param>
    /// <exception cref="ModuleException">A number is out of its range.</exception>
    public CosineSchedule(Optimizer<T> optimizer, long length, double least = 0)
        : base(optimizer)
    {
        this.length = Hyperparameter.CheckCount(length, Name, "the length");
        this.least = Hyperparameter.CheckNotNegative(least, Name, "the least rate");
        Start();
    }

    /// <inheritdoc/>
    public override double RateAt(long step, double baseRate) => least + ((baseRate - least) * (1 + Math.Cos(Math.PI * step / length)) / 2);
}
