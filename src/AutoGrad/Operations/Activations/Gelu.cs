using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Gaussian error linear unit: y = x Φ(x), Φ the normal distribution function.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the input. Source: Hendrycks, Gimpel 2016.</remarks>
    public readonly struct Gelu : IElementwise<Gelu>
    {
        /// <inheritdoc/>
        public static OperationInfo<Gelu> Info { get; } = new("gelu", 1)
        {
            Saves = Saves.Inputs,
            Source = "Hendrycks, Gimpel 2016",
            Probes = [new(0, 0, 0.5), new(30, 30, 1), new(-50, 0, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => x * N.Constant(0.5) * N.Erfc(N.Constant(-0.7071067811865476) * x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => (N.Constant(0.5) * N.Erfc(N.Constant(-0.7071067811865476) * x)) + (x * N.Constant(0.3989422804014327) * N.Exp(N.Constant(-0.5) * x * x));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Gaussian error linear unit: y = x Φ(x), Φ the normal distribution function.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> Gelu() => Apply(new Gelu());
    }
}
