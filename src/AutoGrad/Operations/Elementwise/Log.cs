using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Natural logarithm.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: x &gt; 0; -infinity at 0, NaN below. Saves the input. Source: DLMF 4.2.</remarks>
    public readonly struct Log : IElementwise<Log>
    {
        /// <inheritdoc/>
        public static OperationInfo<Log> Info { get; } = new("log", 1)
        {
            Saves = Saves.Inputs,
            Domain = [Interval.Positive],
            Accuracy = "2 ulp",
            Source = "DLMF 4.2",
            Probes = [new(1, 0, 1), new(0, double.NegativeInfinity, double.PositiveInfinity)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Log(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.One / x;
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Natural logarithm.</summary>
        /// <remarks>Domain: x &gt; 0; -infinity at 0, NaN below.</remarks>
        public Variable<T> Log() => Apply(new Log());
    }
}
