using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Bipolar sigmoid: y = (1 - e^-x) / (1 + e^-x) = tanh(x / 2).</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the output. Source: worked example 8.</remarks>
    public readonly struct BipolarSigmoid : IElementwise<BipolarSigmoid>
    {
        /// <inheritdoc/>
        public static OperationInfo<BipolarSigmoid> Info { get; } = new("bipolar_sigmoid", 1)
        {
            Saves = Saves.Output,
            Source = "worked example 8",
            Probes = [new(0, 0, 0.5), new(-1000, -1, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Tanh(N.Constant(0.5) * x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Constant(0.5) * (N.One - y) * (N.One + y);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Bipolar sigmoid: y = (1 - e^-x) / (1 + e^-x) = tanh(x / 2).</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> BipolarSigmoid() => Apply(new BipolarSigmoid());
    }
}
