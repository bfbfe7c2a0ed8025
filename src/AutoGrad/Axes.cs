using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGrad.Errors;

namespace AutoGrad;

/// <summary>The axes of a reduction: one, several, or (as <c>default</c>) all. Negative axes count from the end.</summary>
/// <remarks>Written as a number or a list: <c>x.Sum(0)</c>, <c>x.Sum([0, -1])</c>, <c>x.Sum()</c>.</remarks>
[CollectionBuilder(typeof(Axes), nameof(Create))]
public readonly struct Axes
{
    private readonly ulong fromStart;
    private readonly ulong fromEnd;
    private readonly bool isGiven;

    private Axes(ulong fromStart, ulong fromEnd)
    {
        this.fromStart = fromStart;
        this.fromEnd = fromEnd;
        isGiven = true;
    }

    /// <summary>One axis.</summary>
    public static implicit operator Axes(int axis) => Create([axis]);

    /// <summary>Several axes.</summary>
    public static implicit operator Axes(int[] axes) => Create(axes);

    /// <summary>Several axes; what a collection expression such as <c>[0, 2]</c> calls.</summary>
    /// <exception cref="AxisException">An axis lies beyond the largest rank, or stands there twice.</exception>
    public static Axes Create(ReadOnlySpan<int> axes)
    {
        ulong fromStart = 0;
        ulong fromEnd = 0;
        foreach (int axis in axes)
        {
            if (axis is < -Shape.MaxRank or >= Shape.MaxRank)
            {
                throw new AxisException($"axis {axis} is out of range for every tensor; the largest rank is {Shape.MaxRank}");
            }

            ref ulong mask = ref axis < 0 ? ref fromEnd : ref fromStart;
            ulong bit = 1UL << (axis < 0 ? -axis - 1 : axis);
            mask = (mask & bit) == 0 ? mask | bit : throw new AxisException($"axis {axis} was given twice");
        }

        return new Axes(fromStart, fromEnd);
    }

    /// <summary>Walks the axes, by their distance from the nearer end they were counted from; empty for <c>default</c>.</summary>
    public IEnumerator<int> GetEnumerator()
    {
        for (int bit = 0; bit < Shape.MaxRank; bit++)
        {
            if ((fromStart >> bit & 1) != 0)
            {
                yield return bit;
            }

            if ((fromEnd >> bit & 1) != 0)
            {
                yield return -bit - 1;
            }
        }
    }

    /// <summary>The axes of a tensor of the given shape as bits: bit k stands for axis k.</summary>
    /// <exception cref="AxisException">The tensor has no such axis, or an axis was given twice.</exception>
    internal ulong MaskOf(Shape shape, string operation)
    {
        if (!isGiven)
        {
            return AxisMask.All(shape.Rank);
        }

        ulong mask = fromStart;
        if (fromStart != 0)
        {
            shape.Axis(BitOperations.Log2(fromStart), operation);
        }

        for (ulong rest = fromEnd; rest != 0; rest &= rest - 1)
        {
            int axis = shape.Axis(-BitOperations.TrailingZeroCount(rest) - 1, operation);
            ulong bit = 1UL << axis;
            mask = (mask & bit) == 0 ? mask | bit : throw new AxisException($"{operation}: axis {axis} of shape {shape} was given twice, once from the end");
        }

        return mask;
    }
}
