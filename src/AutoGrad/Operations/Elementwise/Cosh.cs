using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Hyperbolic cosine.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the input. Source: DLMF 4.34.</remarks>
    public readonly struct Cosh : IElementwise<Cosh>
    {
        /// <inheritdoc/>
        public static OperationInfo<Cosh> Info { get; } = new("cosh", 1)
        {
            Saves = Saves.Inputs,
            Accuracy = "2 ulp",
            Source = "DLMF 4.34",
            Probes = [new(0, 1, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Cosh(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Sinh(x);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Hyperbolic cosine.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> Cosh() => Apply(new Cosh());
    }
}
