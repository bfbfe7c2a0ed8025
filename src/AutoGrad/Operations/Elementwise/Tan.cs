using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Tangent; x in radians.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: all but the odd multiples of π/2. Saves the output. Source: DLMF 4.20.</remarks>
    public readonly struct Tan : IElementwise<Tan>
    {
        /// <inheritdoc/>
        public static OperationInfo<Tan> Info { get; } = new("tan", 1)
        {
            Saves = Saves.Output,
            Domain = [new Interval(-1.2, 1.2)],
            Accuracy = "1 ulp in float, 3 in double",
            Source = "DLMF 4.20",
            Probes = [new(0, 0, 1)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Tan(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.One + (y * y);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Tangent; x in radians.</summary>
        /// <remarks>Domain: all but the odd multiples of π/2.</remarks>
        public Variable<T> Tan() => Apply(new Tan());
    }
}
