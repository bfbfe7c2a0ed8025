using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad;

public readonly partial struct Variable<T>
{
    /// <summary>Products summed over pairs of axes: those of this tensor that are not summed over come first in the result, then those of the other.</summary>
    /// <param name="b">The other tensor.</param>
    /// <param name="axes">This tensor's axes to sum over; negative ones count from the end.</param>
    /// <param name="axesOfB">The other tensor's axes, in the same order. No axes at all make the outer product.</param>
    /// <exception cref="AxisException">There is no such axis, or one was given twice.</exception>
    /// <exception cref="ShapeException">Paired axes differ in length, or their numbers differ.</exception>
    public Variable<T> TensorDot(Operand<T> b, ReadOnlySpan<int> axes, ReadOnlySpan<int> axesOfB)
    {
        Variable<T> right = b.On(Tape);
        (Shape shape, Shape shapeOfB) = (Shape, right.Shape);
        if (axes.Length != axesOfB.Length)
        {
            throw new ShapeException($"tensordot: {shape} x {shapeOfB}: {axes.Length} axes of the one cannot be paired with {axesOfB.Length} of the other");
        }

        Span<byte> labels = stackalloc byte[shape.Rank];
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            labels[axis] = (byte)axis;
        }

        Span<byte> labelsOfB = stackalloc byte[shapeOfB.Rank];
        for (int axis = 0; axis < shapeOfB.Rank; axis++)
        {
            labelsOfB[axis] = (byte)(shape.Rank + axis);
        }

        UInt128 kept = Contraction<T>.SetOf(labels) | Contraction<T>.SetOf(labelsOfB);
        for (int i = 0; i < axes.Length; i++)
        {
            int first = shape.Axis(axes[i], "tensordot");
            int second = shapeOfB.Axis(axesOfB[i], "tensordot");
            if ((kept >> first & 1) == 0 || labelsOfB[second] < shape.Rank)
            {
                throw new AxisException($"tensordot: {shape} x {shapeOfB}: axes {axes[i]} and {axesOfB[i]} are paired, but one of them is in an earlier pair");
            }

            if (shape.Lengths[first] != shapeOfB.Lengths[second])
            {
                throw new ShapeException($"tensordot: {shape} x {shapeOfB}: axis {first} of length {shape.Lengths[first]} is paired with axis {second} of length {shapeOfB.Lengths[second]}");
            }

            labelsOfB[second] = (byte)first;
            kept &= ~(UInt128.One << first);
        }

        var product = new Contraction<T>(this, labels, stackalloc byte[Shape.MaxRank]);
        product.MultiplyBy(new Contraction<T>(right, labelsOfB, stackalloc byte[Shape.MaxRank]), kept);
        return product.Value;
    }

    /// <summary>Products summed over the last axes of this tensor, paired in order with the first axes of the other.</summary>
    /// <param name="b">The other tensor.</param>
    /// <param name="count">The number of axes; 2 unless given, 1 for matrices makes their product, 0 the outer product.</param>
    /// <exception cref="AxisException">A tensor has fewer axes.</exception>
    /// <exception cref="ShapeException">Paired axes differ in length.</exception>
    public Variable<T> TensorDot(Operand<T> b, int count = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Shape.MaxRank);
        Span<int> axes = stackalloc int[count];
        Span<int> axesOfB = stackalloc int[count];
        for (int i = 0; i < count; i++)
        {
            (axes[i], axesOfB[i]) = (i - count, i);
        }

        return TensorDot(b, axes, axesOfB);
    }

    /// <summary>Products summed over the last axis of both: (..., k) x (other..., k) -> (..., other...). A scalar multiplies.</summary>
    /// <exception cref="ShapeException">The last axes differ in length.</exception>
    public Variable<T> Inner(Operand<T> b)
    {
        Variable<T> right = b.On(Tape);
        return Rank == 0 || right.Rank == 0 ? this * right : TensorDot(right, [-1], [-1]);
    }

    /// <summary>Inner products of the vectors along one axis: (..., k, ...) x (..., k, ...) -> (..., ...); the other axes broadcast.</summary>
    /// <param name="b">The other tensor.</param>
    /// <param name="axis">The axis; a positive one counts from the start of the tensor with more axes.</param>
    /// <exception cref="AxisException">There is no such axis.</exception>
    /// <exception cref="ShapeException">The axis has different lengths, or the others do not broadcast.</exception>
    public Variable<T> VectorDot(Operand<T> b, int axis = -1)
    {
        Variable<T> right = b.On(Tape);
        int fromEnd = CommonAxis(right, axis, "vector_dot");
        return (this * right).Sum(fromEnd);
    }

    /// <summary>Cross products of the vectors of three elements along one axis: (..., 3, ...) x (..., 3, ...) -> (..., 3, ...); the other axes broadcast.</summary>
    /// <param name="b">The other tensor.</param>
    /// <param name="axis">The axis; a positive one counts from the start of the tensor with more axes.</param>
    /// <exception cref="AxisException">There is no such axis.</exception>
    /// <exception cref="ShapeException">The axis has another length than 3, or the others do not broadcast.</exception>
    public Variable<T> Cross(Operand<T> b, int axis = -1)
    {
        Variable<T> right = b.On(Tape);
        int fromEnd = CommonAxis(right, axis, "cross");
        if (Shape[fromEnd] != 3)
        {
            throw new ShapeException($"cross: {Shape} x {right.Shape}: axis {axis} has length {Shape[fromEnd]}; cross products are made of 3 elements");
        }

        return (Roll(-1, fromEnd) * right.Roll(1, fromEnd)) - (Roll(1, fromEnd) * right.Roll(-1, fromEnd));
    }

    /// <summary>Kronecker product: every element of this tensor times the whole of the other, in its place; (m, n) x (p, q) -> (m p, n q).</summary>
    /// <remarks>The tensor with fewer axes gets axes of length 1 in front, as in NumPy.</remarks>
    public Variable<T> Kronecker(Operand<T> b)
    {
        Variable<T> right = b.On(Tape);
        (Shape shape, Shape shapeOfB) = (Shape, right.Shape);
        int rank = Math.Max(shape.Rank, shapeOfB.Rank);
        Span<nint> blocks = stackalloc nint[2 * rank];
        Span<nint> insides = stackalloc nint[2 * rank];
        Span<nint> result = stackalloc nint[rank];
        for (int fromEnd = 1; fromEnd <= rank; fromEnd++)
        {
            nint outer = fromEnd <= shape.Rank ? shape.Lengths[^fromEnd] : 1;
            nint inner = fromEnd <= shapeOfB.Rank ? shapeOfB.Lengths[^fromEnd] : 1;
            (blocks[^(2 * fromEnd)], blocks[^((2 * fromEnd) - 1)]) = (outer, 1);
            (insides[^(2 * fromEnd)], insides[^((2 * fromEnd) - 1)]) = (1, inner);
            result[^fromEnd] = outer * inner;
        }

        return (Reshape(blocks) * right.Reshape(insides)).Reshape(result);
    }

    /// <summary>An axis that both tensors have with one length, counted from the end.</summary>
    private int CommonAxis(Variable<T> other, int axis, string operation)
    {
        Shape larger = Rank >= other.Rank ? Shape : other.Shape;
        int fromEnd = larger.Axis(axis, operation) - larger.Rank;
        Shape.Axis(fromEnd, operation);
        other.Shape.Axis(fromEnd, operation);
        return Shape[fromEnd] == other.Shape[fromEnd]
            ? fromEnd
            : throw new ShapeException($"{operation}: {Shape} x {other.Shape}: lengths {Shape[fromEnd]} and {other.Shape[fromEnd]} along axis {axis} differ");
    }
}
