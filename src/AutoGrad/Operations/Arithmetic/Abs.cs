using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Absolute value: y = |x|.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, a kink at 0. Saves the input. At 0 the gradient is 0, the value of a central difference. Source: elementary.</remarks>
    public readonly struct Abs : IElementwise<Abs>
    {
        /// <inheritdoc/>
        public static OperationInfo<Abs> Info { get; } = new("abs", 1)
        {
            Saves = Saves.Inputs,
            Domain = [Interval.NonZero],
            Kinks = "At 0 the gradient is 0, the value of a central difference.",
            Accuracy = "exact",
            Source = "elementary",
            Probes = [new(0, 0, 0), new(-2, 2, -1)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Abs(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Sign(x);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Absolute value: y = |x|.</summary>
        /// <remarks>Domain: the reals, a kink at 0. At 0 the gradient is 0, the value of a central difference.</remarks>
        public Variable<T> Abs() => Apply(new Abs());
    }
}
