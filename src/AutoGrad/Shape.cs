using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using AutoGrad.Errors;

namespace AutoGrad;

/// <summary>The lengths of a tensor's axes, outermost first; rank 0 is a scalar. Immutable.</summary>
/// <remarks>Written as in NumPy: <c>()</c> is a scalar, <c>(3,)</c> a vector, <c>(2, 3)</c> a matrix of 2 rows and 3 columns.</remarks>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public sealed class Shape : IEquatable<Shape>
{
    /// <summary>The largest rank: axes of a reduction are kept as the bits of a 64-bit word.</summary>
    public const int MaxRank = 64;

    private readonly nint[] lengths;

    /// <summary>Makes a shape of the given lengths; none of them makes a scalar's.</summary>
    /// <exception cref="ShapeException">A length is negative, or there are more than <see cref="MaxRank"/> axes.</exception>
    /// <exception cref="SizeOverflowException">The number of elements exceeds 2^31 - 1.</exception>
    public Shape(params ReadOnlySpan<nint> lengths)
    {
        Count = CountOf(lengths);
        this.lengths = lengths.ToArray();
    }

    /// <summary>The shape of a scalar.</summary>
    public static Shape Scalar { get; } = new();

    /// <summary>The number of axes.</summary>
    public int Rank => lengths.Length;

    /// <summary>The number of elements: the product of the lengths, 1 for a scalar.</summary>
    public int Count { get; }

    /// <summary>The lengths, outermost axis first.</summary>
    public ReadOnlySpan<nint> Lengths => lengths;

    /// <summary>The length of one axis; a negative axis counts from the end.</summary>
    /// <exception cref="AxisException">There is no such axis.</exception>
    public nint this[int axis] => lengths[Axis(axis, "shape")];

    /// <summary>Makes a shape; what a collection expression such as <c>[2, 3]</c> calls.</summary>
    public static Shape Create(ReadOnlySpan<nint> lengths) => new(lengths);

    /// <summary>Walks the lengths.</summary>
    public ReadOnlySpan<nint>.Enumerator GetEnumerator() => Lengths.GetEnumerator();

    /// <summary>Whether two shapes have the same lengths.</summary>
    public static bool operator ==(Shape? left, Shape? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two shapes differ in a length or in rank.</summary>
    public static bool operator !=(Shape? left, Shape? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && (ReferenceEquals(this, other) || Lengths.SequenceEqual(other.lengths));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (nint length in lengths)
        {
            hash.Add(length);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => Format(lengths);

    /// <summary>The axis as a number from 0 to rank - 1, after a negative one was counted from the end.</summary>
    internal int Axis(int axis, string operation) => axis >= -Rank && axis < Rank
        ? (axis < 0 ? axis + Rank : axis)
        : throw new AxisException(operation, axis, this);

    internal static string Format(ReadOnlySpan<nint> lengths)
    {
        var text = new StringBuilder("(");
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            text.Append(axis == 0 ? "" : ", ").Append(lengths[axis].ToString(CultureInfo.InvariantCulture));
        }

        return text.Append(lengths.Length == 1 ? ",)" : ")").ToString();
    }

    internal static int CountOf(ReadOnlySpan<nint> lengths)
    {
        if (lengths.Length > MaxRank)
        {
            throw new ShapeException($"a tensor of rank {lengths.Length} was asked for; the largest rank is {MaxRank}");
        }

        // A length of 0 makes any tensor empty, however large the other lengths are; so it is looked for first.
        bool empty = false;
        foreach (nint length in lengths)
        {
            if (length < 0)
            {
                throw new ShapeException($"the shape {Format(lengths)} has a negative length");
            }

            empty |= length == 0;
        }

        if (empty)
        {
            return 0;
        }

        long count = 1;
        foreach (nint length in lengths)
        {
            // Both factors are below 2^31 here, unless the length itself is larger, which the comparison catches first.
            if (length > int.MaxValue || (count *= length) > int.MaxValue)
            {
                throw new SizeOverflowException(lengths);
            }
        }

        return (int)count;
    }
}
