using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad;

public readonly partial struct Variable<T>
{
    /// <summary>Cuts one axis into parts of the given lengths, which <see cref="Concatenate"/> would join again.</summary>
    /// <exception cref="AxisException">There is no such axis.</exception>
    /// <exception cref="ShapeException">The sizes do not add up to the axis, or one is negative.</exception>
    public Variable<T>[] Split(ReadOnlySpan<int> sizes, int axis = 0)
    {
        Shape shape = Shape;
        int along = shape.Axis(axis, "split");
        long sum = 0;
        foreach (int size in sizes)
        {
            sum = size >= 0 ? sum + size : throw new ShapeException($"split: {shape}: the size {size} is negative");
        }

        if (sum != shape.Lengths[along])
        {
            throw new ShapeException($"split: {shape}: the sizes add up to {sum}, but axis {along} has length {shape.Lengths[along]}");
        }

        var parts = new Variable<T>[sizes.Length];
        int start = 0;
        for (int part = 0; part < parts.Length; part++)
        {
            parts[part] = Apply(new Slice(along, start, sizes[part], 1));
            start += sizes[part];
        }

        return parts;
    }

    /// <summary>Cuts one axis into a number of parts of equal length.</summary>
    /// <exception cref="AxisException">There is no such axis.</exception>
    /// <exception cref="ShapeException">The axis cannot be cut into so many equal parts.</exception>
    public Variable<T>[] Split(int parts, int axis = 0)
    {
        Shape shape = Shape;
        int along = shape.Axis(axis, "split");
        int length = (int)shape.Lengths[along];
        if (parts < 1 || length % parts != 0)
        {
            throw new ShapeException($"split: {shape}: axis {along} of length {length} cannot be cut into {parts} equal parts; give the sizes instead");
        }

        var result = new Variable<T>[parts];
        for (int part = 0; part < parts; part++)
        {
            result[part] = Apply(new Slice(along, part * (length / parts), length / parts, 1));
        }

        return result;
    }
}
