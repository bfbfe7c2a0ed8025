using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Inverse tangent, in radians.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the input. Source: DLMF 4.24.</remarks>
    public readonly struct Atan : IElementwise<Atan>
    {
        /// <inheritdoc/>
        public static OperationInfo<Atan> Info { get; } = new("atan", 1)
        {
            Saves = Saves.Inputs,
            Accuracy = "2 ulp",
            Source = "DLMF 4.24",
            Probes = [new(0, 0, 1), new(double.PositiveInfinity, 1.5707963267948966, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Atan(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.One / (N.One + (x * x));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Inverse tangent, in radians.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> Atan() => Apply(new Atan());
    }
}
