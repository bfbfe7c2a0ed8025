using System.Numerics;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Optimizers.Schedules;

/// <summary>The rate falls by a factor when a metric, such as the loss on held-out data, has not become better for some steps.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class ReduceOnPlateau<T> : Schedule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double factor;
    private readonly int patience;
    private readonly double threshold;
    private readonly bool isAbsolute;
    private readonly bool isHigherBetter;
    private readonly int cooldown;
    private readonly double least;
    private readonly double smallestChange;
    private double best;
    private long badSteps;
    private long coolingSteps;

    /// <summary>A schedule that leaves the rates as they are at first.</summary>
    /// <param name="optimizer">Whose rates it sets.</param>
    /// <param name="factor">What the rate is multiplied by; 0 or more and below 1.</param>
    /// <param name="patience">How many steps without a better metric are borne.</param>
    /// <param name="threshold">By what part of the best metric another one must be better to count; 0 or more.</param>
    /// <param name="isAbsolute">Whether the threshold is a difference, and not a part.</param>
    /// <param name="isHigherBetter">Whether the metric should rise, as an accuracy should.</param>
    /// <param name="cooldown">For how many steps after a fall nothing is counted.</param>
    /// <param name="least">The least rate; 0 or more.</param>
    /// <param name="smallestChange">The rate stays where it would change by no more; 0 or more.</param>
    /// <exception cref="ModuleException">A number is out of its range.</exception>
    public ReduceOnPlateau(
        Optimizer<T> optimizer,
        double factor = 0.1,
        int patience = 10,
        double threshold = 1e-4,
        bool isAbsolute = false,
        bool isHigherBetter = false,
        int cooldown = 0,
        double least = 0,
        double smallestChange = 1e-8)
        : base(optimizer)
    {
        this.factor = Hyperparameter.CheckFraction(factor, Name, "the factor");
        this.patience = (int)Hyperparameter.CheckNotNegative(patience, Name, "the patience");
        this.threshold = Hyperparameter.CheckNotNegative(threshold, Name, "the threshold");
        this.cooldown = (int)Hyperparameter.CheckNotNegative(cooldown, Name, "the cooldown");
        this.least = Hyperparameter.CheckNotNegative(least, Name, "the least rate");
        this.smallestChange = Hyperparameter.CheckNotNegative(smallestChange, Name, "the smallest change");
        (this.isAbsolute, this.isHigherBetter) = (isAbsolute, isHigherBetter);
        best = isHigherBetter ? double.NegativeInfinity : double.PositiveInfinity;
    }

    /// <summary>Not possible: the rate goes by a metric.</summary>
    /// <exception cref="ModuleException">Always; it names the other step.</exception>
    public override void Step() => throw new ModuleException($"{Name}: the rate goes by a metric; call Step(metric)");

    /// <summary>Goes on to the next step.</summary>
    /// <param name="metric">The metric now. NaN is not better than anything.</param>
    public void Step(double metric)
    {
        if (IsBetter(metric))
        {
            best = metric;
            badSteps = 0;
        }
        else
        {
            badSteps++;
        }

        if (coolingSteps > 0)
        {
            coolingSteps--;
            badSteps = 0;
        }

        if (badSteps > patience)
        {
            Reduce();
            coolingSteps = cooldown;
            badSteps = 0;
        }

        CountStep();
    }

    /// <summary>The present rate: it goes by the metric, and not by the step.</summary>
    public override double RateAt(long step, double baseRate) => Optimizer.Rate;

    /// <inheritdoc/>
    public override IEnumerable<StateSlot> State() =>
    [
        .. base.State(),
        StateSlot.Of("best", () => best, value => best = value),
        StateSlot.Of("bad_steps", () => badSteps, value => badSteps = value),
        StateSlot.Of("cooling_steps", () => coolingSteps, value => coolingSteps = value),
    ];

    private bool IsBetter(double metric)
    {
        // Of an infinite best, everything finite is better; a part of it would be NaN or infinite.
        if (double.IsInfinity(best))
        {
            return isHigherBetter ? metric > best : metric < best;
        }

        double margin = isAbsolute ? threshold : threshold * best;
        return isHigherBetter ? metric > best + margin : metric < best - margin;
    }

    private void Reduce()
    {
        for (int g = 0; g < Optimizer.Groups.Count; g++)
        {
            double now = Optimizer.Groups[g].Rate;
            double next = Math.Max(now * factor, least);
            if (now - next > smallestChange)
            {
                Optimizer.Groups[g].Rate = next;
            }
        }
    }
}
