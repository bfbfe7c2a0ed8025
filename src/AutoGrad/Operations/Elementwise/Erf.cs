using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Error function.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the input. Source: DLMF 7.2.</remarks>
    public readonly struct Erf : IElementwise<Erf>
    {
        /// <inheritdoc/>
        public static OperationInfo<Erf> Info { get; } = new("erf", 1)
        {
            Saves = Saves.Inputs,
            Accuracy = "2 ulp",
            Source = "DLMF 7.2",
            Probes = [new(0, 0, 1.1283791670955126), new(double.PositiveInfinity, 1, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Erf(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Constant(1.1283791670955126) * N.Exp(-(x * x));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Error function.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> Erf() => Apply(new Erf());
    }
}
