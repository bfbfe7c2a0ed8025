using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Smooth rectifier: y = log(1 + e^(βx)) / β.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the input. Source: Dugas et al. 2000.</remarks>
    public readonly struct Softplus(double beta) : IElementwise<Softplus>
    {
        /// <inheritdoc/>
        public static OperationInfo<Softplus> Info { get; } = new("softplus", 1)
        {
            Saves = Saves.Inputs,
            Accuracy = "3 ulp (beta = 1)",
            Source = "Dugas et al. 2000",
            Probes = [new(0, 0.6931471805599453, 0.5), new(1e4, 1e4, 1), new(-1e4, 0, 0)],
            Samples = [new(new(1), [2, 3]), new(new(2), [7])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => beta == 1 ? N.Softplus(x) : N.Softplus(N.Constant(beta) * x) / N.Constant(beta);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Sigmoid(beta == 1 ? x : N.Constant(beta) * x);

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"softplus({beta})");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Smooth rectifier: y = log(1 + e^(βx)) / β.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> Softplus(double beta = 1) => Apply(new Softplus(beta));
    }
}
