using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Reciprocal square root: y = 1 / sqrt x.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: x &gt; 0. Saves the output. Source: elementary.</remarks>
    public readonly struct ReciprocalSqrt : IElementwise<ReciprocalSqrt>
    {
        /// <inheritdoc/>
        public static OperationInfo<ReciprocalSqrt> Info { get; } = new("rsqrt", 1)
        {
            Saves = Saves.Output,
            Domain = [Interval.Positive],
            Source = "elementary",
            Probes = [new(4, 0.5, -0.0625), new(double.PositiveInfinity, 0, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.One / N.Sqrt(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Constant(-0.5) * y * y * y;
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Reciprocal square root: y = 1 / sqrt x.</summary>
        /// <remarks>Domain: x &gt; 0.</remarks>
        public Variable<T> ReciprocalSqrt() => Apply(new ReciprocalSqrt());
    }
}
