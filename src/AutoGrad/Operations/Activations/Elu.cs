using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Exponential linear unit: y = x for x &gt; 0, α(e^x - 1) below.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, a kink at 0 unless α = 1. Saves the input. At 0 the gradient is α; at NaN it is 1. Source: Clevert et al. 2015.</remarks>
    public readonly struct Elu(double alpha) : IElementwise<Elu>
    {
        /// <inheritdoc/>
        public static OperationInfo<Elu> Info { get; } = new("elu", 1)
        {
            Saves = Saves.Inputs,
            Domain = [Interval.NonZero],
            Kinks = "At 0 the gradient is α; at NaN it is 1.",
            Source = "Clevert et al. 2015",
            Probes = [new(0, 0, 1), new(-1000, -1, 0), new(1000, 1000, 1), new(double.NaN, double.NaN, 1)],
            Samples = [new(new(1), [2, 3]), new(new(0.5), [7])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Select(x <= N.Zero, N.Constant(alpha) * N.Expm1(x), x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Select(x <= N.Zero, N.Constant(alpha) * N.Exp(x), N.One);

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"elu({alpha})");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Exponential linear unit: y = x for x &gt; 0, α(e^x - 1) below.</summary>
        /// <remarks>Domain: the reals, a kink at 0 unless α = 1. At 0 the gradient is α; at NaN it is 1.</remarks>
        public Variable<T> Elu(double alpha = 1) => Apply(new Elu(alpha));
    }
}
