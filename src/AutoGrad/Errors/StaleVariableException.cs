namespace AutoGrad.Errors;

/// <summary>A variable, or a view of its value, that was used after its tape's <c>Reset()</c>, after a sweep that released it, or that never had a tape.</summary>
public sealed class StaleVariableException : AutoGradException
{
    internal StaleVariableException(string message)
        : base(message)
    {
    }

    internal static StaleVariableException AfterReset() => new(
        "this variable was recorded before the tape's last Reset() and is gone; record it again, or read its value before Reset()");

    internal static StaleVariableException View() => new(
        "these numbers were read before the tape's last Reset(), or before a Backward() that released values (tape.ReleaseValues); read them again, or copy them with ToArray() while they are there");

    internal static StaleVariableException Released() => new(
        "this value was released by Backward(), because tape.ReleaseValues is set; read it before Backward(), call KeepGradient() on it, which keeps its value as well, or leave ReleaseValues off to run Backward() twice");

    internal static StaleVariableException Default() => new(
        "this variable belongs to no tape: it is default(Variable<T>); make variables with tape.Variable, tape.Constant or tape.Watch");
}
