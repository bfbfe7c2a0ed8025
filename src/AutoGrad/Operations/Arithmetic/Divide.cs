using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Quotient: y = a / b.</summary>
    /// <remarks>Shapes broadcast. Domain: b not 0. Saves inputs and output. Source: elementary.</remarks>
    public readonly struct Divide : IBinaryElementwise<Divide>
    {
        /// <inheritdoc/>
        public static OperationInfo<Divide> Info { get; } = new("div", 2)
        {
            Saves = Saves.Inputs | Saves.Output,
            Domain = [Interval.Reals, Interval.NonZero],
            Accuracy = "correctly rounded",
            Source = "elementary",
            Probes = [new([1, 0], double.PositiveInfinity, [double.PositiveInfinity, double.NegativeInfinity]), new([6, -2], -3, [-0.5, -1.5])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N a, N b)
            where N : struct, INumberSystem<N>
            => a / b;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (N A, N B) LocalGradients<N>(N a, N b, N y)
            where N : struct, INumberSystem<N>
            => (N.One / b, -(y / b));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Quotient: y = a / b.</summary>
        /// <remarks>Domain: b not 0.</remarks>
        public static Variable<T> operator /(Variable<T> a, Variable<T> b) => a.Tape.Record(new Divide(), a, b);

        /// <summary>Quotient: y = a / b.</summary>
        /// <remarks>Domain: b not 0.</remarks>
        public static Variable<T> operator /(Variable<T> a, Operand<T> b) => a.Tape.Record(new Divide(), a, b.On(a.Tape));

        /// <summary>Quotient: y = a / b.</summary>
        /// <remarks>Domain: b not 0.</remarks>
        public static Variable<T> operator /(Operand<T> a, Variable<T> b) => b.Tape.Record(new Divide(), a.On(b.Tape), b);
    }
}
