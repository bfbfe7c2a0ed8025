using System.Numerics;

namespace AutoGrad.Nn.Optimizers.Schedules;

/// <summary>One cycle: up to the largest rate, down again, and to almost nothing.</summary>
/// <remarks>The base rate plays no part. Source: Smith and Topin 2018.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class OneCycle<T> : Schedule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double largest;
    private readonly long length;
    private readonly double rise;
    private readonly bool isLinear;
    private readonly double startDivisor;
    private readonly double endDivisor;
    private readonly bool hasThreePhases;

    /// <summary>A schedule that begins at once.</summary>
    /// <param name="optimizer">Whose rates it sets.</param>
    /// <param name="largest">The largest rate; positive.</param>
    /// <param name="length">The number of all steps; the rate stays as it is behind them.</param>
    /// <param name="rise">The part of the steps in which the rate rises; above 0 and below 1, and below 1/2 with three phases.</param>
    /// <param name="isLinear">Whether the phases are straight lines, and not half cosines.</param>
    /// <param name="startDivisor">The largest rate over the first one; positive.</param>
    /// <param name="endDivisor">The first rate over the last one; positive.</param>
    /// <param name="hasThreePhases">Whether the rate comes down as slowly as it rose before it falls to the last one.</param>
    /// <exception cref="ModuleException">A number is out of its range.</exception>
    public OneCycle(Optimizer<T> optimizer, double largest, long length, double rise = 0.3, bool isLinear = false, double startDivisor = 25, double endDivisor = 1e4, bool hasThreePhases = false)
        : base(optimizer)
    {
        this.largest = Hyperparameter.CheckPositive(largest, Name, "the largest rate");
        this.length = Hyperparameter.CheckCount(length, Name, "the length");
        if (!(rise > 0 && rise < (hasThreePhases ? 0.5 : 1)))
        {
            throw new ModuleException(FormattableString.Invariant($"{Name}: the rise takes {rise} of the steps, but must take a part above 0 and below {(hasThreePhases ? "1/2" : "1")}"));
        }

        this.startDivisor = Hyperparameter.CheckPositive(startDivisor, Name, "the first divisor");
        this.endDivisor = Hyperparameter.CheckPositive(endDivisor, Name, "the last divisor");
        (this.rise, this.isLinear, this.hasThreePhases) = (rise, isLinear, hasThreePhases);
        Start();
    }

    /// <inheritdoc/>
    public override double RateAt(long step, double baseRate)
    {
        double first = largest / startDivisor;
        double last = first / endDivisor;
        double top = (rise * length) - 1;
        double end = length - 1;
        double now = Math.Min(step, end);
        if (now <= top)
        {
            return Between(first, largest, now / top);
        }

        if (!hasThreePhases)
        {
            return Between(largest, last, (now - top) / (end - top));
        }

        double back = (2 * rise * length) - 2;
        return now <= back ? Between(largest, first, (now - top) / (back - top)) : Between(first, last, (now - back) / (end - back));
    }

    private double Between(double from, double to, double part)
    {
        // A phase of no length is over at once.
        part = part >= 0 ? Math.Min(part, 1) : 1;
        return isLinear ? from + ((to - from) * part) : to + ((from - to) * (1 + Math.Cos(Math.PI * part)) / 2);
    }
}
