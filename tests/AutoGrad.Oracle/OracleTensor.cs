namespace AutoGrad.Oracle;

/// <summary>A dense row-major array of numbers as a file records it or an operation returns it.</summary>
/// <param name="Shape">Axis lengths; empty for a scalar, which has one number.</param>
/// <param name="Data">The numbers in row-major order; every element type fits a double here.</param>
/// <param name="Type">What the numbers stand for.</param>
internal sealed record OracleTensor(int[] Shape, double[] Data, ElementType Type)
{
    /// <summary>The product of the axis lengths, in floating point so that an absurd shape cannot overflow it.</summary>
    public static double CountOf(ReadOnlySpan<int> shape)
    {
        double count = 1;
        foreach (var length in shape)
        {
            count *= length;
        }

        return count;
    }

    /// <summary>The multi-index of a flat position, as <c>[1, 0, 2]</c>.</summary>
    public string IndexText(int position)
    {
        var index = new int[Shape.Length];
        for (var axis = Shape.Length - 1; axis >= 0; axis--)
        {
            index[axis] = position % Shape[axis];
            position /= Shape[axis];
        }

        return $"[{string.Join(", ", index)}]";
    }

    /// <summary>The shape as <c>(2, 3)</c>.</summary>
    public string ShapeText() => $"({string.Join(", ", Shape)})";
}
