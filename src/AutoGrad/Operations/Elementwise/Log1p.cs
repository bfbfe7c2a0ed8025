using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>y = log(1 + x), exact near 0.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: x &gt; -1; -infinity at -1, NaN below. Saves the input. Source: DLMF 4.2.</remarks>
    public readonly struct Log1p : IElementwise<Log1p>
    {
        /// <inheritdoc/>
        public static OperationInfo<Log1p> Info { get; } = new("log1p", 1)
        {
            Saves = Saves.Inputs,
            Domain = [new Interval(-0.9, 3)],
            Accuracy = "2 ulp",
            Source = "DLMF 4.2",
            Probes = [new(0, 0, 1), new(1e-20, 1e-20, 1)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Log1p(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.One / (N.One + x);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>y = log(1 + x), exact near 0.</summary>
        /// <remarks>Domain: x &gt; -1; -infinity at -1, NaN below.</remarks>
        public Variable<T> Log1p() => Apply(new Log1p());
    }
}
