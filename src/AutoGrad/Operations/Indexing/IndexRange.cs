namespace AutoGrad.Operations;

/// <summary>What indices into an axis may be.</summary>
internal static class IndexRange
{
    /// <summary>Refuses an index outside of -length to length - 1; negative ones count from the end.</summary>
    public static void Check(in OperandShapes operands, ReadOnlySpan<int> indices, int axis, nint length)
    {
        for (int position = 0; position < indices.Length; position++)
        {
            if (indices[position] >= length || indices[position] < -length)
            {
                throw operands.Error(Refusal(indices[position], position, axis, length));
            }
        }
    }

    public static string Refusal(int index, int position, int axis, nint length) => length == 0
        ? $"index {index} at position {position} is out of range: axis {axis} has length 0"
        : $"index {index} at position {position} is out of range for axis {axis} of length {length}; it must be from {-length} to {length - 1}";
}
