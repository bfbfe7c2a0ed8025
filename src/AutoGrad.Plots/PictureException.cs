using AutoGrad.Errors;

namespace AutoGrad.Plots;

/// <summary>A picture that cannot be drawn from what it was given. The message names what was given and the remedy.</summary>
public sealed class PictureException : AutoGradException
{
    /// <summary>Makes the error with its whole text.</summary>
    public PictureException(string message)
        : base(message)
    {
    }
}
