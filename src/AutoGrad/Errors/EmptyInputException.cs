namespace AutoGrad.Errors;

/// <summary>An operation that has no value for an empty operand, such as the maximum of nothing.</summary>
public sealed class EmptyInputException : AutoGradException
{
    /// <summary>Makes the error with its whole text.</summary>
    public EmptyInputException(string message)
        : base(message)
    {
    }

    internal static EmptyInputException Reduction(string operation, Shape shape) => new(
        $"{operation}: the reduced axes of shape {shape} hold no element, and {operation} of nothing has no value");
}
