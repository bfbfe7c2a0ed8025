using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>1 where a = b, 0 elsewhere.</summary>
    /// <remarks>Shapes broadcast. Domain: the reals, a jump at a = b. Saves nothing. Source: elementary.</remarks>
    public readonly struct Equal : IBinaryElementwise<Equal>
    {
        /// <inheritdoc/>
        public static OperationInfo<Equal> Info { get; } = new("eq", 2)
        {
            Saves = Saves.Nothing,
            StopsGradient = true,
            Domain = [new Interval(-3, -0.05), new Interval(0.05, 3)],
            Accuracy = "exact",
            Source = "elementary",
            Probes = [new([1, 1], 1, [0, 0]), new([1, 2], 0, [0, 0])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N a, N b)
            where N : struct, INumberSystem<N>
            => N.Select(N.Equal(a, b), N.One, N.Zero);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (N A, N B) LocalGradients<N>(N a, N b, N y)
            where N : struct, INumberSystem<N>
            => (N.Zero, N.Zero);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>1 where a = b, 0 elsewhere. This variable is a.</summary>
        /// <remarks>Domain: the reals, a jump at a = b.</remarks>
        public Variable<T> EqualTo(Operand<T> b) => Apply(new Equal(), b);
    }
}
