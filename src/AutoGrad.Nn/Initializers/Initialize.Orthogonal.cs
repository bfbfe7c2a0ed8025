using System.Numerics.Tensors;

namespace AutoGrad.Nn.Initializers;

public static partial class Initialize<T>
{
    /// <summary>
    /// Gain times a random matrix whose rows are orthonormal, or whose columns are where there are more rows than columns;
    /// axes behind the second count as columns.
    /// </summary>
    /// <remarks>
    /// Normal vectors, made orthonormal by modified Gram-Schmidt in double precision. Its triangular factor has a positive
    /// diagonal, so that every orthogonal matrix is equally likely (Mezzadri 2007). Source: Saxe et al. 2013.
    /// </remarks>
    /// <exception cref="ModuleException">The gain is not positive; or, when a parameter is filled, it has fewer than two axes.</exception>
    public static Initializer<T> Orthogonal(double gain = Gain.Linear)
    {
        CheckedGain(gain, nameof(Orthogonal));
        return (values, lengths, random) =>
        {
            if (lengths.Length < 2)
            {
                throw new ModuleException($"Orthogonal: a parameter with {lengths.Length} axes has no rows and columns; it needs at least 2 axes");
            }

            if (values.IsEmpty)
            {
                return;
            }

            int rows = (int)lengths[0];
            int columns = values.Length / rows;
            bool isWide = rows <= columns;
            double[][] basis = Orthonormal(Math.Min(rows, columns), Math.Max(rows, columns), random);
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    values[(row * columns) + column] = T.CreateTruncating(gain * (isWide ? basis[row][column] : basis[column][row]));
                }
            }
        };
    }

    /// <summary>Orthonormal vectors, at most as many as they are long.</summary>
    private static double[][] Orthonormal(int count, int length, RandomSource random)
    {
        var basis = new double[count][];
        for (int i = 0; i < count; i++)
        {
            var vector = new double[length];
            double left;
            do
            {
                for (int j = 0; j < length; j++)
                {
                    vector[j] = random.NextNormal();
                }

                double before = Length(vector);

                // The second pass takes away what rounding in the first left over ("twice is enough", Giraud et al. 2005).
                Project(vector, basis.AsSpan(0, i));
                Project(vector, basis.AsSpan(0, i));
                left = Length(vector) / before;
            }
            while (!(left > 1e-6));

            double remaining = Length(vector);
            for (int j = 0; j < length; j++)
            {
                vector[j] /= remaining;
            }

            basis[i] = vector;
        }

        return basis;
    }

    private static void Project(double[] vector, ReadOnlySpan<double[]> basis)
    {
        foreach (double[] other in basis)
        {
            double along = TensorPrimitives.Dot<double>(vector, other);
            TensorPrimitives.MultiplyAdd(other, -along, vector, vector);
        }
    }

    private static double Length(double[] vector) => TensorPrimitives.Norm<double>(vector);
}
