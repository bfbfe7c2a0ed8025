using System.Buffers;
using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad;

public readonly partial struct Variable<T>
{
    /// <summary>Elements of a matrix by row and column: y_i = x[rows i, columns i]; (m, n) with k pairs -> (k).</summary>
    /// <param name="rows">One for each element; negative ones count from the end.</param>
    /// <param name="columns">One for each element; negative ones count from the end.</param>
    /// <exception cref="ShapeException">This is no matrix, the lists differ in length, or an index is out of range.</exception>
    public Variable<T> TakePairs(ReadOnlySpan<int> rows, ReadOnlySpan<int> columns)
    {
        Shape shape = Shape;
        if (shape.Rank != 2)
        {
            throw new ShapeException($"take_pairs: {shape}: only a matrix has elements by row and column");
        }

        if (rows.Length != columns.Length)
        {
            throw new ShapeException($"take_pairs: {shape}: {rows.Length} rows and {columns.Length} columns make no pairs");
        }

        int[] flat = ArrayPool<int>.Shared.Rent(rows.Length);
        try
        {
            for (int i = 0; i < rows.Length; i++)
            {
                flat[i] = (Place(rows[i], i, 0) * (int)shape.Lengths[1]) + Place(columns[i], i, 1);
            }

            return Reshape(shape.Count).Apply(new IndexSelect(0, Tape.KeepIndices(flat.AsSpan(0, rows.Length))));
        }
        finally
        {
            ArrayPool<int>.Shared.Return(flat);
        }

        int Place(int index, int position, int axis)
        {
            int length = (int)shape.Lengths[axis];
            return index >= -length && index < length
                ? (index < 0 ? index + length : index)
                : throw new ShapeException($"take_pairs: {shape}: {IndexRange.Refusal(index, position, axis, length)}");
        }
    }
}
