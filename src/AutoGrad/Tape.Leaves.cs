using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoGrad.Errors;
using AutoGrad.Memory;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <content>Leaves: variables and constants made of numbers.</content>
public sealed partial class Tape<T>
{
    /// <summary>A scalar leaf with a gradient.</summary>
    public Variable<T> Variable(T value) => Leaf(new ReadOnlySpan<T>(in value), [], NodeFlags.RequiresGradient);

    /// <summary>A vector leaf with a gradient; the values are copied.</summary>
    public Variable<T> Variable(T[] values) => Leaf(NotNull(values), [values.Length], NodeFlags.RequiresGradient);

    /// <summary>A vector leaf with a gradient; the values are copied.</summary>
    public Variable<T> Variable(ReadOnlySpan<T> values) => Leaf(values, [values.Length], NodeFlags.RequiresGradient);

    /// <summary>A matrix leaf with a gradient; the values are copied.</summary>
    public Variable<T> Variable(T[,] values) => Leaf(Flatten(values), [values.GetLength(0), values.GetLength(1)], NodeFlags.RequiresGradient);

    /// <summary>A leaf with a gradient, of any shape; the values, row by row, are copied. No lengths make a scalar.</summary>
    /// <exception cref="ShapeException">The values do not fill the shape.</exception>
    public Variable<T> Variable(ReadOnlySpan<T> values, params ReadOnlySpan<nint> lengths) => Leaf(values, lengths, NodeFlags.RequiresGradient);

    /// <summary>A leaf with a gradient; the values are copied.</summary>
    public Variable<T> Variable(in ReadOnlyTensorSpan<T> values) => Leaf(values, NodeFlags.RequiresGradient);

    /// <summary>A leaf with a gradient; the values are copied.</summary>
    public Variable<T> Variable(Tensor<T> values) => Leaf(NotNull(values).AsReadOnlyTensorSpan(), NodeFlags.RequiresGradient);

    /// <summary>A leaf with a gradient; the values are copied, possibly from another tape.</summary>
    public Variable<T> Variable(TensorView<T> values) => Leaf(values.Span, values.Shape.Lengths, NodeFlags.RequiresGradient);

    /// <summary>A scalar that gets no gradient.</summary>
    public Variable<T> Constant(T value) => Leaf(new ReadOnlySpan<T>(in value), [], NodeFlags.None);

    /// <summary>A vector that gets no gradient; the values are copied.</summary>
    public Variable<T> Constant(T[] values) => Leaf(NotNull(values), [values.Length], NodeFlags.None);

    /// <summary>A vector that gets no gradient; the values are copied.</summary>
    public Variable<T> Constant(ReadOnlySpan<T> values) => Leaf(values, [values.Length], NodeFlags.None);

    /// <summary>A matrix that gets no gradient; the values are copied.</summary>
    public Variable<T> Constant(T[,] values) => Leaf(Flatten(values), [values.GetLength(0), values.GetLength(1)], NodeFlags.None);

    /// <summary>A tensor of any shape that gets no gradient; the values, row by row, are copied. No lengths make a scalar.</summary>
    /// <exception cref="ShapeException">The values do not fill the shape.</exception>
    public Variable<T> Constant(ReadOnlySpan<T> values, params ReadOnlySpan<nint> lengths) => Leaf(values, lengths, NodeFlags.None);

    /// <summary>A tensor that gets no gradient; the values are copied.</summary>
    public Variable<T> Constant(in ReadOnlyTensorSpan<T> values) => Leaf(values, NodeFlags.None);

    /// <summary>A tensor that gets no gradient; the values are copied.</summary>
    public Variable<T> Constant(Tensor<T> values) => Leaf(NotNull(values).AsReadOnlyTensorSpan(), NodeFlags.None);

    /// <summary>A tensor that gets no gradient; the values are copied, possibly from another tape.</summary>
    public Variable<T> Constant(TensorView<T> values) => Leaf(values.Span, values.Shape.Lengths, NodeFlags.None);

    /// <summary>A tensor of any shape that gets no gradient and is read where it lies: a constant without the copy, for large data.</summary>
    /// <remarks>
    /// The tape reads the memory whenever an operation needs it, in the reverse sweep as well, so it must not be written until
    /// <see cref="Reset"/>. Memory that is not an array's is copied after all.
    /// </remarks>
    /// <param name="values">The values, row by row.</param>
    /// <param name="lengths">The lengths of the axes; no lengths make a scalar.</param>
    /// <exception cref="ShapeException">The values do not fill the shape.</exception>
    public Variable<T> Borrow(ReadOnlyMemory<T> values, params ReadOnlySpan<nint> lengths)
    {
        if (!MemoryMarshal.TryGetArray(values, out ArraySegment<T> segment) || IsScratch)
        {
            return Leaf(values.Span, lengths, NodeFlags.None);
        }

        if (Shape.CountOf(lengths) != values.Length)
        {
            throw ShapeException.DoesNotFill(values.Length, lengths);
        }

        int before = Enter();
        try
        {
            return Alias(KeepShape(NextNode().Shape, lengths, []), new Buffer<T>(segment.Array!, segment.Offset, segment.Count));
        }
        finally
        {
            Exit(before);
        }
    }

    /// <summary>A tensor of one repeated value that gets no gradient.</summary>
    public Variable<T> Filled(T value, params ReadOnlySpan<nint> lengths)
    {
        Variable<T> leaf = NewLeaf(lengths, NodeFlags.None);
        Node(leaf.Index).Value.Span.Fill(value);
        return leaf;
    }

    private Variable<T> Leaf(ReadOnlySpan<T> data, ReadOnlySpan<nint> lengths, NodeFlags flags)
    {
        if (Shape.CountOf(lengths) != data.Length)
        {
            throw ShapeException.DoesNotFill(data.Length, lengths);
        }

        Variable<T> leaf = NewLeaf(lengths, flags);
        data.CopyTo(Node(leaf.Index).Value.Span);
        return leaf;
    }

    private Variable<T> Leaf(in ReadOnlyTensorSpan<T> data, NodeFlags flags)
    {
        Variable<T> leaf = NewLeaf(data.Lengths, flags);
        data.FlattenTo(Node(leaf.Index).Value.Span);
        return leaf;
    }

    private Variable<T> NewLeaf(ReadOnlySpan<nint> lengths, NodeFlags flags)
    {
        int before = Enter();
        try
        {
            Shape shape = KeepShape(NextNode().Shape, lengths, []);
            return AppendLeaf(
                shape,
                (IsScratch ? scratch : values).Allocate(shape.Count),
                -1,
                IsRecording && !IsScratch ? flags : NodeFlags.None);
        }
        finally
        {
            Exit(before);
        }
    }

    private static TValue NotNull<TValue>(TValue value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where TValue : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    private static ReadOnlySpan<T> Flatten(T[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Length == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref values[0, 0], values.Length);
    }
}
