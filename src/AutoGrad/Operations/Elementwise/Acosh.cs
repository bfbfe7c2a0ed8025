using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Inverse hyperbolic cosine.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: x &gt;= 1; NaN below. Saves the input. At 1 the gradient is infinite. Source: DLMF 4.38.</remarks>
    public readonly struct Acosh : IElementwise<Acosh>
    {
        /// <inheritdoc/>
        public static OperationInfo<Acosh> Info { get; } = new("acosh", 1)
        {
            Saves = Saves.Inputs,
            Domain = [new Interval(1.2, 4)],
            Kinks = "At 1 the gradient is infinite.",
            Accuracy = "3 ulp",
            Source = "DLMF 4.38",
            Probes = [new(1, 0, double.PositiveInfinity)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Acosh(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.One / N.Sqrt((x - N.One) * (x + N.One));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Inverse hyperbolic cosine.</summary>
        /// <remarks>Domain: x &gt;= 1; NaN below. At 1 the gradient is infinite.</remarks>
        public Variable<T> Acosh() => Apply(new Acosh());
    }
}
