using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Hyperbolic tangent.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the output. Source: DLMF 4.34.</remarks>
    public readonly struct Tanh : IElementwise<Tanh>
    {
        /// <inheritdoc/>
        public static OperationInfo<Tanh> Info { get; } = new("tanh", 1)
        {
            Saves = Saves.Output,
            Accuracy = "3 ulp",
            Source = "DLMF 4.34",
            Probes = [new(0, 0, 1), new(1e-8, 1e-8, 1), new(710, 1, 0), new(double.NegativeInfinity, -1, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Tanh(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => (N.One - y) * (N.One + y);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Hyperbolic tangent.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> Tanh() => Apply(new Tanh());
    }
}
