using System.Numerics;

namespace AutoGrad.Kernels;

/// <summary>P A = L U of a small dense matrix, by elimination with partial pivoting.</summary>
/// <remarks>L (unit diagonal) below and U on and above the diagonal take A's place. Source: Golub, Van Loan, Matrix Computations, algorithm 3.4.1.</remarks>
internal static class LuFactors
{
    /// <summary>Factors a matrix in place; -1 if it is regular, or else the column in which no pivot stands out of rounding.</summary>
    /// <param name="matrix">A, (n, n) row by row; then L and U.</param>
    /// <param name="rows">Receives which row of A each row of the factors comes from.</param>
    public static int Factor<T>(Span<T> matrix, Span<int> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = rows.Length;
        T unit = T.CreateChecked(n) * (T.BitIncrement(T.One) - T.One);
        var scales = new T[n];
        for (int column = 0; column < n; column++)
        {
            rows[column] = column;
            for (int row = 0; row < n; row++)
            {
                scales[column] = T.Max(scales[column], T.Abs(matrix[(row * n) + column]));
            }
        }

        for (int column = 0; column < n; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < n; row++)
            {
                pivot = T.Abs(matrix[(row * n) + column]) > T.Abs(matrix[(pivot * n) + column]) ? row : pivot;
            }

            // Against the column's own scale, so that a badly scaled matrix does not pass for a singular one. False for NaN, too.
            T value = matrix[(pivot * n) + column];
            if (!(T.Abs(value) > unit * scales[column]) || !T.IsFinite(value))
            {
                return column;
            }

            if (pivot != column)
            {
                (rows[pivot], rows[column]) = (rows[column], rows[pivot]);
                for (int j = 0; j < n; j++)
                {
                    (matrix[(pivot * n) + j], matrix[(column * n) + j]) = (matrix[(column * n) + j], matrix[(pivot * n) + j]);
                }
            }

            for (int row = column + 1; row < n; row++)
            {
                T factor = matrix[(row * n) + column] /= value;
                for (int j = column + 1; j < n; j++)
                {
                    matrix[(row * n) + j] -= factor * matrix[(column * n) + j];
                }
            }
        }

        return -1;
    }

    /// <summary>Solves A x = b.</summary>
    public static void Solve<T>(ReadOnlySpan<T> factors, ReadOnlySpan<int> rows, ReadOnlySpan<T> b, Span<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = rows.Length;
        for (int row = 0; row < n; row++)
        {
            x[row] = b[rows[row]];
            for (int j = 0; j < row; j++)
            {
                x[row] -= factors[(row * n) + j] * x[j];
            }
        }

        for (int row = n - 1; row >= 0; row--)
        {
            for (int j = row + 1; j < n; j++)
            {
                x[row] -= factors[(row * n) + j] * x[j];
            }

            x[row] /= factors[(row * n) + row];
        }
    }

    /// <summary>The inverse of the factored matrix, row by row.</summary>
    public static T[] Inverse<T>(ReadOnlySpan<T> factors, ReadOnlySpan<int> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = rows.Length;
        var inverse = new T[checked(n * n)];
        var unit = new T[n];
        var column = new T[n];
        for (int j = 0; j < n; j++)
        {
            unit[j] = T.One;
            Solve(factors, rows, unit, column);
            unit[j] = T.Zero;
            for (int i = 0; i < n; i++)
            {
                inverse[(i * n) + j] = column[i];
            }
        }

        return inverse;
    }
}
