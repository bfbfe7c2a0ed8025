using AutoGrad.Operations;

namespace AutoGrad;

/// <summary>Sets of axes as bits: bit k stands for axis k.</summary>
internal static class AxisMask
{
    public static ulong All(int rank) => rank == 64 ? ulong.MaxValue : (1UL << rank) - 1;

    public static bool Contains(ulong mask, int axis) => (mask >> axis & 1) != 0;

    /// <summary>The only operand's shape without the axes of the mask, or with lengths of 1 in their place.</summary>
    /// <exception cref="Errors.ShapeException">The mask names an axis that the operand does not have.</exception>
    public static void Reduce(in OperandShapes operands, ulong mask, bool keepDimensions, ref ShapeBuilder result)
    {
        Shape shape = operands[0];
        if ((mask & ~All(shape.Rank)) is var missing and not 0)
        {
            throw operands.Error($"there is no axis {System.Numerics.BitOperations.TrailingZeroCount(missing)}");
        }

        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (!Contains(mask, axis))
            {
                result.Add(shape.Lengths[axis]);
            }
            else if (keepDimensions)
            {
                result.Add(1);
            }
        }
    }

    /// <summary>The number of elements along the axes of the mask.</summary>
    public static int CountOf(Shape shape, ulong mask)
    {
        nint count = 1;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            count *= Contains(mask, axis) ? shape.Lengths[axis] : 1;
        }

        return (int)count;
    }

    /// <summary>Whether the axes of the mask lie side by side, so that they walk as one.</summary>
    public static bool IsContiguous(ulong mask) => mask == 0 || System.Numerics.BitOperations.IsPow2((mask >> System.Numerics.BitOperations.TrailingZeroCount(mask)) + 1) || mask == ulong.MaxValue;

    /// <summary>A tensor seen as (outer, length, inner), where length runs over the axes of a contiguous mask.</summary>
    public static (int Outer, int Length, int Inner) Split(Shape shape, ulong mask)
    {
        nint outer = 1;
        nint length = 1;
        nint inner = 1;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (Contains(mask, axis))
            {
                length *= shape.Lengths[axis];
            }
            else if (mask >> axis == 0)
            {
                inner *= shape.Lengths[axis];
            }
            else
            {
                outer *= shape.Lengths[axis];
            }
        }

        return ((int)outer, (int)length, (int)inner);
    }
}
