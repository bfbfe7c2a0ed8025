using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The angle of the point (b, a), in radians: a is the ordinate, b the abscissa.</summary>
    /// <remarks>Shapes broadcast. Domain: the plane without the origin; a jump across the negative abscissa. Saves the inputs. At the origin the gradient is 0. Source: DLMF 4.23.</remarks>
    public readonly struct Atan2 : IBinaryElementwise<Atan2>
    {
        /// <inheritdoc/>
        public static OperationInfo<Atan2> Info { get; } = new("atan2", 2)
        {
            Saves = Saves.Inputs,
            Domain = [Interval.NonZero],
            Kinks = "At the origin the gradient is 0.",
            Accuracy = "1 ulp",
            Source = "DLMF 4.23",
            Probes = [new([0, 0], 0, [0, 0]), new([1, 1], 0.7853981633974483, [0.5, -0.5])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N a, N b)
            where N : struct, INumberSystem<N>
            => N.Atan2(a, b);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (N A, N B) LocalGradients<N>(N a, N b, N y)
            where N : struct, INumberSystem<N>
            => (Slope(b, N.Hypot(a, b)), -Slope(a, N.Hypot(a, b)));

        /// <summary>One coordinate over the squared distance, without overflow.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static N Slope<N>(N coordinate, N distance)
            where N : struct, INumberSystem<N>
            => N.Select(N.Equal(distance, N.Zero), N.Zero, coordinate / distance / distance);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The angle of the point (b, a), in radians: a is the ordinate, b the abscissa. This variable is a.</summary>
        /// <remarks>Domain: the plane without the origin; a jump across the negative abscissa. At the origin the gradient is 0.</remarks>
        public Variable<T> Atan2(Operand<T> b) => Apply(new Atan2(), b);
    }
}
