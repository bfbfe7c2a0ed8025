using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The nearest whole number; the even one of two that are equally near.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, a jump at each half. Saves nothing. The gradient is 0 everywhere, at the jumps too. Source: IEEE 754 roundToIntegralTiesToEven.</remarks>
    public readonly struct Round : IElementwise<Round>
    {
        /// <inheritdoc/>
        public static OperationInfo<Round> Info { get; } = new("round", 1)
        {
            Saves = Saves.Nothing,
            StopsGradient = true,
            Domain = [new Interval(-0.4, 0.4)],
            Kinks = "The gradient is 0 everywhere, at the jumps too.",
            Accuracy = "exact",
            Source = "IEEE 754 roundToIntegralTiesToEven",
            Probes = [new(2.5, 2, 0), new(-1.5, -2, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Round(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Zero;
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The nearest whole number; the even one of two that are equally near.</summary>
        /// <remarks>Domain: the reals, a jump at each half. The gradient is 0 everywhere, at the jumps too.</remarks>
        public Variable<T> Round() => Apply(new Round());
    }
}
