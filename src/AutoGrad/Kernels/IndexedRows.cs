using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGrad.Kernels;

/// <summary>Rows taken from, or added to, places that a list of indices names. Negative indices count from the end; all must be in range.</summary>
internal static class IndexedRows
{
    // A vectorised addition pays for its call from about two vectors on.
    private const int LongRow = 16;

    /// <summary>y[o, i, :] = [+=] x[o, indices[i], :] for x of shape (outer, length, inner).</summary>
    public static void Take<T>(ReadOnlySpan<T> x, int outer, int length, int inner, ReadOnlySpan<int> indices, Span<T> y, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<T> rows = x.Slice(o * length * inner, length * inner);
            Span<T> target = y.Slice(o * indices.Length * inner, indices.Length * inner);
            for (int i = 0; i < indices.Length; i++)
            {
                int from = indices[i] < 0 ? indices[i] + length : indices[i];
                if (accumulate)
                {
                    Add(rows.Slice(from * inner, inner), target.Slice(i * inner, inner));
                }
                else if (inner == 1)
                {
                    target[i] = rows[from];
                }
                else
                {
                    rows.Slice(from * inner, inner).CopyTo(target[(i * inner)..]);
                }
            }
        }
    }

    /// <summary>y[o, indices[i], :] += x[o, i, :] for y of shape (outer, length, inner), in the order of the indices.</summary>
    public static void Add<T>(ReadOnlySpan<T> x, int outer, int length, int inner, ReadOnlySpan<int> indices, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<T> source = x.Slice(o * indices.Length * inner, indices.Length * inner);
            Span<T> rows = y.Slice(o * length * inner, length * inner);
            for (int i = 0; i < indices.Length; i++)
            {
                int to = indices[i] < 0 ? indices[i] + length : indices[i];
                Add(source.Slice(i * inner, inner), rows.Slice(to * inner, inner));
            }
        }
    }

    private static void Add<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Length >= LongRow)
        {
            TensorPrimitives.Add(x, y, y);
            return;
        }

        for (int i = 0; i < x.Length; i++)
        {
            y[i] += x[i];
        }
    }
}
