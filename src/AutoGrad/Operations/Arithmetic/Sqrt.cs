using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Square root.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: x &gt;= 0; NaN below. Saves the output. At 0 the gradient is infinite; a zero upstream gradient wins over it. Source: elementary.</remarks>
    public readonly struct Sqrt : IElementwise<Sqrt>
    {
        /// <inheritdoc/>
        public static OperationInfo<Sqrt> Info { get; } = new("sqrt", 1)
        {
            Saves = Saves.Output,
            Domain = [Interval.Positive],
            Kinks = "At 0 the gradient is infinite; a zero upstream gradient wins over it.",
            Accuracy = "correctly rounded",
            Source = "elementary",
            Probes = [new(0, 0, double.PositiveInfinity), new(4, 2, 0.25)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Sqrt(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Constant(0.5) / y;
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Square root.</summary>
        /// <remarks>Domain: x &gt;= 0; NaN below. At 0 the gradient is infinite; a zero upstream gradient wins over it.</remarks>
        public Variable<T> Sqrt() => Apply(new Sqrt());
    }
}
