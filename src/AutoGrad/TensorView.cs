using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using AutoGrad.Drawing;
using AutoGrad.Errors;
using AutoGrad.Memory;

namespace AutoGrad;

/// <summary>A value or a gradient as it can be read: by element, as a span, as an array or as a <see cref="Tensor{T}"/>.</summary>
/// <remarks>It is a view of the engine's memory, not a copy, and is gone with the tape's <see cref="Tape{T}.Reset"/>.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly struct TensorView<T> : IFormattable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Buffer<T> buffer;
    private readonly Tape<T>? tape;
    private readonly int generation;
    private readonly Shape? shape;

    internal TensorView(Buffer<T> buffer, Shape shape, Tape<T>? tape)
    {
        this.buffer = buffer;
        this.tape = tape;
        generation = tape?.ViewGeneration ?? 0;
        this.shape = shape;
    }

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape => shape ?? throw StaleVariableException.Default();

    /// <summary>The elements, row by row.</summary>
    /// <exception cref="StaleVariableException">The tape was reset since, or a sweep released values.</exception>
    public ReadOnlySpan<T> Span
    {
        get
        {
            if (tape is not null && tape.ViewGeneration != generation)
            {
                throw StaleVariableException.View();
            }

            return buffer.IsAllocated ? buffer.Span : throw StaleVariableException.Default();
        }
    }

    /// <summary>The only element.</summary>
    /// <exception cref="ShapeException">There is not exactly one.</exception>
    public T Item => Shape.Count == 1 ? Span[0] : throw new ShapeException($"Item reads a single number, but the shape is {Shape}; read Span, or give indices");

    /// <summary>One element; negative indices count from the end of their axis.</summary>
    /// <exception cref="ShapeException">The number of indices is not the rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside of its axis.</exception>
    [System.Runtime.CompilerServices.IndexerName("Element")]
    public T this[params ReadOnlySpan<nint> indices]
    {
        get
        {
            if (indices.Length != Shape.Rank)
            {
                throw new ShapeException($"{indices.Length} indices for the shape {Shape}, which has {Shape.Rank} axes");
            }

            nint offset = 0;
            for (int axis = 0; axis < indices.Length; axis++)
            {
                nint length = Shape.Lengths[axis];
                nint index = indices[axis] < 0 ? indices[axis] + length : indices[axis];
                offset = (nuint)index < (nuint)length
                    ? (offset * length) + index
                    : throw new ArgumentOutOfRangeException(nameof(indices), $"index {indices[axis]} is outside of axis {axis} of the shape {Shape}");
            }

            return Span[(int)offset];
        }
    }

    /// <summary>The elements, row by row.</summary>
    public static implicit operator ReadOnlySpan<T>(TensorView<T> view) => view.Span;

    /// <summary>The only element.</summary>
    public static explicit operator T(TensorView<T> view) => view.Item;

    /// <summary>A copy of the elements, row by row.</summary>
    public T[] ToArray() => Span.ToArray();

    /// <summary>A copy as a tensor of System.Numerics.Tensors.</summary>
    /// <exception cref="ShapeException">The rank is 0, which that type cannot express.</exception>
    public Tensor<T> ToTensor() => Tensor.Create(ToArray(), NotScalar());

    /// <summary>The elements in place, with their shape.</summary>
    /// <exception cref="ShapeException">The rank is 0, which that type cannot express.</exception>
    public ReadOnlyTensorSpan<T> AsTensorSpan() => new(Span, NotScalar());

    /// <summary>The elements as text: a scalar as <c>3</c>, tensors as nested lists, long ones shortened.</summary>
    public override string ToString() => ToString(null, null);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        TensorText.Of(Span, Shape.Lengths, format, formatProvider ?? CultureInfo.InvariantCulture);

    private ReadOnlySpan<nint> NotScalar() => Shape.Rank > 0
        ? Shape.Lengths
        : throw new ShapeException("a scalar has no axes, which Tensor<T> cannot express; read Item or Span");
}
