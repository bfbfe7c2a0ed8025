namespace AutoGrad.Errors;

/// <summary>A gradient was asked for that the engine does not have.</summary>
public sealed class NoGradientException : AutoGradException
{
    internal NoGradientException(string message)
        : base(message)
    {
    }
}
