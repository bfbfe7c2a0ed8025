using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Limits to an interval: y = min(max(x, low), high).</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, kinks at the bounds. Saves the input. At both bounds the gradient is 1, at NaN 0. Source: elementary.</remarks>
    public readonly struct Clamp(double low, double high) : IElementwise<Clamp>
    {
        /// <inheritdoc/>
        public static OperationInfo<Clamp> Info { get; } = new("clamp", 1)
        {
            Saves = Saves.Inputs,
            Domain = [new Interval(-3, 3) { Avoid = [-1, 1.5] }],
            Kinks = "At both bounds the gradient is 1, at NaN 0.",
            Accuracy = "exact",
            Source = "elementary",
            Probes = [new(-1, -1, 1), new(1.5, 1.5, 1), new(7, 1.5, 0), new(double.NaN, double.NaN, 0)],
            Samples = [new(new(-1, 1.5), [2, 3]), new(new(-1, double.PositiveInfinity), [7])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Min(N.Max(x, N.Constant(low)), N.Constant(high));

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Select(x >= N.Constant(low), N.Select(x <= N.Constant(high), N.One, N.Zero), N.Zero);

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"clamp({low}, {high})");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Limits to an interval: y = min(max(x, low), high).</summary>
        /// <remarks>Domain: the reals, kinks at the bounds. At both bounds the gradient is 1, at NaN 0.</remarks>
        public Variable<T> Clamp(double low = double.NegativeInfinity, double high = double.PositiveInfinity) => low <= high
            ? Apply(new Clamp(low, high))
            : throw new ArgumentException($"clamp: the lower bound {low} is above the upper bound {high}");
    }
}
