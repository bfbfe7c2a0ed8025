using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Square: y = x².</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the input. Source: elementary.</remarks>
    public readonly struct Square : IElementwise<Square>
    {
        /// <inheritdoc/>
        public static OperationInfo<Square> Info { get; } = new("square", 1)
        {
            Saves = Saves.Inputs,
            Accuracy = "correctly rounded",
            Source = "elementary",
            Probes = [new(0, 0, 0), new(-3, 9, -6)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => x * x;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => x + x;
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Square: y = x².</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> Square() => Apply(new Square());
    }
}
