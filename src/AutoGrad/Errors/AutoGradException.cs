namespace AutoGrad.Errors;

/// <summary>The base of the engine's own errors; a wrong number or a null raises .NET's argument exceptions. The message names the operation, the shapes and the remedy.</summary>
public abstract class AutoGradException : InvalidOperationException
{
    /// <summary>Makes the error with its whole text.</summary>
    protected AutoGradException(string message)
        : base(message)
    {
    }
}
