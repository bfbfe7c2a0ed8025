using System.Numerics;

namespace AutoGrad.Nn.Optimizers.Schedules;

/// <summary>The rate goes up and down between two bounds, in straight lines.</summary>
/// <remarks>The base rate plays no part. Source: Smith 2017.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class CyclicSchedule<T> : Schedule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double least;
    private readonly double largest;
    private readonly long up;
    private readonly long down;
    private readonly CyclicAmplitude amplitude;
    private readonly double factor;

    /// <summary>A schedule that begins at once.</summary>
    /// <param name="optimizer">Whose rates it sets.</param>
    /// <param name="least">The lower bound; 0 or more.</param>
    /// <param name="largest">The upper bound at first; not below the lower one.</param>
    /// <param name="up">How many steps the rate rises.</param>
    /// <param name="down">How many steps it falls; as many unless given.</param>
    /// <param name="amplitude">How the height of the cycles changes.</param>
    /// <param name="factor">With <see cref="CyclicAmplitude.Exponential"/>, what the height is multiplied by at each step.</param>
    /// <exception cref="ModuleException">A number is out of its range.</exception>
    public CyclicSchedule(Optimizer<T> optimizer, double least, double largest, long up = 2000, long? down = null, CyclicAmplitude amplitude = CyclicAmplitude.Constant, double factor = 1)
        : base(optimizer)
    {
        this.least = Hyperparameter.CheckNotNegative(least, Name, "the lower bound");
        this.largest = Hyperparameter.CheckNotNegative(largest, Name, "the upper bound");
        if (least > largest)
        {
            throw new ModuleException(FormattableString.Invariant($"{Name}: the lower bound {least} is above the upper one {largest}"));
        }

        this.up = Hyperparameter.CheckCount(up, Name, "the number of rising steps");
        this.down = Hyperparameter.CheckCount(down ?? up, Name, "the number of falling steps");
        this.amplitude = amplitude;
        this.factor = Hyperparameter.CheckNotNegative(factor, Name, "the factor");
        Start();
    }

    /// <inheritdoc/>
    public override double RateAt(long step, double baseRate)
    {
        long cycle = step / (up + down);
        long place = step % (up + down);
        double part = place <= up ? (double)place / up : (double)(up + down - place) / down;
        double scale = amplitude switch
        {
            CyclicAmplitude.Constant => 1,
            CyclicAmplitude.Halving => Math.Pow(2, -cycle),
            _ => Math.Pow(factor, step),
        };
        return least + ((largest - least) * part * scale);
    }
}
