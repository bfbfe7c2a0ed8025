using System.Numerics;

namespace AutoGrad.Kernels;

/// <summary>Copies a box out of one dense tensor into a place of another.</summary>
internal static class Boxes
{
    /// <summary>destination[to + i] = source[from + i] for every index i with 0 &lt;= i &lt; counts.</summary>
    /// <param name="source">Dense, of the shape <paramref name="sourceLengths"/>.</param>
    /// <param name="sourceLengths">One for each axis.</param>
    /// <param name="from">The box's first corner in the source.</param>
    /// <param name="destination">Dense, of the shape <paramref name="destinationLengths"/>; outside of the box it stays as it is.</param>
    /// <param name="destinationLengths">One for each axis.</param>
    /// <param name="to">The box's first corner in the destination.</param>
    /// <param name="counts">The box's lengths; nothing is done when one is 0 or less.</param>
    public static void Copy<T>(
        ReadOnlySpan<T> source,
        ReadOnlySpan<nint> sourceLengths,
        ReadOnlySpan<nint> from,
        Span<T> destination,
        ReadOnlySpan<nint> destinationLengths,
        ReadOnlySpan<nint> to,
        ReadOnlySpan<nint> counts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Axes at the end that the box spans whole on both sides are one run with the axis before them.
        int axis = counts.Length - 1;
        nint run = 1;
        for (; axis > 0 && counts[axis] == sourceLengths[axis] && counts[axis] == destinationLengths[axis]; axis--)
        {
            run *= counts[axis];
        }

        int walked = Math.Max(axis, 0);
        run *= axis >= 0 ? counts[axis] : 1;
        if (run <= 0)
        {
            return;
        }

        Span<nint> sourceStrides = stackalloc nint[counts.Length];
        Span<nint> destinationStrides = stackalloc nint[counts.Length];
        RowMajor.Strides(sourceLengths, sourceStrides);
        RowMajor.Strides(destinationLengths, destinationStrides);
        nint x = 0;
        nint y = 0;
        for (int k = 0; k < counts.Length; k++)
        {
            if (counts[k] <= 0)
            {
                return;
            }

            x += from[k] * sourceStrides[k];
            y += to[k] * destinationStrides[k];
        }

        Span<nint> index = stackalloc nint[counts.Length];
        index.Clear();
        while (true)
        {
            source.Slice((int)x, (int)run).CopyTo(destination[(int)y..]);
            int k = walked - 1;
            for (; k >= 0; k--)
            {
                x += sourceStrides[k];
                y += destinationStrides[k];
                if (++index[k] < counts[k])
                {
                    break;
                }

                x -= counts[k] * sourceStrides[k];
                y -= counts[k] * destinationStrides[k];
                index[k] = 0;
            }

            if (k < 0)
            {
                return;
            }
        }
    }
}
