using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>y = min(max(x / 6 + 1/2, 0), 1).</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, kinks at -3 and 3. Saves the input. At -3 and 3 the gradient is 0. Source: Howard et al. 2019.</remarks>
    public readonly struct HardSigmoid : IElementwise<HardSigmoid>
    {
        /// <inheritdoc/>
        public static OperationInfo<HardSigmoid> Info { get; } = new("hardsigmoid", 1)
        {
            Saves = Saves.Inputs,
            Domain = [new Interval(-5, 5) { Avoid = [-3, 3] }],
            Kinks = "At -3 and 3 the gradient is 0.",
            Source = "Howard et al. 2019",
            Probes = [new(-3, 0, 0), new(3, 1, 0), new(0, 0.5, 0.16666666666666666)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Min(N.Max((x / N.Constant(6)) + N.Constant(0.5), N.Zero), N.One);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Select(x > N.Constant(-3), N.Select(x < N.Constant(3), N.Constant(1.0 / 6), N.Zero), N.Zero);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>y = min(max(x / 6 + 1/2, 0), 1).</summary>
        /// <remarks>Domain: the reals, kinks at -3 and 3. At -3 and 3 the gradient is 0.</remarks>
        public Variable<T> HardSigmoid() => Apply(new HardSigmoid());
    }
}
