using System.Numerics;

namespace AutoGrad.Operations;

/// <summary>A tensor whose axes bear labels, and sums of products of two such tensors over labels that they share.</summary>
/// <remarks>
/// Labels are numbers below <see cref="Most"/>, no two axes of a tensor bearing the same. Everything is composed of recorded
/// operations: an axis order that suits a batched matrix product is found (as it lies, if it can be), axes of one role are merged, and
/// the product's axes are split again.
/// </remarks>
internal ref struct Contraction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of different labels: what the bits of a set can hold.</summary>
    public const int Most = 128;

    private readonly Span<byte> storage;
    private int rank;

    /// <summary>A tensor with one label for each axis.</summary>
    /// <param name="value">The tensor.</param>
    /// <param name="labels">Its axes' labels.</param>
    /// <param name="storage">Memory for the labels of this tensor and of what becomes of it; at least <see cref="Shape.MaxRank"/> long.</param>
    public Contraction(Variable<T> value, scoped ReadOnlySpan<byte> labels, Span<byte> storage)
    {
        Value = value;
        this.storage = storage;
        rank = labels.Length;
        labels.CopyTo(storage);
    }

    public Variable<T> Value { get; private set; }

    public readonly ReadOnlySpan<byte> Labels => storage[..rank];

    /// <summary>The labels as bits.</summary>
    public readonly UInt128 Set => SetOf(Labels);

    public static UInt128 SetOf(ReadOnlySpan<byte> labels)
    {
        UInt128 set = 0;
        foreach (byte label in labels)
        {
            set |= UInt128.One << label;
        }

        return set;
    }

    /// <summary>Sums over all axes whose label is not kept.</summary>
    public void SumOut(UInt128 kept)
    {
        ulong axes = 0;
        int place = 0;
        for (int axis = 0; axis < rank; axis++)
        {
            if (Contains(kept, storage[axis]))
            {
                storage[place++] = storage[axis];
            }
            else
            {
                axes |= 1UL << axis;
            }
        }

        rank = place;
        Value = axes == 0 ? Value : Value.Apply(new Sum(axes, false));
    }

    /// <summary>Takes the place of this tensor: its product with another one, summed over the labels that are in both and not kept.</summary>
    /// <remarks>Labels that only one of the two has must all be kept; <see cref="SumOut"/> sees to it.</remarks>
    public void MultiplyBy(scoped Contraction<T> other, UInt128 kept)
    {
        UInt128 shared = Set & other.Set;
        Span<byte> batch = stackalloc byte[rank];
        Span<byte> summed = stackalloc byte[rank];
        Span<byte> left = stackalloc byte[rank];
        Span<byte> right = stackalloc byte[other.rank];
        int batches = Select(Labels, shared & kept, batch);
        int sums = Select(Labels, shared & ~kept, summed);
        int lefts = Select(Labels, ~shared, left);
        int rights = Select(other.Labels, ~shared, right);
        batch = batch[..batches];
        summed = summed[..sums];
        left = left[..lefts];
        right = right[..rights];

        Span<nint> lengths = stackalloc nint[batches + lefts + rights];
        (nint batchCount, nint leftCount) = (Lengths(batch, lengths), Lengths(left, lengths[batches..]));
        nint rightCount = other.Lengths(right, lengths[(batches + lefts)..]);
        nint sumCount = Lengths(summed, stackalloc nint[sums]);

        if (sums == 0)
        {
            Variable<T> a = Arranged(batch, left, [], batchCount, leftCount, 1);
            Variable<T> b = other.Arranged(batch, [], right, batchCount, 1, rightCount);
            Value = a * b;
        }
        else
        {
            bool transposeA = !IsIn(batch, left, summed) && IsIn(batch, summed, left);
            bool transposeB = !other.IsIn(batch, summed, right) && other.IsIn(batch, right, summed);
            Variable<T> a = transposeA
                ? Arranged(batch, summed, left, batchCount, sumCount, leftCount)
                : Arranged(batch, left, summed, batchCount, leftCount, sumCount);
            Variable<T> b = transposeB
                ? other.Arranged(batch, right, summed, batchCount, rightCount, sumCount)
                : other.Arranged(batch, summed, right, batchCount, sumCount, rightCount);
            Value = a.Apply(new MatMul(transposeA, transposeB), b);
        }

        Value = Reshaped(Value, lengths);
        rank = batches + lefts + rights;
        batch.CopyTo(storage);
        left.CopyTo(storage[batches..]);
        right.CopyTo(storage[(batches + lefts)..]);
    }

    /// <summary>The tensor with its axes in the order of the labels, which name each of them once.</summary>
    public readonly Variable<T> InOrder(ReadOnlySpan<byte> order)
    {
        if (Labels.SequenceEqual(order))
        {
            return Value;
        }

        Span<int> axes = stackalloc int[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            axes[i] = Labels.IndexOf(order[i]);
        }

        return Value.Permute(axes);
    }

    private static bool Contains(UInt128 set, byte label) => (set >> label & 1) != 0;

    private static int Select(ReadOnlySpan<byte> labels, UInt128 set, Span<byte> selected)
    {
        int count = 0;
        foreach (byte label in labels)
        {
            if (Contains(set, label))
            {
                selected[count++] = label;
            }
        }

        return count;
    }

    private static Variable<T> Reshaped(Variable<T> value, ReadOnlySpan<nint> lengths)
        => value.Shape.Lengths.SequenceEqual(lengths) ? value : value.Reshape(lengths);

    /// <summary>Fills in the lengths of labels; gives their product.</summary>
    private readonly nint Lengths(ReadOnlySpan<byte> labels, Span<nint> lengths)
    {
        nint product = 1;
        for (int i = 0; i < labels.Length; i++)
        {
            lengths[i] = Value.Shape.Lengths[Labels.IndexOf(labels[i])];
            product *= lengths[i];
        }

        return product;
    }

    /// <summary>Whether the axes lie in this order already.</summary>
    private readonly bool IsIn(ReadOnlySpan<byte> outer, ReadOnlySpan<byte> middle, ReadOnlySpan<byte> inner)
        => Labels.StartsWith(outer) && Labels[outer.Length..].StartsWith(middle) && Labels.EndsWith(inner);

    /// <summary>The tensor as matrices: three groups of axes, each merged into one; without batch axes, a single matrix.</summary>
    private readonly Variable<T> Arranged(
        ReadOnlySpan<byte> batch, ReadOnlySpan<byte> rows, ReadOnlySpan<byte> columns, nint batchCount, nint rowCount, nint columnCount)
    {
        Span<byte> order = stackalloc byte[rank];
        batch.CopyTo(order);
        rows.CopyTo(order[batch.Length..]);
        columns.CopyTo(order[(batch.Length + rows.Length)..]);
        ReadOnlySpan<nint> lengths = [batchCount, rowCount, columnCount];
        return Reshaped(InOrder(order), batch.IsEmpty ? lengths[1..] : lengths);
    }
}
