using AutoGrad.Errors;
using AutoGrad.Kernels;

namespace AutoGrad;

public readonly partial struct Variable<T>
{
    /// <summary>The position, in row order, of the first largest element, or of the first NaN.</summary>
    /// <exception cref="EmptyInputException">There is no element.</exception>
    public int ArgMax() => FlatExtremum(largest: true);

    /// <summary>The position, in row order, of the first smallest element, or of the first NaN.</summary>
    /// <exception cref="EmptyInputException">There is no element.</exception>
    public int ArgMin() => FlatExtremum(largest: false);

    /// <summary>The positions along one axis of the first largest elements (or first NaN), in row order of the remaining axes.</summary>
    /// <exception cref="AxisException">There is no such axis.</exception>
    /// <exception cref="EmptyInputException">The axis holds no element.</exception>
    public int[] ArgMax(int axis)
    {
        var positions = new int[CountWithout(axis, "argmax")];
        AxisExtremum(axis, positions, largest: true);
        return positions;
    }

    /// <summary>The positions along one axis of the first smallest elements (or first NaN), in row order of the remaining axes.</summary>
    /// <exception cref="AxisException">There is no such axis.</exception>
    /// <exception cref="EmptyInputException">The axis holds no element.</exception>
    public int[] ArgMin(int axis)
    {
        var positions = new int[CountWithout(axis, "argmin")];
        AxisExtremum(axis, positions, largest: false);
        return positions;
    }

    /// <summary>The positions along one axis of the first largest elements (or first NaN), in row order of the remaining axes.</summary>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="destination">Receives the positions; one for each place of the remaining axes, or longer.</param>
    /// <exception cref="AxisException">There is no such axis.</exception>
    /// <exception cref="EmptyInputException">The axis holds no element.</exception>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void ArgMax(int axis, Span<int> destination) => AxisExtremum(axis, destination, largest: true);

    /// <summary>The positions along one axis of the first smallest elements (or first NaN), in row order of the remaining axes.</summary>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="destination">Receives the positions; one for each place of the remaining axes, or longer.</param>
    /// <exception cref="AxisException">There is no such axis.</exception>
    /// <exception cref="EmptyInputException">The axis holds no element.</exception>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void ArgMin(int axis, Span<int> destination) => AxisExtremum(axis, destination, largest: false);

    private int FlatExtremum(bool largest)
    {
        Shape shape = Shape;
        if (shape.Count == 0)
        {
            throw EmptyInputException.Reduction(largest ? "argmax" : "argmin", shape);
        }

        int position = 0;
        Find(1, shape.Count, 1, new Span<int>(ref position), largest);
        return position;
    }

    private int CountWithout(int axis, string operation)
    {
        (int outer, _, int inner) = AxisMask.Split(Shape, 1UL << Shape.Axis(axis, operation));
        return outer * inner;
    }

    private void AxisExtremum(int axis, Span<int> destination, bool largest)
    {
        Shape shape = Shape;
        string operation = largest ? "argmax" : "argmin";
        (int outer, int length, int inner) = AxisMask.Split(shape, 1UL << shape.Axis(axis, operation));
        if (destination.Length < outer * inner)
        {
            throw new ArgumentException($"{operation}: {shape}: axis {axis} gives {outer * inner} positions, but the destination has room for {destination.Length}", nameof(destination));
        }

        if (length == 0 && outer * inner > 0)
        {
            throw EmptyInputException.Reduction(operation, shape);
        }

        Find(outer, length, inner, destination, largest);
    }

    private void Find(int outer, int length, int inner, Span<int> destination, bool largest)
    {
        ReadOnlySpan<T> values = Value.Span;
        if (largest)
        {
            ArgExtremum.ArgMax(values, outer, length, inner, destination);
        }
        else
        {
            ArgExtremum.ArgMin(values, outer, length, inner, destination);
        }
    }
}
