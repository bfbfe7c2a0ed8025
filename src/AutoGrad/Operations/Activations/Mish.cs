using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>y = x tanh(softplus x).</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the input. Source: Misra 2019.</remarks>
    public readonly struct Mish : IElementwise<Mish>
    {
        /// <inheritdoc/>
        public static OperationInfo<Mish> Info { get; } = new("mish", 1)
        {
            Saves = Saves.Inputs,
            Source = "Misra 2019",
            Probes = [new(0, 0, 0.6), new(1000, 1000, 1)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => x * N.Tanh(N.Softplus(x));

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => Slope(x, N.Tanh(N.Softplus(x)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static N Slope<N>(N x, N t)
            where N : struct, INumberSystem<N>
            => t + (x * N.Sigmoid(x) * (N.One - t) * (N.One + t));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>y = x tanh(softplus x).</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> Mish() => Apply(new Mish());
    }
}
