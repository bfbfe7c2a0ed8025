namespace AutoGrad.Errors;

/// <summary>A hook, or an operation's gradient, called for what must wait until the sweep is through.</summary>
public sealed class SweepInProgressException : AutoGradException
{
    internal SweepInProgressException(string call)
        : base($"{call} was called within a sweep over the same tape, as by a hook; call it when Backward() has returned, or use another tape")
    {
    }
}
