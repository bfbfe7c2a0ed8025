using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Sine; x in radians.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the input. Source: DLMF 4.20.</remarks>
    public readonly struct Sin : IElementwise<Sin>
    {
        /// <inheritdoc/>
        public static OperationInfo<Sin> Info { get; } = new("sin", 1)
        {
            Saves = Saves.Inputs,
            Accuracy = "1 ulp in float, 2 in double",
            Source = "DLMF 4.20",
            Probes = [new(0, 0, 1)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Sin(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Cos(x);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Sine; x in radians.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> Sin() => Apply(new Sin());
    }
}
