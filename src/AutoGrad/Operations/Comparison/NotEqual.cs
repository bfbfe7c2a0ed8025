using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>1 where a and b differ or one of them is NaN, 0 elsewhere.</summary>
    /// <remarks>Shapes broadcast. Domain: the reals, a jump at a = b. Saves nothing. Source: elementary.</remarks>
    public readonly struct NotEqual : IBinaryElementwise<NotEqual>
    {
        /// <inheritdoc/>
        public static OperationInfo<NotEqual> Info { get; } = new("ne", 2)
        {
            Saves = Saves.Nothing,
            StopsGradient = true,
            Domain = [new Interval(-3, -0.05), new Interval(0.05, 3)],
            Accuracy = "exact",
            Source = "elementary",
            Probes = [new([1, 1], 0, [0, 0]), new([1, 2], 1, [0, 0])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N a, N b)
            where N : struct, INumberSystem<N>
            => N.Select(N.NotEqual(a, b), N.One, N.Zero);

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
        /// <summary>1 where a and b differ or one of them is NaN, 0 elsewhere. This variable is a.</summary>
        /// <remarks>Domain: the reals, a jump at a = b.</remarks>
        public Variable<T> NotEqualTo(Operand<T> b) => Apply(new NotEqual(), b);
    }
}
