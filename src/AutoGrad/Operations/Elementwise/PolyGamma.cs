using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Polygamma function ψ^(order)(x); order 0 is the digamma function ψ(x) = Γ'(x) / Γ(x).</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: all but 0 and the negative whole numbers. Saves the input. Source: DLMF 5.2, 5.15.</remarks>
    public readonly struct PolyGamma(int order) : IElementwise<PolyGamma>
    {
        /// <inheritdoc/>
        public static OperationInfo<PolyGamma> Info { get; } = new("polygamma", 1)
        {
            Saves = Saves.Inputs,
            Domain = [new Interval(0.5, 5)],
            Accuracy = "1 ulp in float, order + 6 in double (x > 0)",
            Source = "DLMF 5.2, 5.15",
            Probes = [new(1, -0.5772156649015329, 1.6449340668482264)],
            Samples = [new(new(0), [2, 3]), new(new(1), [4]), new(new(2), [3])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.PolyGamma(order, x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.PolyGamma(order + 1, x);

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"polygamma({order})");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Polygamma function ψ^(order)(x); order 0 is the digamma function ψ(x) = Γ'(x) / Γ(x).</summary>
        /// <remarks>Domain: all but 0 and the negative whole numbers.</remarks>
        public Variable<T> PolyGamma(int order)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(order);
            return Apply(new PolyGamma(order));
        }

        /// <summary>Digamma function ψ(x) = Γ'(x) / Γ(x).</summary>
        /// <remarks>Domain: all but 0 and the negative whole numbers.</remarks>
        public Variable<T> Digamma() => Apply(new PolyGamma(0));
    }
}
