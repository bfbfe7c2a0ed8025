using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Sign: y = -1, 0 or 1.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, a jump at 0. Saves nothing. The gradient is 0 everywhere, at the jump too. Source: elementary.</remarks>
    public readonly struct Sign : IElementwise<Sign>
    {
        /// <inheritdoc/>
        public static OperationInfo<Sign> Info { get; } = new("sign", 1)
        {
            Saves = Saves.Nothing,
            StopsGradient = true,
            Domain = [Interval.NonZero],
            Kinks = "The gradient is 0 everywhere, at the jump too.",
            Accuracy = "exact",
            Source = "elementary",
            Probes = [new(0, 0, 0), new(-2, -1, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Sign(x);

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
        /// <summary>Sign: y = -1, 0 or 1.</summary>
        /// <remarks>Domain: the reals, a jump at 0. The gradient is 0 everywhere, at the jump too.</remarks>
        public Variable<T> Sign() => Apply(new Sign());
    }
}
