namespace AutoGrad.Kernels;

/// <summary>How far apart neighbours along each axis of a dense row-major tensor lie.</summary>
internal static class RowMajor
{
    /// <summary>strides_k = product of the lengths of the axes after k; 1 for the last axis.</summary>
    public static void Strides(ReadOnlySpan<nint> lengths, Span<nint> strides)
    {
        nint running = 1;
        for (int axis = lengths.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = running;
            running *= lengths[axis];
        }
    }
}
