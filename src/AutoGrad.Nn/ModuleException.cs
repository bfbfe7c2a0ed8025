using AutoGrad.Errors;

namespace AutoGrad.Nn;

/// <summary>A model, loss, optimiser or schedule that is put together wrongly; reported where it is made.</summary>
public sealed class ModuleException : AutoGradException
{
    /// <summary>Makes the error with its whole text.</summary>
    public ModuleException(string message)
        : base(message)
    {
    }
}
