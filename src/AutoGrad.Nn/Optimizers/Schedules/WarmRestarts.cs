using System.Numerics;

namespace AutoGrad.Nn.Optimizers.Schedules;

/// <summary>Half a cosine from the base rate to the least one, again and again, each time longer by a factor.</summary>
/// <remarks>least + (base - least)(1 + cos(pi t / length)) / 2, t being the steps since the last restart. Source: Loshchilov and Hutter 2017.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class WarmRestarts<T> : Schedule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly long length;
    private readonly long growth;
    private readonly double least;

    /// <summary>A schedule that begins at once.</summary>
    /// <param name="optimizer">Whose rates it sets.</param>
    /// <param name="length">The length of the first half cosine.</param>
    /// <param name="growth">What the length is multiplied by at each restart; 1 or more.</param>
    /// <param name="least">The least rate; 0 or more.</param>
    /// <exception cref="ModuleException">A number is out of its range.</exception>
    public WarmRestarts(Optimizer<T> optimizer, long length, long growth = 1, double least = 0)
        : base(optimizer)
    {
        this.length = Hyperparameter.CheckCount(length, Name, "the length");
        this.growth = Hyperparameter.CheckCount(growth, Name, "the growth");
        this.least = Hyperparameter.CheckNotNegative(least, Name, "the least rate");
        Start();
    }

    /// <inheritdoc/>
    public override double RateAt(long step, double baseRate)
    {
        long now = length;
        if (growth == 1)
        {
            step %= length;
        }

        while (step >= now)
        {
            step -= now;
            now *= growth;
        }

        return least + ((baseRate - least) * (1 + Math.Cos(Math.PI * step / now)) / 2);
    }
}
