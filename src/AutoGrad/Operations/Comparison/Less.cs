using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>1 where a &lt; b, 0 elsewhere; false where one of them is NaN.</summary>
    /// <remarks>Shapes broadcast. Domain: the reals, a jump at a = b. Saves nothing. Source: elementary.</remarks>
    public readonly struct Less : IBinaryElementwise<Less>
    {
        /// <inheritdoc/>
        public static OperationInfo<Less> Info { get; } = new("lt", 2)
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
            => N.Select(a < b, N.One, N.Zero);

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
        /// <summary>1 where a &lt; b, 0 elsewhere; false where one of them is NaN.</summary>
        /// <remarks>Domain: the reals, a jump at a = b.</remarks>
        public static Variable<T> operator <(Variable<T> a, Variable<T> b) => a.Tape.Record(new Less(), a, b);

        /// <summary>1 where a &lt; b, 0 elsewhere; false where one of them is NaN.</summary>
        /// <remarks>Domain: the reals, a jump at a = b.</remarks>
        public static Variable<T> operator <(Variable<T> a, Operand<T> b) => a.Tape.Record(new Less(), a, b.On(a.Tape));

        /// <summary>1 where a &lt; b, 0 elsewhere; false where one of them is NaN.</summary>
        /// <remarks>Domain: the reals, a jump at a = b.</remarks>
        public static Variable<T> operator <(Operand<T> a, Variable<T> b) => b.Tape.Record(new Less(), a.On(b.Tape), b);

        /// <summary>1 where a &gt; b, 0 elsewhere; false where one of them is NaN.</summary>
        /// <remarks>Domain: the reals, a jump at a = b.</remarks>
        public static Variable<T> operator >(Variable<T> a, Variable<T> b) => a.Tape.Record(new Less(), b, a);

        /// <summary>1 where a &gt; b, 0 elsewhere; false where one of them is NaN.</summary>
        /// <remarks>Domain: the reals, a jump at a = b.</remarks>
        public static Variable<T> operator >(Variable<T> a, Operand<T> b) => a.Tape.Record(new Less(), b.On(a.Tape), a);

        /// <summary>1 where a &gt; b, 0 elsewhere; false where one of them is NaN.</summary>
        /// <remarks>Domain: the reals, a jump at a = b.</remarks>
        public static Variable<T> operator >(Operand<T> a, Variable<T> b) => b.Tape.Record(new Less(), b, a.On(b.Tape));
    }
}
