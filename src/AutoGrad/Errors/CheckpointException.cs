namespace AutoGrad.Errors;

/// <summary>A function given to <c>Checkpoint</c> does what cannot be computed again.</summary>
public sealed class CheckpointException : AutoGradException
{
    internal CheckpointException(string message)
        : base(message)
    {
    }
}
