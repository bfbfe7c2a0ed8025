using System.Numerics;

namespace AutoGrad.Kernels;

/// <summary>
/// Elements of a dense tensor whose place along one axis a tensor of indices gives, and along the others its own position.
/// Negative indices count from the end; all must be in range, and no other axis of the indices may be longer than the tensor's.
/// </summary>
internal static class IndexedElements
{
    /// <summary>y[i, j, k] = [+=] x[i, indices[i, j, k], k], here for three axes and the middle one.</summary>
    public static void Take<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<nint> lengths, int axis, ReadOnlySpan<int> indices, ReadOnlySpan<nint> indexLengths, Span<T> y, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = new Rows(lengths, axis, indexLengths, stackalloc nint[indexLengths.Length], stackalloc nint[indexLengths.Length]);
        for (int at = 0; at < indices.Length; at += rows.Length)
        {
            int place = rows.Next();
            for (int i = at; i < at + rows.Length; i++)
            {
                T value = x[place + rows.Offset(indices[i])];
                y[i] = accumulate ? y[i] + value : value;
                place += rows.Step;
            }
        }
    }

    /// <summary>y[i, indices[i, j, k], k] += x[i, j, k], here for three axes and the middle one: the transpose of <see cref="Take"/>.</summary>
    public static void Add<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<nint> lengths, int axis, ReadOnlySpan<int> indices, ReadOnlySpan<nint> indexLengths, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = new Rows(lengths, axis, indexLengths, stackalloc nint[indexLengths.Length], stackalloc nint[indexLengths.Length]);
        for (int at = 0; at < indices.Length; at += rows.Length)
        {
            int place = rows.Next();
            for (int i = at; i < at + rows.Length; i++)
            {
                y[place + rows.Offset(indices[i])] += x[i];
                place += rows.Step;
            }
        }
    }

    /// <summary>Walks the rows (last axis) of the indices and says where in the tensor each starts, the indexed axis left out.</summary>
    private ref struct Rows
    {
        private readonly ReadOnlySpan<nint> counts;
        private readonly Span<nint> strides;
        private readonly Span<nint> index;
        private readonly int along;
        private readonly int stride;
        private nint place;
        private bool started;

        public Rows(ReadOnlySpan<nint> lengths, int axis, ReadOnlySpan<nint> indexLengths, Span<nint> strides, Span<nint> index)
        {
            counts = indexLengths;
            this.strides = strides;
            this.index = index;
            index.Clear();
            RowMajor.Strides(lengths, strides);
            along = (int)lengths[axis];
            stride = (int)strides[axis];
            strides[axis] = 0;
            Length = (int)indexLengths[^1];
            Step = (int)strides[^1];
        }

        /// <summary>The number of indices in a row.</summary>
        public int Length { get; }

        /// <summary>From the place of one index of a row to the next one's; 0 if the last axis is the indexed one.</summary>
        public int Step { get; }

        public readonly int Offset(int at) => (at < 0 ? at + along : at) * stride;

        /// <summary>Where the next row starts.</summary>
        public int Next()
        {
            for (int k = counts.Length - 2; k >= 0 && started; k--)
            {
                place += strides[k];
                if (++index[k] < counts[k])
                {
                    break;
                }

                place -= counts[k] * strides[k];
                index[k] = 0;
            }

            started = true;
            return (int)place;
        }
    }
}
