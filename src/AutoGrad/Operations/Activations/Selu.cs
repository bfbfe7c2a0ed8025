using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Self-normalising unit: y = λx for x &gt; 0, λα(e^x - 1) below.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, a kink at 0. Saves the input. At 0 the gradient is λα, that of the lower branch; at NaN it is λ. Source: Klambauer et al. 2017.</remarks>
    public readonly struct Selu : IElementwise<Selu>
    {
        private const double Scale = 1.0507009873554805;
        private const double Alpha = 1.6732632423543772;

        /// <inheritdoc/>
        public static OperationInfo<Selu> Info { get; } = new("selu", 1)
        {
            Saves = Saves.Inputs,
            Domain = [Interval.NonZero],
            Kinks = "At 0 the gradient is λα, that of the lower branch; at NaN it is λ.",
            Source = "Klambauer et al. 2017",
            Probes = [new(0, 0, 1.7580993408473766), new(1, 1.0507009873554805, 1.0507009873554805), new(double.NaN, double.NaN, 1.0507009873554805)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Select(x <= N.Zero, N.Constant(Scale * Alpha) * N.Expm1(x), N.Constant(Scale) * x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Select(x <= N.Zero, N.Constant(Scale * Alpha) * N.Exp(x), N.Constant(Scale));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Self-normalising unit: y = λx for x &gt; 0, λα(e^x - 1) below.</summary>
        /// <remarks>Domain: the reals, a kink at 0. At 0 the gradient is λα, that of the lower branch; at NaN it is λ.</remarks>
        public Variable<T> Selu() => Apply(new Selu());
    }
}
