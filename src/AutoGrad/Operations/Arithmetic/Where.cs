using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Choice: y = b where a is not 0, c where it is.</summary>
    /// <remarks>Shapes broadcast. Saves the inputs. The condition gets no gradient, nor does the alternative that was not chosen, whatever it holds. Source: elementary.</remarks>
    public readonly struct Where : ITernaryElementwise<Where>
    {
        /// <inheritdoc/>
        public static OperationInfo<Where> Info { get; } = new("where", 3)
        {
            Saves = Saves.Inputs,
            Domain = [Interval.NonZero, Interval.Reals, Interval.Reals],
            Kinks = "The alternative that was not chosen gets a zero gradient, even if its own derivative is infinite or NaN there.",
            Accuracy = "exact",
            Source = "elementary",
            Probes = [new([0, 2, 3], 3, [0, 0, 1]), new([1, 2, double.NaN], 2, [0, 1, 0])],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N a, N b, N c)
            where N : struct, INumberSystem<N>
            => N.Select(N.NotEqual(a, N.Zero), b, c);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (N A, N B, N C) LocalGradients<N>(N a, N b, N c, N y)
            where N : struct, INumberSystem<N>
            => (N.Zero, N.Select(N.NotEqual(a, N.Zero), N.One, N.Zero), N.Select(N.NotEqual(a, N.Zero), N.Zero, N.One));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Choice, element by element, with this variable as the condition: <paramref name="chosen"/> where it is not 0, <paramref name="otherwise"/> where it is.</summary>
        /// <remarks>Comparisons give conditions: <c>(x &gt; 0).Where(x, 0)</c>. The alternative that is not chosen gets no gradient, even where its derivative is infinite.</remarks>
        public Variable<T> Where(Operand<T> chosen, Operand<T> otherwise) => Apply(new Where(), chosen, otherwise);

        /// <summary>This variable, with <paramref name="value"/> where the mask is not 0.</summary>
        public Variable<T> MaskedFill(Operand<T> mask, Operand<T> value) => mask.On(Tape).Where(value, this);
    }
}
