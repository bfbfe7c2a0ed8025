using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The largest whole number that is at most x.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, a jump at each whole number. Saves nothing. The gradient is 0 everywhere, at the jumps too. Source: elementary.</remarks>
    public readonly struct Floor : IElementwise<Floor>
    {
        /// <inheritdoc/>
        public static OperationInfo<Floor> Info { get; } = new("floor", 1)
        {
            Saves = Saves.Nothing,
            StopsGradient = true,
            Domain = [new Interval(0.1, 0.9)],
            Kinks = "The gradient is 0 everywhere, at the jumps too.",
            Accuracy = "exact",
            Source = "elementary",
            Probes = [new(2, 2, 0), new(-1.5, -2, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Floor(x);

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
        /// <summary>The largest whole number that is at most x.</summary>
        /// <remarks>Domain: the reals, a jump at each whole number. The gradient is 0 everywhere, at the jumps too.</remarks>
        public Variable<T> Floor() => Apply(new Floor());
    }
}
