using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The smaller of two; NaN if one of them is.</summary>
    /// <remarks>Shapes broadcast. Domain: the reals, a kink at a = b. Saves the inputs. Ties share: each gets half. Source: elementary.</remarks>
    public readonly struct Minimum : IBinaryElementwise<Minimum>
    {
        /// <inheritdoc/>
        public static OperationInfo<Minimum> Info { get; } = new("minimum", 2)
        {
            Saves = Saves.Inputs,
            Domain = [new Interval(-3, -0.05), new Interval(0.05, 3)],
            Kinks = "Ties share: each gets half.",
            Accuracy = "exact",
            Source = "elementary",
            Probes = [new([1, 1], 1, [0.5, 0.5]), new([2, 5], 2, [1, 0])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N a, N b)
            where N : struct, INumberSystem<N>
            => N.Min(a, b);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (N A, N B) LocalGradients<N>(N a, N b, N y)
            where N : struct, INumberSystem<N>
            => (N.Select(a > b, N.Zero, N.Select(N.Equal(a, b), N.Constant(0.5), N.One)), N.Select(b > a, N.Zero, N.Select(N.Equal(a, b), N.Constant(0.5), N.One)));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The smaller of two; NaN if one of them is. This variable is a.</summary>
        /// <remarks>Domain: the reals, a kink at a = b. Ties share: each gets half.</remarks>
        public Variable<T> Minimum(Operand<T> b) => Apply(new Minimum(), b);
    }
}
