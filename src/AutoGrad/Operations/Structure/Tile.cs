using AutoGrad.Errors;

namespace AutoGrad;

public readonly partial struct Variable<T>
{
    /// <summary>Repeats the whole tensor along axes: (n, ...) -> (r n, ...).</summary>
    /// <remarks>By NumPy's rule, counts belong to the last axes: axes without one are not repeated, and surplus counts make new axes in front.</remarks>
    /// <param name="repeats">How many times, axis by axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public Variable<T> Tile(params ReadOnlySpan<int> repeats)
    {
        Shape shape = Shape;
        int rank = Math.Max(shape.Rank, repeats.Length);
        Span<nint> split = stackalloc nint[2 * rank];
        Span<nint> spread = stackalloc nint[2 * rank];
        Span<nint> joined = stackalloc nint[rank];
        int axes = 0;
        for (int axis = 0; axis < rank; axis++)
        {
            int own = axis - (rank - shape.Rank);
            int given = axis - (rank - repeats.Length);
            nint length = own >= 0 ? shape.Lengths[own] : 1;
            int count = given >= 0 ? repeats[given] : 1;
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(repeats));
            if (count != 1)
            {
                // The copies of an axis lie along an axis of their own, just outside of it.
                (split[axes], spread[axes++]) = (1, count);
            }

            (split[axes], spread[axes++]) = (length, length);
            joined[axis] = count * length;
        }

        return Reshape(split[..axes]).BroadcastTo(spread[..axes]).Reshape(joined);
    }

    /// <summary>Repeats each element along one axis: (..., n, ...) -> (..., n repeats, ...); the copies of an element are neighbours.</summary>
    /// <exception cref="AxisException">There is no such axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public Variable<T> Repeat(int repeats, int axis)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(repeats);
        Shape shape = Shape;
        int along = shape.Axis(axis, "repeat");
        Span<nint> spread = stackalloc nint[shape.Rank + 1];
        shape.Lengths[..(along + 1)].CopyTo(spread);
        shape.Lengths[(along + 1)..].CopyTo(spread[(along + 2)..]);
        spread[along + 1] = repeats;
        Span<nint> joined = stackalloc nint[shape.Rank];
        shape.Lengths.CopyTo(joined);
        joined[along] *= repeats;
        return ExpandAxes(along + 1).BroadcastTo(spread).Reshape(joined);
    }
}
