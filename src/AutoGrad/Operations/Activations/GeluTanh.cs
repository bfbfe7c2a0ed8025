using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Gaussian error linear unit, tanh form: y = x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))).</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the input. Source: Hendrycks, Gimpel 2016.</remarks>
    public readonly struct GeluTanh : IElementwise<GeluTanh>
    {
        /// <inheritdoc/>
        public static OperationInfo<GeluTanh> Info { get; } = new("gelu_tanh", 1)
        {
            Saves = Saves.Inputs,
            Source = "Hendrycks, Gimpel 2016",
            Probes = [new(0, 0, 0.5), new(30, 30, 1), new(-50, 0, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Constant(0.5) * x * (N.One + N.Tanh(Inner(x)));

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => Slope(x, N.Tanh(Inner(x)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static N Inner<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Constant(0.7978845608028654) * (x + (N.Constant(0.044715) * x * x * x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static N Slope<N>(N x, N t)
            where N : struct, INumberSystem<N>
            => (N.Constant(0.5) * (N.One + t))
                + (N.Constant(0.5) * x * (N.One - t) * (N.One + t) * N.Constant(0.7978845608028654) * (N.One + (N.Constant(3 * 0.044715) * x * x)));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Gaussian error linear unit, tanh form: y = x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))).</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> GeluTanh() => Apply(new GeluTanh());
    }
}
