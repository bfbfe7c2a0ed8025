using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Exponential: y = e^x.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the output. Source: DLMF 4.2.</remarks>
    public readonly struct Exp : IElementwise<Exp>
    {
        /// <inheritdoc/>
        public static OperationInfo<Exp> Info { get; } = new("exp", 1)
        {
            Saves = Saves.Output,
            Accuracy = "2 ulp",
            Source = "DLMF 4.2",
            Probes = [new(0, 1, 1), new(-1000, 0, 0), new(double.NegativeInfinity, 0, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Exp(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => y;
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Exponential: y = e^x.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> Exp() => Apply(new Exp());
    }
}
