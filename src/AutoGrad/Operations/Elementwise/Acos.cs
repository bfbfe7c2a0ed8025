using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Inverse cosine, in radians.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: -1 to 1; NaN outside. Saves the input. At -1 and 1 the gradient is minus infinity. Source: DLMF 4.24.</remarks>
    public readonly struct Acos : IElementwise<Acos>
    {
        /// <inheritdoc/>
        public static OperationInfo<Acos> Info { get; } = new("acos", 1)
        {
            Saves = Saves.Inputs,
            Domain = [new Interval(-0.9, 0.9)],
            Kinks = "At -1 and 1 the gradient is minus infinity.",
            Accuracy = "1 ulp",
            Source = "DLMF 4.24",
            Probes = [new(0, 1.5707963267948966, -1), new(1, 0, double.NegativeInfinity)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Acos(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => -(N.One / N.Sqrt((N.One - x) * (N.One + x)));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Inverse cosine, in radians.</summary>
        /// <remarks>Domain: -1 to 1; NaN outside. At -1 and 1 the gradient is minus infinity.</remarks>
        public Variable<T> Acos() => Apply(new Acos());
    }
}
