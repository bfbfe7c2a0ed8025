using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGrad.Numbers;

namespace AutoGrad.Nn.Optimizers;

/// <summary>Rprop: steps by the sign of the gradient, longer ones as long as it stays, shorter ones when it changes.</summary>
/// <remarks>
/// Each number has a step size, the rate at first; while the gradient keeps its sign it grows by one factor, when the sign changes it
/// shrinks by another and the number stays where it is for that step. For the gradient of all data. Source: Riedmiller and Braun 1993.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Rprop<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double shrink;
    private readonly double grow;
    private readonly double smallest;
    private readonly double largest;
    private readonly T[][] previous;
    private readonly T[][] sizes;

    /// <summary>An optimiser of parameters that share their hyper-parameters.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="rate">The first step size; 0 or more.</param>
    /// <param name="shrink">The factor of the step size when the sign changes; above 0 and below 1.</param>
    /// <param name="grow">The factor while it stays; above 1.</param>
    /// <param name="smallest">The smallest step size; 0 or more.</param>
    /// <param name="largest">The largest step size.</param>
    /// <exception cref="ModuleException">There is no parameter, one is there twice, or a number is out of its range.</exception>
    public Rprop(IEnumerable<Parameter<T>> parameters, double rate = 1e-2, double shrink = 0.5, double grow = 1.2, double smallest = 1e-6, double largest = 50)
        : this([new ParameterGroup<T>(parameters)], rate, shrink, grow, smallest, largest)
    {
    }

    /// <summary>An optimiser of groups of parameters, which may have rates of their own.</summary>
    /// <param name="groups">What to train.</param>
    /// <param name="rate">The first step size; 0 or more.</param>
    /// <param name="shrink">The factor of the step size when the sign changes; above 0 and below 1.</param>
    /// <param name="grow">The factor while it stays; above 1.</param>
    /// <param name="smallest">The smallest step size; 0 or more.</param>
    /// <param name="largest">The largest step size.</param>
    /// <exception cref="ModuleException">There is no group, a parameter is in two, or a number is out of its range.</exception>
    public Rprop(IEnumerable<ParameterGroup<T>> groups, double rate = 1e-2, double shrink = 0.5, double grow = 1.2, double smallest = 1e-6, double largest = 50)
        : base(groups, rate, null)
    {
        if (!(shrink is > 0 and < 1) || !(grow > 1 && double.IsFinite(grow)))
        {
            throw new ModuleException(FormattableString.Invariant($"Rprop: step sizes shrink by {shrink} and grow by {grow}; the one must be above 0 and below 1, the other above 1"));
        }

        if (!(smallest >= 0 && smallest <= largest))
        {
            throw new ModuleException(FormattableString.Invariant($"Rprop: step sizes from {smallest} to {largest}; the first must be 0 or more and not above the second"));
        }

        (this.shrink, this.grow, this.smallest, this.largest) = (shrink, grow, smallest, largest);
        previous = AddState("prev");
        sizes = AddState("step_size");
    }

    /// <inheritdoc/>
    protected override void Update(int index, Parameter<T> parameter, ParameterGroup<T> group, long step)
    {
        if (step == 1)
        {
            sizes[index].AsSpan().Fill(T.CreateTruncating(group.Rate));
        }

        UpdateLoop.Run(
            new Rule<Lanes<T>>(shrink, grow, smallest, largest),
            new Rule<Scalar<T>>(shrink, grow, smallest, largest),
            parameter,
            previous[index],
            sizes[index]);
    }

    private readonly struct Rule<N>(double shrink, double grow, double smallest, double largest) : IUpdateRule<N>
        where N : struct, INumberSystem<N>
    {
        private readonly N shrink = N.Constant(shrink);
        private readonly N grow = N.Constant(grow);
        private readonly N smallest = N.Constant(smallest);
        private readonly N largest = N.Constant(largest);

        public static int StateCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update(N gradient, ref N value, ref N first, ref N second, ref N third)
        {
            N agreement = N.Sign(gradient) * N.Sign(first);
            N factor = N.Select(agreement > N.Zero, grow, N.Select(agreement < N.Zero, shrink, N.One));
            second = N.Min(N.Max(second * factor, smallest), largest);
            first = N.Select(agreement < N.Zero, N.Zero, gradient);
            value -= N.Sign(first) * second;
        }
    }
}
