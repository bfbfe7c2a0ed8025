using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Reciprocal: y = 1 / x.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: all but 0, where the value is infinite. Saves the output. Source: elementary.</remarks>
    public readonly struct Reciprocal : IElementwise<Reciprocal>
    {
        /// <inheritdoc/>
        public static OperationInfo<Reciprocal> Info { get; } = new("reciprocal", 1)
        {
            Saves = Saves.Output,
            Domain = [Interval.NonZero],
            Accuracy = "correctly rounded",
            Source = "elementary",
            Probes = [new(-2, -0.5, -0.25), new(double.PositiveInfinity, 0, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.One / x;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => -(y * y);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Reciprocal: y = 1 / x.</summary>
        /// <remarks>Domain: all but 0, where the value is infinite.</remarks>
        public Variable<T> Reciprocal() => Apply(new Reciprocal());
    }
}
