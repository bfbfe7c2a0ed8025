using System.Numerics;

namespace AutoGrad.Kernels;

/// <summary>Combines a stream of block results pairwise, in the order of a binary counter: one entry for each set bit of the count.</summary>
internal ref struct PartialStack<T, TReducer>(TReducer reducer, Span<T> entries)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TReducer : struct, IReducer<T>
{
    /// <summary>Entries to provide: enough for any span, whose length has 31 bits.</summary>
    public const int Depth = 32;

    private readonly Span<T> _entries = entries;
    private int _depth;
    private uint _count;

    public void Push(T result)
    {
        for (var carry = _count++; (carry & 1) != 0; carry >>= 1)
        {
            result = reducer.Combine(_entries[--_depth], result);
        }

        _entries[_depth++] = result;
    }

    /// <summary>Combines what is left, latest first. At least one result must have been pushed.</summary>
    public readonly T Total()
    {
        var total = _entries[_depth - 1];
        for (var k = _depth - 2; k >= 0; k--)
        {
            total = reducer.Combine(_entries[k], total);
        }

        return total;
    }
}
