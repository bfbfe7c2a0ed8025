using System.Numerics;

namespace AutoGrad;

/// <summary>A matrix of which only the entries that can differ from zero are kept, in compressed sparse row form.</summary>
/// <remarks>
/// Row i has the entries <see cref="RowStarts"/>[i] up to, not including, <see cref="RowStarts"/>[i + 1] of <see cref="ColumnIndices"/>
/// and <see cref="Values"/>, by ascending column. This is the layout that sparse solvers take.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class SparseMatrix<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal SparseMatrix(int rows, int columns, int[] rowStarts, int[] columnIndices, T[] values, int sweeps)
    {
        Rows = rows;
        Columns = columns;
        RowStarts = rowStarts;
        ColumnIndices = columnIndices;
        Values = values;
        Sweeps = sweeps;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>Where each row starts, and one more for the end.</summary>
    public IReadOnlyList<int> RowStarts { get; }

    /// <summary>The column of each entry.</summary>
    public IReadOnlyList<int> ColumnIndices { get; }

    /// <summary>The value of each entry.</summary>
    public IReadOnlyList<T> Values { get; }

    /// <summary>The number of forward sweeps that it took: the number of groups of columns that share no row.</summary>
    public int Sweeps { get; }

    /// <summary>One entry; zero where none is kept.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public T this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
            ArgumentOutOfRangeException.ThrowIfNegative(column);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns);
            int at = Array.BinarySearch((int[])ColumnIndices, RowStarts[row], RowStarts[row + 1] - RowStarts[row], column);
            return at >= 0 ? Values[at] : T.Zero;
        }
    }

    /// <summary>The whole matrix.</summary>
    public T[,] ToDense()
    {
        var dense = new T[Rows, Columns];
        for (int row = 0; row < Rows; row++)
        {
            for (int at = RowStarts[row]; at < RowStarts[row + 1]; at++)
            {
                dense[row, ColumnIndices[at]] = Values[at];
            }
        }

        return dense;
    }
}
