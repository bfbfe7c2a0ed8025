using System.Numerics;
using System.Runtime.InteropServices;
using AutoGrad.Kernels;

namespace AutoGrad.Bench.Networks;

/// <summary>The passes between the matrix products of a handwritten network, each reading and writing its matrix once.</summary>
internal static class FusedPasses
{
    /// <summary>z = tanh(z + b), row by row: (rows, columns) and (columns).</summary>
    public static void TanhOfBiased(Span<float> z, ReadOnlySpan<float> b, int rows)
    {
        int columns = b.Length;
        ref float bias = ref MemoryMarshal.GetReference(b);
        for (int i = 0; i < rows; i++)
        {
            ref float row = ref MemoryMarshal.GetReference(z.Slice(i * columns, columns));
            int j = 0;
            for (; j <= columns - Vector<float>.Count; j += Vector<float>.Count)
            {
                Elementary.Tanh(Vector.LoadUnsafe(ref row, (nuint)j) + Vector.LoadUnsafe(ref bias, (nuint)j)).StoreUnsafe(ref row, (nuint)j);
            }

            for (; j < columns; j++)
            {
                z[(i * columns) + j] = Elementary.Tanh(z[(i * columns) + j] + b[j]);
            }
        }
    }

    /// <summary>delta = g (1 - a)(1 + a) in the place of g, and its column sums in <paramref name="sums"/>.</summary>
    public static void TanhDelta(Span<float> g, ReadOnlySpan<float> a, Span<float> sums, int rows)
    {
        int columns = sums.Length;
        sums.Clear();
        ref float sum = ref MemoryMarshal.GetReference(sums);
        for (int i = 0; i < rows; i++)
        {
            ref float row = ref MemoryMarshal.GetReference(g.Slice(i * columns, columns));
            ref float output = ref MemoryMarshal.GetReference(a.Slice(i * columns, columns));
            int j = 0;
            for (; j <= columns - Vector<float>.Count; j += Vector<float>.Count)
            {
                Vector<float> y = Vector.LoadUnsafe(ref output, (nuint)j);
                Vector<float> delta = Vector.LoadUnsafe(ref row, (nuint)j) * ((Vector<float>.One - y) * (Vector<float>.One + y));
                delta.StoreUnsafe(ref row, (nuint)j);
                (Vector.LoadUnsafe(ref sum, (nuint)j) + delta).StoreUnsafe(ref sum, (nuint)j);
            }

            for (; j < columns; j++)
            {
                float y = a[(i * columns) + j];
                float delta = g[(i * columns) + j] * ((1 - y) * (1 + y));
                g[(i * columns) + j] = delta;
                sums[j] += delta;
            }
        }
    }

    /// <summary>
    /// The mean cross-entropy of softmax(z + b) against labels; its gradient (softmax - one-hot) / rows in the place of z, and the
    /// gradient's column sums in <paramref name="sums"/>. One exponential an element, taken over the whole batch at once.
    /// </summary>
    public static float SoftmaxCrossEntropy(Span<float> z, ReadOnlySpan<float> b, ReadOnlySpan<int> labels, Span<float> sums)
    {
        int rows = labels.Length;
        int columns = b.Length;
        float loss = 0;
        for (int i = 0; i < rows; i++)
        {
            Span<float> row = z.Slice(i * columns, columns);
            float largest = float.NegativeInfinity;
            for (int j = 0; j < row.Length; j++)
            {
                row[j] += b[j];
                largest = MathF.Max(largest, row[j]);
            }

            for (int j = 0; j < row.Length; j++)
            {
                row[j] -= largest;
            }

            loss -= row[labels[i]];
        }

        Exponentials(z);
        sums.Clear();
        float share = 1f / rows;
        for (int i = 0; i < rows; i++)
        {
            Span<float> row = z.Slice(i * columns, columns);
            float sum = 0;
            for (int j = 0; j < row.Length; j++)
            {
                sum += row[j];
            }

            loss += MathF.Log(sum);
            float scale = share / sum;
            for (int j = 0; j < row.Length; j++)
            {
                row[j] *= scale;
            }

            row[labels[i]] -= share;
            for (int j = 0; j < row.Length; j++)
            {
                sums[j] += row[j];
            }
        }

        return loss * share;
    }

    /// <summary>The mean of (z + b - t)²; its gradient in the place of z, and the gradient's column sums in <paramref name="sums"/>.</summary>
    public static float SquaredError(Span<float> z, ReadOnlySpan<float> b, ReadOnlySpan<float> t, Span<float> sums)
    {
        int columns = b.Length;
        int rows = z.Length / columns;
        float share = 1f / z.Length;
        var scale = new Vector<float>(2 * share);
        double squares = 0;
        sums.Clear();
        ref float bias = ref MemoryMarshal.GetReference(b);
        ref float sum = ref MemoryMarshal.GetReference(sums);
        for (int i = 0; i < rows; i++)
        {
            ref float row = ref MemoryMarshal.GetReference(z.Slice(i * columns, columns));
            ref float target = ref MemoryMarshal.GetReference(t.Slice(i * columns, columns));
            Vector<float> rowSquares = Vector<float>.Zero;
            int j = 0;
            for (; j <= columns - Vector<float>.Count; j += Vector<float>.Count)
            {
                Vector<float> difference = Vector.LoadUnsafe(ref row, (nuint)j) + Vector.LoadUnsafe(ref bias, (nuint)j) - Vector.LoadUnsafe(ref target, (nuint)j);
                rowSquares += difference * difference;
                Vector<float> delta = difference * scale;
                delta.StoreUnsafe(ref row, (nuint)j);
                (Vector.LoadUnsafe(ref sum, (nuint)j) + delta).StoreUnsafe(ref sum, (nuint)j);
            }

            squares += Vector.Sum(rowSquares);
            for (; j < columns; j++)
            {
                float difference = z[(i * columns) + j] + b[j] - t[(i * columns) + j];
                squares += difference * difference;
                z[(i * columns) + j] = 2 * share * difference;
                sums[j] += 2 * share * difference;
            }
        }

        return (float)(squares * share);
    }

    private static void Exponentials(Span<float> x)
    {
        ref float first = ref MemoryMarshal.GetReference(x);
        int i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Elementary.Exp(Vector.LoadUnsafe(ref first, (nuint)i)).StoreUnsafe(ref first, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            x[i] = Elementary.Exp(x[i]);
        }
    }
}
