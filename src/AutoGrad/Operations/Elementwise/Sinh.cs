using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Hyperbolic sine.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the input. Source: DLMF 4.34.</remarks>
    public readonly struct Sinh : IElementwise<Sinh>
    {
        /// <inheritdoc/>
        public static OperationInfo<Sinh> Info { get; } = new("sinh", 1)
        {
            Saves = Saves.Inputs,
            Accuracy = "3 ulp",
            Source = "DLMF 4.34",
            Probes = [new(0, 0, 1), new(1e-10, 1e-10, 1)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Sinh(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Cosh(x);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Hyperbolic sine.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> Sinh() => Apply(new Sinh());
    }
}
