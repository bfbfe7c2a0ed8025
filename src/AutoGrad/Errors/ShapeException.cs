namespace AutoGrad.Errors;

/// <summary>Shapes that an operation cannot combine, or data that does not fill a shape.</summary>
public sealed class ShapeException : AutoGradException
{
    /// <summary>Makes the error with its whole text.</summary>
    public ShapeException(string message)
        : base(message)
    {
    }

    internal static ShapeException OperandCount(Operations.OperationInfo operation, int given) => new(
        $"{operation.Name}: it takes {(operation.Arity < 0 ? "at least 1" : operation.Arity)} operand{(operation.Arity == 1 ? "" : "s")}, but {given} {(given == 1 ? "was" : "were")} given");

    internal static ShapeException DoesNotFill(int elements, ReadOnlySpan<nint> lengths) => new(
        $"{elements} {(elements == 1 ? "element does" : "elements do")} not fill the shape {Shape.Format(lengths)}, which has {Shape.CountOf(lengths)}");
}
