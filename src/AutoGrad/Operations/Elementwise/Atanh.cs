using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Inverse hyperbolic tangent.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: -1 to 1; infinite at the ends, NaN outside. Saves the input. Source: DLMF 4.38.</remarks>
    public readonly struct Atanh : IElementwise<Atanh>
    {
        /// <inheritdoc/>
        public static OperationInfo<Atanh> Info { get; } = new("atanh", 1)
        {
            Saves = Saves.Inputs,
            Domain = [new Interval(-0.9, 0.9)],
            Accuracy = "3 ulp",
            Source = "DLMF 4.38",
            Probes = [new(0, 0, 1), new(1, double.PositiveInfinity, double.PositiveInfinity)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Atanh(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.One / ((N.One - x) * (N.One + x));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Inverse hyperbolic tangent.</summary>
        /// <remarks>Domain: -1 to 1; infinite at the ends, NaN outside.</remarks>
        public Variable<T> Atanh() => Apply(new Atanh());
    }
}
