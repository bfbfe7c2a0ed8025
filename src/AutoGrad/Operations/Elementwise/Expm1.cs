using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Exponential minus one: y = e^x - 1, exact near 0.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the output. Source: DLMF 4.2.</remarks>
    public readonly struct Expm1 : IElementwise<Expm1>
    {
        /// <inheritdoc/>
        public static OperationInfo<Expm1> Info { get; } = new("expm1", 1)
        {
            Saves = Saves.Output,
            Accuracy = "2 ulp",
            Source = "DLMF 4.2",
            Probes = [new(0, 0, 1), new(1e-20, 1e-20, 1), new(double.NegativeInfinity, -1, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Expm1(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => y + N.One;
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Exponential minus one: y = e^x - 1, exact near 0.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> Expm1() => Apply(new Expm1());
    }
}
