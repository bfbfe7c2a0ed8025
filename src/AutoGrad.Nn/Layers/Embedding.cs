using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Nn.Initializers;

namespace AutoGrad.Nn.Layers;

/// <summary>A table of vectors that are looked up by whole numbers, as words are.</summary>
/// <remarks>
/// Indices of shape (lengths) -> (lengths, width). Parameter: <c>weight</c> (count, width), normal with mean 0 and deviation 1
/// unless said otherwise. The row of the padding index starts at 0 and gets no gradient.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Embedding<T> : Module<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A table with random vectors.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="width">The length of a row.</param>
    /// <param name="random">Where the rows come from.</param>
    /// <param name="paddingIndex">The row that stands for the filler of short sequences; none unless given.</param>
    /// <param name="weight">How the table is filled.</param>
    /// <exception cref="ModuleException">A size is not positive, or the padding index is outside of the table.</exception>
    public Embedding(int count, int width, RandomSource random, int? paddingIndex = null, Initializer<T>? weight = null)
    {
        if (count <= 0 || width <= 0)
        {
            throw new ModuleException($"Embedding: {count} rows of length {width}; both must be positive");
        }

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

    /// <summary>The rows that indices name.</summary>
    /// <param name="tape">The tape to record on; indices are on none.</param>
    /// <param name="indices">Rows, in row order of their shape. They are copied.</param>
    /// <param name="lengths">The shape of the indices; a vector's unless given.</param>
    /// <exception cref="ShapeException">An index is outside of the table, or the indices do not fill their shape.</exception>
    public Variable<T> Forward(Tape<T> tape, ReadOnlySpan<int> indices, params ReadOnlySpan<nint> lengths)
    {
        ArgumentNullException.ThrowIfNull(tape);
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
