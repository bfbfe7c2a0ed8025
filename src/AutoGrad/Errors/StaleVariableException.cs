namespace AutoGrad.Errors;

/// <summary>A variable, or a view of its value, that was used after its tape's <c>Reset()</c>, or that never had a tape.</summary>
public sealed class StaleVariableException : AutoGradException
{
    internal StaleVariableException(string message)
        : base(message)
    {
    }

    internal static StaleVariableException AfterReset() => new(
        "this variable was recorded before the tape's last Reset() and is gone; record it again, or read its value before Reset()");

    internal static StaleVariableException Default() => new(
        "this variable belongs to no tape: it is default(Variable<T>); make variables with tape.Variable, tape.Constant or tape.Watch");
}
