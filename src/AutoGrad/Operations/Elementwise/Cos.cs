using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Cosine; x in radians.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the input. Source: DLMF 4.20.</remarks>
    public readonly struct Cos : IElementwise<Cos>
    {
        /// <inheritdoc/>
        public static OperationInfo<Cos> Info { get; } = new("cos", 1)
        {
            Saves = Saves.Inputs,
            Accuracy = "1 ulp in float, 2 in double",
            Source = "DLMF 4.20",
            Probes = [new(0, 1, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Cos(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => -N.Sin(x);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Cosine; x in radians.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> Cos() => Apply(new Cos());
    }
}
