using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <content>Jacobians and Hessians of which most entries are zero.</content>
public static partial class Differentiate
{
    /// <summary>The Jacobian of a function whose results depend on few variables each, in a few forward sweeps.</summary>
    /// <remarks>
    /// Which entries can differ from zero is found from the records of f at x: a branch in the C# code of f, or a maximum, counts
    /// as taken there. Columns that share no row are computed in one sweep together (Curtis, Powell and Reid, 1974), grouped
    /// greedily; a banded Jacobian takes as many sweeps as its band is wide, whatever its size.
    /// </remarks>
    /// <param name="f">The function; its result counts as a vector, row by row.</param>
    /// <param name="x">Where.</param>
    public static SparseMatrix<T> SparseJacobian<T>(Func<Variable<T>, Variable<T>> f, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        Variable<T> leaf = TapeFor<T>().Variable(x);
        return Compressed(Call("SparseJacobian", f, leaf), leaf);
    }

    /// <summary>The Hessian of a scalar function that is a sum of functions of few variables each, in a few forward sweeps over its gradient.</summary>
    /// <remarks>Found and grouped as that of <see cref="SparseJacobian"/>; both triangles are kept.</remarks>
    /// <exception cref="UpstreamException">The function is not scalar.</exception>
    public static SparseMatrix<T> SparseHessian<T>(Func<Variable<T>, Variable<T>> f, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        Variable<T> leaf = TapeFor<T>().Variable(x);
        Variable<T> y = Call("SparseHessian", f, leaf);
        CheckScalar("SparseHessian", y);
        return Compressed(Gradient(y, leaf), leaf);
    }

    private static SparseMatrix<T> Compressed<T>(Variable<T> y, Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = y.Shape.Count;
        int columns = x.Shape.Count;
        RecordedSweep.CheckRecorded(y, "SparseJacobian");
        int[]?[] pattern = y.RequiresGradient ? Sparsity.Of(y, x) : new int[]?[rows];
        var starts = new int[rows + 1];
        for (int row = 0; row < rows; row++)
        {
            starts[row + 1] = checked(starts[row] + (pattern[row]?.Length ?? 0));
        }

        var indices = new int[starts[rows]];
        for (int row = 0; row < rows; row++)
        {
            pattern[row]?.CopyTo(indices, starts[row]);
        }

        (int[] group, int groups) = Grouped(starts, indices, columns);
        var values = new T[indices.Length];
        if (indices.Length > 0)
        {
            ForwardSweep.EvaluateEach(
                y,
                x,
                groups,
                (sweep, direction) =>
                {
                    for (int column = 0; column < columns; column++)
                    {
                        direction[column] = group[column] == sweep ? T.One : T.Zero;
                    }
                },
                (sweep, tangent) =>
                {
                    for (int row = 0; row < rows; row++)
                    {
                        for (int at = starts[row]; at < starts[row + 1]; at++)
                        {
                            values[at] = group[indices[at]] == sweep ? tangent[row] : values[at];
                        }
                    }
                });
        }

        return new SparseMatrix<T>(rows, columns, starts, indices, values, groups);
    }

    /// <summary>A group for each column, so that no two columns of a group have an entry in the same row: greedily, in their order. -1 for empty columns.</summary>
    private static (int[] Group, int Groups) Grouped(int[] starts, int[] indices, int columns)
    {
        var rowsOf = new List<int>?[columns];
        for (int row = 0; row + 1 < starts.Length; row++)
        {
            for (int at = starts[row]; at < starts[row + 1]; at++)
            {
                (rowsOf[indices[at]] ??= []).Add(row);
            }
        }

        var group = new int[columns];
        Array.Fill(group, -1);
        var takenBy = new List<int>();
        for (int column = 0; column < columns; column++)
        {
            if (rowsOf[column] is not { } rows)
            {
                continue;
            }

            foreach (int row in rows)
            {
                for (int at = starts[row]; at < starts[row + 1]; at++)
                {
                    if (group[indices[at]] >= 0)
                    {
                        takenBy[group[indices[at]]] = column;
                    }
                }
            }

            int free = takenBy.FindIndex(by => by != column);
            if (free < 0)
            {
                free = takenBy.Count;
                takenBy.Add(-1);
            }

            group[column] = free;
        }

        return (group, takenBy.Count);
    }
}
