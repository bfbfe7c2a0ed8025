using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>y = min(max(x, low), high).</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, kinks at the bounds. Saves the input. At both bounds the gradient is 0 (that of Clamp is 1). Source: Collobert 2004.</remarks>
    public readonly struct HardTanh(double low, double high) : IElementwise<HardTanh>
    {
        /// <inheritdoc/>
        public static OperationInfo<HardTanh> Info { get; } = new("hardtanh", 1)
        {
            Saves = Saves.Inputs,
            Domain = [new Interval(-3, 3) { Avoid = [-1, 1] }],
            Kinks = "At both bounds the gradient is 0 (that of Clamp is 1).",
            Accuracy = "exact",
            Source = "Collobert 2004",
            Probes = [new(-1, -1, 0), new(1, 1, 0), new(0, 0, 1)],
            Samples = [new(new(-1, 1), [2, 3])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Min(N.Max(x, N.Constant(low)), N.Constant(high));

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Select(x <= N.Constant(low), N.Zero, N.Select(x >= N.Constant(high), N.Zero, N.One));

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"hardtanh({low}, {high})");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>y = min(max(x, low), high).</summary>
        /// <remarks>Domain: the reals, kinks at the bounds. At both bounds the gradient is 0 (that of Clamp is 1).</remarks>
        public Variable<T> HardTanh(double low = -1, double high = 1) => Apply(new HardTanh(low, high));
    }
}
