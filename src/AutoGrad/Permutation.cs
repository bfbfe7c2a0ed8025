using System.Runtime.CompilerServices;
using AutoGrad.Errors;

namespace AutoGrad;

/// <summary>An order of axes, held by value so that recording one allocates nothing.</summary>
[CollectionBuilder(typeof(Permutation), nameof(Create))]
public readonly struct Permutation
{
    private readonly Storage order;

    private Permutation(ReadOnlySpan<int> axes)
    {
        Length = axes.Length;
        order = default;
        Span<byte> places = order;
        for (int i = 0; i < axes.Length; i++)
        {
            places[i] = (byte)axes[i];
        }
    }

    /// <summary>The number of axes.</summary>
    public int Length { get; }

    /// <summary>The axis that stands at place <paramref name="i"/>.</summary>
    public int this[int i] => i < Length ? order[i] : throw new ArgumentOutOfRangeException(nameof(i));

    /// <summary>An order of axes; what a collection expression such as <c>[2, 0, 1]</c> calls.</summary>
    /// <exception cref="AxisException">It does not name every axis from 0 up once.</exception>
    public static Permutation Create(ReadOnlySpan<int> axes)
    {
        ulong seen = 0;
        foreach (int axis in axes)
        {
            if (axis < 0 || axis >= axes.Length || axis >= Shape.MaxRank || AxisMask.Contains(seen, axis))
            {
                throw new AxisException($"permute: the order [{string.Join(", ", axes.ToArray())}] does not name every axis from 0 to {axes.Length - 1} once");
            }

            seen |= 1UL << axis;
        }

        return new Permutation(axes);
    }

    /// <summary>Walks the axes in order.</summary>
    public IEnumerator<int> GetEnumerator()
    {
        for (int i = 0; i < Length; i++)
        {
            yield return this[i];
        }
    }

    /// <summary>The order that undoes this one.</summary>
    public Permutation Inverse()
    {
        Span<int> inverse = stackalloc int[Length];
        for (int i = 0; i < Length; i++)
        {
            inverse[this[i]] = i;
        }

        return new Permutation(inverse);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        Permutation self = this;
        return $"[{string.Join(", ", Enumerable.Range(0, Length).Select(i => self[i]))}]";
    }

    internal static Permutation Of(ReadOnlySpan<int> axes, Shape shape)
    {
        Span<int> places = stackalloc int[Shape.MaxRank];
        for (int i = 0; i < axes.Length && i < Shape.MaxRank; i++)
        {
            places[i] = shape.Axis(axes[i], "permute");
        }

        return axes.Length == shape.Rank
            ? Create(places[..axes.Length])
            : throw new AxisException($"permute: {axes.Length} axes for shape {shape}, which has {shape.Rank}");
    }

    internal static Permutation Identity(int rank)
    {
        Span<int> axes = stackalloc int[rank];
        for (int i = 0; i < rank; i++)
        {
            axes[i] = i;
        }

        return new Permutation(axes);
    }

    /// <summary>The axes that stay, in order, and then those of the mask, in order.</summary>
    internal static Permutation ReducedLast(ulong mask, int rank)
    {
        Span<int> axes = stackalloc int[rank];
        int place = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int axis = 0; axis < rank; axis++)
            {
                if (AxisMask.Contains(mask, axis) == (pass == 1))
                {
                    axes[place++] = axis;
                }
            }
        }

        return new Permutation(axes);
    }

    internal Permutation Swap(int first, int second)
    {
        Span<int> axes = stackalloc int[Length];
        CopyTo(axes);
        (axes[first], axes[second]) = (axes[second], axes[first]);
        return new Permutation(axes);
    }

    internal Permutation Move(int from, int to)
    {
        Span<int> axes = stackalloc int[Length];
        CopyTo(axes);
        int moved = axes[from];
        if (from < to)
        {
            axes[(from + 1)..(to + 1)].CopyTo(axes[from..]);
        }
        else
        {
            axes[to..from].CopyTo(axes[(to + 1)..]);
        }

        axes[to] = moved;
        return new Permutation(axes);
    }

    private void CopyTo(Span<int> axes)
    {
        for (int i = 0; i < Length; i++)
        {
            axes[i] = this[i];
        }
    }

    [InlineArray(Shape.MaxRank)]
    private struct Storage
    {
        private byte first;
    }
}
