using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Power: y = a^b.</summary>
    /// <remarks>Shapes broadcast. Domain: a &gt; 0; a &lt; 0 for whole b. Saves inputs and output. a = 0: the gradient by b is 0 (minus infinity for b &lt; 0), that by a is that of the constant exponent. a &lt; 0 has a value for whole b only, and no gradient by b (NaN). Source: elementary.</remarks>
    public readonly struct Power : IBinaryElementwise<Power>
    {
        /// <inheritdoc/>
        public static OperationInfo<Power> Info { get; } = new("pow", 2)
        {
            Saves = Saves.Inputs | Saves.Output,
            Domain = [Interval.Positive, Interval.Reals],
            Kinks = "a = 0: the gradient by b is 0 (minus infinity for b < 0), that by a is that of the constant exponent. a < 0 has a value for whole b only, and no gradient by b (NaN).",
            Accuracy = "1 ulp",
            Source = "elementary",
            Probes = [new([0, 0], 1, [0, 0]), new([0, 1], 0, [1, 0]), new([0, -1], double.PositiveInfinity, [double.NegativeInfinity, double.NegativeInfinity]), new([-2, 3], -8, [12, double.NaN])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N a, N b)
            where N : struct, INumberSystem<N>
            => N.Pow(a, b);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (N A, N B) LocalGradients<N>(N a, N b, N y)
            where N : struct, INumberSystem<N>
            => (ByBase(a, b), N.Select(N.Equal(a, N.Zero), N.Select(b >= N.Zero, N.Zero, y * N.Log(a)), y * N.Log(a)));

        /// <summary>b a^(b - 1); 0 for b = 0 even where the power is infinite or NaN. Elsewhere b = 0 is no exception, or a derivative by b would lose the 1 / a there.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static N ByBase<N>(N a, N b)
            where N : struct, INumberSystem<N>
        {
            N slope = b * N.Pow(a, b - N.One);
            return N.Select(N.Abs(a) > N.Zero, slope, N.Select(N.Equal(b, N.Zero), N.Zero, slope));
        }
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Power: y = a^b. This variable is a.</summary>
        /// <remarks>Domain: a &gt; 0; a &lt; 0 for whole b. a = 0: the gradient by b is 0 (minus infinity for b &lt; 0), that by a is that of the constant exponent. a &lt; 0 has a value for whole b only, and no gradient by b (NaN).</remarks>
        public Variable<T> Pow(Operand<T> b) => Apply(new Power(), b);
    }
}
