namespace AutoGrad.Errors;

/// <summary>Variables of different tapes in one operation.</summary>
public sealed class TapeMismatchException : AutoGradException
{
    internal TapeMismatchException(string operation)
        : base($"{operation}: the operands are on different tapes; record both on one tape, or bring the value over with tape.Constant(x.Value); inside a function given to Differentiate or Checkpoint, use the variables that it is given, and pass it others as arguments")
    {
    }
}
