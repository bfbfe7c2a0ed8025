using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Rectifier: y = max(x, 0).</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, a kink at 0. Saves the output. At 0 the gradient is 0, as in every other library. Source: Nair, Hinton 2010.</remarks>
    public readonly struct Relu : IElementwise<Relu>
    {
        /// <inheritdoc/>
        public static OperationInfo<Relu> Info { get; } = new("relu", 1)
        {
            Saves = Saves.Output,
            Domain = [Interval.NonZero],
            Kinks = "At 0 the gradient is 0, as in every other library.",
            Accuracy = "exact",
            Source = "Nair, Hinton 2010",
            Probes = [new(0, 0, 0), new(-2, 0, 0), new(2, 2, 1)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Max(x, N.Zero);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Select(y <= N.Zero, N.Zero, N.One);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Rectifier: y = max(x, 0).</summary>
        /// <remarks>Domain: the reals, a kink at 0. At 0 the gradient is 0, as in every other library.</remarks>
        public Variable<T> Relu() => Apply(new Relu());
    }
}
