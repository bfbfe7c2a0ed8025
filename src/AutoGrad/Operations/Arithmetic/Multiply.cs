using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Product: y = a b, element by element.</summary>
    /// <remarks>Shapes broadcast. Domain: the reals, smooth. Saves the inputs. Source: elementary.</remarks>
    public readonly struct Multiply : IBinaryElementwise<Multiply>
    {
        /// <inheritdoc/>
        public static OperationInfo<Multiply> Info { get; } = new("mul", 2)
        {
            Saves = Saves.Inputs,
            Linearity = Linearity.Multilinear,
            Accuracy = "correctly rounded",
            Source = "elementary",
            Probes = [new([0, 3], 0, [3, 0])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N a, N b)
            where N : struct, INumberSystem<N>
            => a * b;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (N A, N B) LocalGradients<N>(N a, N b, N y)
            where N : struct, INumberSystem<N>
            => (b, a);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Product: y = a b, element by element.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public static Variable<T> operator *(Variable<T> a, Variable<T> b) => a.Tape.Record(new Multiply(), a, b);

        /// <summary>Product: y = a b, element by element.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public static Variable<T> operator *(Variable<T> a, Operand<T> b) => a.Tape.Record(new Multiply(), a, b.On(a.Tape));

        /// <summary>Product: y = a b, element by element.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public static Variable<T> operator *(Operand<T> a, Variable<T> b) => b.Tape.Record(new Multiply(), a.On(b.Tape), b);
    }
}
