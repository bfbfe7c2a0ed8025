using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Logarithm to base 2.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: x &gt; 0; -infinity at 0, NaN below. Saves the input. Source: DLMF 4.2.</remarks>
    public readonly struct Log2 : IElementwise<Log2>
    {
        /// <inheritdoc/>
        public static OperationInfo<Log2> Info { get; } = new("log2", 1)
        {
            Saves = Saves.Inputs,
            Domain = [Interval.Positive],
            Accuracy = "1 ulp",
            Source = "DLMF 4.2",
            Probes = [new(8, 3, 0.18033688011112042)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Log2(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.One / (x * N.Constant(0.6931471805599453));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Logarithm to base 2.</summary>
        /// <remarks>Domain: x &gt; 0; -infinity at 0, NaN below.</remarks>
        public Variable<T> Log2() => Apply(new Log2());
    }
}
