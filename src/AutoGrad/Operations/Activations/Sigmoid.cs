using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Logistic function: y = 1 / (1 + e^-x).</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the output. Source: worked example 8.</remarks>
    public readonly struct Sigmoid : IElementwise<Sigmoid>
    {
        /// <inheritdoc/>
        public static OperationInfo<Sigmoid> Info { get; } = new("sigmoid", 1)
        {
            Saves = Saves.Output,
            Accuracy = "3 ulp",
            Source = "worked example 8",
            Probes = [new(0, 0.5, 0.25), new(-1000, 0, 0), new(1000, 1, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Sigmoid(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => y * (N.One - y);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Logistic function: y = 1 / (1 + e^-x).</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> Sigmoid() => Apply(new Sigmoid());
    }
}
