using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Inverse hyperbolic sine.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the input. Source: DLMF 4.38.</remarks>
    public readonly struct Asinh : IElementwise<Asinh>
    {
        /// <inheritdoc/>
        public static OperationInfo<Asinh> Info { get; } = new("asinh", 1)
        {
            Saves = Saves.Inputs,
            Accuracy = "3 ulp",
            Source = "DLMF 4.38",
            Probes = [new(0, 0, 1), new(1e-10, 1e-10, 1)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Asinh(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.One / N.Hypot(x, N.One);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Inverse hyperbolic sine.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> Asinh() => Apply(new Asinh());
    }
}
