using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Power with a constant exponent: y = x^p.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: x &gt; 0; any x for a whole exponent. Saves the input. For p = 0 the gradient is 0, at x = 0 too; for p = 1/2 and p = -1/2 the powers are √x and 1/√x, at -0 and minus infinity too. Source: elementary.</remarks>
    public readonly struct PowerScalar(double exponent) : IElementwise<PowerScalar>
    {
        /// <inheritdoc/>
        public static OperationInfo<PowerScalar> Info { get; } = new("pow_scalar", 1)
        {
            Saves = Saves.Inputs,
            Domain = [Interval.Positive],
            Kinks = "For p = 0 the gradient is 0, at x = 0 too; for p = 1/2 and p = -1/2 the powers are √x and 1/√x, at -0 and minus infinity too.",
            Source = "elementary",
            Probes = [new(4, 32, 20), new(0, 0, 0)],
            Samples = [new(new(2.5), [2, 3]), new(new(-1), [4]), new(new(2), [3, 2]), new(new(0), [5]), new(new(0.5), [2, 2])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => Raise(x, exponent);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => exponent == 0 ? N.Zero : exponent == 2 ? x + x : N.Constant(exponent) * Raise(x, exponent - 1);

        /// <summary>Few exponents make up most uses, and cost a fraction of a power; with them go the signs of a square root's special values.</summary>
        private static N Raise<N>(N x, double exponent)
            where N : struct, INumberSystem<N>
            => exponent switch
            {
                -1 => N.One / x,
                -0.5 => N.One / N.Sqrt(x),
                0.5 => N.Sqrt(x),
                1 => x,
                2 => x * x,
                _ => N.Pow(x, N.Constant(exponent)),
            };

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"pow_scalar({exponent})");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Power with a constant exponent: y = x^p.</summary>
        /// <remarks>Domain: x &gt; 0; any x for a whole exponent. For p = 0 the gradient is 0, at x = 0 too; for p = 1/2 and p = -1/2 the powers are √x and 1/√x, at -0 and minus infinity too.</remarks>
        [OverloadResolutionPriority(1)]
        public Variable<T> Pow(double exponent) => Apply(new PowerScalar(exponent));
    }
}
