namespace AutoGrad.Errors;

/// <summary>An axis that the operand does not have.</summary>
public sealed class AxisException : AutoGradException
{
    /// <summary>Makes the error with its whole text.</summary>
    public AxisException(string message)
        : base(message)
    {
    }

    internal AxisException(string operation, int axis, Shape shape)
        : base(shape.Rank == 0
            ? $"{operation}: axis {axis} was asked for, but the operand is a scalar and has no axes"
            : $"{operation}: axis {axis} is out of range for shape {shape}; its axes are 0 to {shape.Rank - 1}, or -{shape.Rank} to -1 from the end")
    {
    }
}
