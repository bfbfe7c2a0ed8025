using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Length of a vector: y = sqrt(a² + b²), without overflow.</summary>
    /// <remarks>Shapes broadcast. Domain: the plane, a kink at the origin. Saves inputs and output. At (0, 0) the gradient is 0, the value of a central difference. Source: elementary.</remarks>
    public readonly struct Hypot : IBinaryElementwise<Hypot>
    {
        /// <inheritdoc/>
        public static OperationInfo<Hypot> Info { get; } = new("hypot", 2)
        {
            Saves = Saves.Inputs | Saves.Output,
            Domain = [Interval.NonZero],
            Kinks = "At (0, 0) the gradient is 0, the value of a central difference.",
            Accuracy = "1 ulp",
            Source = "elementary",
            Probes = [new([0, 0], 0, [0, 0]), new([3, 4], 5, [0.6, 0.8])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N a, N b)
            where N : struct, INumberSystem<N>
            => N.Hypot(a, b);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (N A, N B) LocalGradients<N>(N a, N b, N y)
            where N : struct, INumberSystem<N>
            => (N.Select(N.Equal(y, N.Zero), N.Zero, a / y), N.Select(N.Equal(y, N.Zero), N.Zero, b / y));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Length of a vector: y = sqrt(a² + b²), without overflow. This variable is a.</summary>
        /// <remarks>Domain: the plane, a kink at the origin. At (0, 0) the gradient is 0, the value of a central difference.</remarks>
        public Variable<T> Hypot(Operand<T> b) => Apply(new Hypot(), b);
    }
}
