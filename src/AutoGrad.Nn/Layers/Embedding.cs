using System.Buffers;
using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Nn.Initializers;

namespace AutoGrad.Nn.Layers;

/// <summary>A table of vectors that are looked up by whole numbers, as words are.</summary>
/// <remarks>
/// Indices of shape (lengths) -> (lengths, width). Parameter: <c>weight</c> (count, width), normal with mean 0 and deviation 1
/// unless said otherwise. The row of the padding index starts at 0 and gets no gradient. As a layer it takes indices that are
/// kept as whole floating-point numbers, as a data set has them: exact below 2^24 in <see cref="float"/>.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Embedding<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A table with random vectors.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="width">The length of a row.</param>
    /// <param name="random">Where the rows come from.</param>
    /// <param name="paddingIndex">The row that stands for the filler of short sequences; none unless given.</param>
    /// <param name="weight">How the table is filled.</param>
    /// <exception cref="ModuleException">A size is not positive, their product too large for an array, or the padding index is outside of the table.</exception>
    public Embedding(int count, int width, RandomSource random, int? paddingIndex = null, Initializer<T>? weight = null)
    {
        if (count <= 0 || width <= 0)
        {
            throw new ModuleException($"Embedding: {count} rows of length {width}; both must be positive");
        }

        ParameterSize.Check(count, width, $"Embedding: {count} rows of length {width}");

        if (paddingIndex is { } padding && (padding < 0 || padding >= count))
        {
            throw new ModuleException($"Embedding: the padding index {padding} is outside of the table, whose rows are 0 to {count - 1}");
        }

        PaddingIndex = paddingIndex;
        Weight = Add("weight", Initialize<T>.Parameter(weight ?? Initialize<T>.Normal(), random, count, width));
        if (paddingIndex is { } row)
        {
            Weight.MutableValue.Slice(row * width, width).Clear();
        }
    }

    /// <summary>The table (count, width).</summary>
    public Parameter<T> Weight { get; }

    /// <summary>The row that gets no gradient.</summary>
    public int? PaddingIndex { get; }

    /// <summary>The number of rows.</summary>
    public int Count => (int)Weight.Shape[0];

    /// <summary>The length of a row.</summary>
    public int Width => (int)Weight.Shape[1];

    /// <inheritdoc/>
    public override int? OutputLengthFor(int? inputLength) => Width;

    /// <summary>The rows that indices name which are kept as whole floating-point numbers, as a data set has them.</summary>
    /// <param name="x">The indices, (...) -> (..., width). Nothing flows back to them, so they must be constants.</param>
    /// <exception cref="ShapeException">An index is outside of the table.</exception>
    /// <exception cref="ModuleException">A number is not whole, or the indices want a gradient.</exception>
    public override Variable<T> Forward(Variable<T> x)
    {
        if (x.RequiresGradient)
        {
            throw new ModuleException($"Embedding {Weight.Name}: the indices are a variable that wants a gradient, but a row is chosen and has none by its number; give a constant");
        }

        ReadOnlySpan<T> values = x.Value.Span;
        int[] indices = ArrayPool<int>.Shared.Rent(values.Length);
        try
        {
            for (int i = 0; i < values.Length; i++)
            {
                indices[i] = T.IsInteger(values[i])
                    ? int.CreateSaturating(values[i])
                    : throw new ModuleException(FormattableString.Invariant($"Embedding {Weight.Name}: the number {values[i]} at position {i} is no index; indices are whole numbers from 0 to {Count - 1}"));
            }

            return Forward(x.Tape, indices.AsSpan(0, values.Length), x.Shape.Lengths);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(indices);
        }
    }

    /// <summary>The rows that indices name.</summary>
    /// <param name="tape">The tape to record on; indices are on none.</param>
    /// <param name="indices">Rows, in row order of their shape. They are copied.</param>
    /// <param name="lengths">The shape of the indices; a vector's unless given.</param>
    /// <exception cref="ShapeException">An index is outside of the table, or the indices do not fill their shape.</exception>
    public Variable<T> Forward(Tape<T> tape, ReadOnlySpan<int> indices, params ReadOnlySpan<nint> lengths)
    {
        using Tape<T>.NamedScope scope = Scope(tape);
        for (int i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)Count)
            {
                throw new ShapeException($"Embedding {Weight.Name}: index {indices[i]} at position {i} is outside of the table, whose rows are 0 to {Count - 1}");
            }
        }

        return tape.Watch(Weight).Embedding(indices, lengths, PaddingIndex);
    }

    /// <summary>The table with its sizes.</summary>
    public override string ToString() => $"embedding({Count} x {Width})";
}
