namespace AutoGrad.Errors;

/// <summary>The base of all errors that the engine raises. The message names the operation, the shapes and the remedy.</summary>
public abstract class AutoGradException : InvalidOperationException
{
    private protected AutoGradException(string message)
        : base(message)
    {
    }
}
