using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Logarithm of the absolute value of the gamma function.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: all but 0 and the negative whole numbers, where it is infinite. Saves the input. Source: DLMF 5.2, 5.7.</remarks>
    public readonly struct LogGamma : IElementwise<LogGamma>
    {
        /// <inheritdoc/>
        public static OperationInfo<LogGamma> Info { get; } = new("lgamma", 1)
        {
            Saves = Saves.Inputs,
            Domain = [new Interval(0.3, 5)],
            Accuracy = "1 ulp in float, 4 in double (x > -1/4)",
            Source = "DLMF 5.2, 5.7",
            Probes = [new(1, 0, -0.5772156649015329), new(2, 0, 0.42278433509846713)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.LogGamma(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.PolyGamma(0, x);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Logarithm of the absolute value of the gamma function.</summary>
        /// <remarks>Domain: all but 0 and the negative whole numbers, where it is infinite.</remarks>
        public Variable<T> LogGamma() => Apply(new LogGamma());
    }
}
