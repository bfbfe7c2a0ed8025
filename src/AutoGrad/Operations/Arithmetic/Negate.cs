using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Negation: y = -x.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves nothing. Source: elementary.</remarks>
    public readonly struct Negate : IElementwise<Negate>
    {
        /// <inheritdoc/>
        public static OperationInfo<Negate> Info { get; } = new("neg", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Accuracy = "exact",
            Source = "elementary",
            Probes = [new(0, 0, -1)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => -x;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => -N.One;
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Negation: y = -x.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public static Variable<T> operator -(Variable<T> x) => x.Apply(new Negate());
    }
}
