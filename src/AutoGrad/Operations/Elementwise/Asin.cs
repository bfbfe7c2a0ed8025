using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Inverse sine, in radians.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: -1 to 1; NaN outside. Saves the input. At -1 and 1 the gradient is infinite. Source: DLMF 4.24.</remarks>
    public readonly struct Asin : IElementwise<Asin>
    {
        /// <inheritdoc/>
        public static OperationInfo<Asin> Info { get; } = new("asin", 1)
        {
            Saves = Saves.Inputs,
            Domain = [new Interval(-0.9, 0.9)],
            Kinks = "At -1 and 1 the gradient is infinite.",
            Accuracy = "1 ulp",
            Source = "DLMF 4.24",
            Probes = [new(0, 0, 1), new(1, 1.5707963267948966, double.PositiveInfinity)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Asin(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.One / N.Sqrt((N.One - x) * (N.One + x));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Inverse sine, in radians.</summary>
        /// <remarks>Domain: -1 to 1; NaN outside. At -1 and 1 the gradient is infinite.</remarks>
        public Variable<T> Asin() => Apply(new Asin());
    }
}
