using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Sum: y = a + b.</summary>
    /// <remarks>Shapes broadcast. Domain: the reals, smooth. Saves nothing. Source: elementary.</remarks>
    public readonly struct Add : IBinaryElementwise<Add>
    {
        /// <inheritdoc/>
        public static OperationInfo<Add> Info { get; } = new("add", 2)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            UnitGradients = 0b11,
            Accuracy = "correctly rounded",
            Source = "elementary",
            Probes = [new([0, 0], 0, [1, 1])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N a, N b)
            where N : struct, INumberSystem<N>
            => a + b;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (N A, N B) LocalGradients<N>(N a, N b, N y)
            where N : struct, INumberSystem<N>
            => (N.One, N.One);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Sum: y = a + b.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public static Variable<T> operator +(Variable<T> a, Variable<T> b) => a.Tape.Record(new Add(), a, b);

        /// <summary>Sum: y = a + b.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public static Variable<T> operator +(Variable<T> a, Operand<T> b) => a.Tape.Record(new Add(), a, b.On(a.Tape));

        /// <summary>Sum: y = a + b.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public static Variable<T> operator +(Operand<T> a, Variable<T> b) => b.Tape.Record(new Add(), a.On(b.Tape), b);
    }
}
