namespace AutoGrad.Errors;

/// <summary>A parameter was written after the tape had read it and before the sweep.</summary>
public sealed class ParameterChangedException : AutoGradException
{
    internal ParameterChangedException(string parameter, string call)
        : base($"parameter {parameter} was changed after the tape recorded it, so what was computed and what is read now would not fit each other; call {call} before the update, or Reset() and record again")
    {
    }
}
