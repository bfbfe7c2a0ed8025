namespace AutoGrad.Errors;

/// <summary>A tensor of more than 2^31 - 1 elements.</summary>
public sealed class SizeOverflowException : AutoGradException
{
    internal SizeOverflowException(ReadOnlySpan<nint> lengths)
        : base($"a tensor of shape {Shape.Format(lengths)} has more than {int.MaxValue} elements, the most that one tensor can hold; split the work")
    {
    }
}
