using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Logarithm to base 10.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: x &gt; 0; -infinity at 0, NaN below. Saves the input. Source: DLMF 4.2.</remarks>
    public readonly struct Log10 : IElementwise<Log10>
    {
        /// <inheritdoc/>
        public static OperationInfo<Log10> Info { get; } = new("log10", 1)
        {
            Saves = Saves.Inputs,
            Domain = [Interval.Positive],
            Accuracy = "1 ulp",
            Source = "DLMF 4.2",
            Probes = [new(100, 2, 0.004342944819032518)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Log10(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.One / (x * N.Constant(2.302585092994046));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Logarithm to base 10.</summary>
        /// <remarks>Domain: x &gt; 0; -infinity at 0, NaN below.</remarks>
        public Variable<T> Log10() => Apply(new Log10());
    }
}
