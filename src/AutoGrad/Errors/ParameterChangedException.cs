namespace AutoGrad.Errors;

/// <summary>A parameter was written after the tape had read it and before the sweep.</summary>
public sealed class ParameterChangedException : AutoGradException
{
    internal ParameterChangedException(string parameter)
        : base($"parameter {parameter} was changed after the tape recorded it, so its gradients would be those of neither value; call Backward() before the update, or Reset() and record again")
    {
    }
}
