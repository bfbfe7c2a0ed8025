using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Difference: y = a - b.</summary>
    /// <remarks>Shapes broadcast. Domain: the reals, smooth. Saves nothing. Source: elementary.</remarks>
    public readonly struct Subtract : IBinaryElementwise<Subtract>
    {
        /// <inheritdoc/>
        public static OperationInfo<Subtract> Info { get; } = new("sub", 2)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            UnitGradients = 0b01,
            Accuracy = "correctly rounded",
            Source = "elementary",
            Probes = [new([0, 0], 0, [1, -1])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N a, N b)
            where N : struct, INumberSystem<N>
            => a - b;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (N A, N B) LocalGradients<N>(N a, N b, N y)
            where N : struct, INumberSystem<N>
            => (N.One, -N.One);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Difference: y = a - b.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public static Variable<T> operator -(Variable<T> a, Variable<T> b) => a.Tape.Record(new Subtract(), a, b);

        /// <summary>Difference: y = a - b.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public static Variable<T> operator -(Variable<T> a, Operand<T> b) => a.Tape.Record(new Subtract(), a, b.On(a.Tape));

        /// <summary>Difference: y = a - b.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public static Variable<T> operator -(Operand<T> a, Variable<T> b) => b.Tape.Record(new Subtract(), a.On(b.Tape), b);
    }
}
