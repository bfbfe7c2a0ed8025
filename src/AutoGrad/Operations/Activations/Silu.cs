using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Sigmoid linear unit: y = x σ(x).</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the input. Source: Elfwing et al. 2017.</remarks>
    public readonly struct Silu : IElementwise<Silu>
    {
        /// <inheritdoc/>
        public static OperationInfo<Silu> Info { get; } = new("silu", 1)
        {
            Saves = Saves.Inputs,
            Source = "Elfwing et al. 2017",
            Probes = [new(0, 0, 0.5), new(1000, 1000, 1)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => x * N.Sigmoid(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => Slope(x, N.Sigmoid(x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static N Slope<N>(N x, N s)
            where N : struct, INumberSystem<N>
            => s * (N.One + (x * (N.One - s)));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Sigmoid linear unit: y = x σ(x).</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> Silu() => Apply(new Silu());
    }
}
