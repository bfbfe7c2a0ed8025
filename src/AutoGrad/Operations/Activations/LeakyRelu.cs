using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Leaky rectifier: y = x for x &gt; 0, slope x below.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, a kink at 0. Saves the input. At 0 the gradient is the slope. Source: Maas et al. 2013.</remarks>
    public readonly struct LeakyRelu(double slope) : IElementwise<LeakyRelu>
    {
        /// <inheritdoc/>
        public static OperationInfo<LeakyRelu> Info { get; } = new("leaky_relu", 1)
        {
            Saves = Saves.Inputs,
            Domain = [Interval.NonZero],
            Kinks = "At 0 the gradient is the slope.",
            Accuracy = "correctly rounded",
            Source = "Maas et al. 2013",
            Probes = [new(0, 0, 0.01), new(-2, -0.02, 0.01), new(2, 2, 1)],
            Samples = [new(new(0.01), [2, 3]), new(new(0.3), [7])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Select(x > N.Zero, x, N.Constant(slope) * x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Select(x > N.Zero, N.One, N.Constant(slope));

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"leaky_relu({slope})");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Leaky rectifier: y = x for x &gt; 0, slope x below.</summary>
        /// <remarks>Domain: the reals, a kink at 0. At 0 the gradient is the slope.</remarks>
        public Variable<T> LeakyRelu(double slope = 0.01) => Apply(new LeakyRelu(slope));
    }
}
