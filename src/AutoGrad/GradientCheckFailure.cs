namespace AutoGrad;

/// <summary>A law that does not hold.</summary>
/// <param name="Law">The law.</param>
/// <param name="Message">What is wrong, with the numbers.</param>
/// <param name="Entry">The worst comparison, where numbers were compared.</param>
public sealed record GradientCheckFailure(GradientCheckLaw Law, string Message, GradientCheckEntry? Entry)
{
    /// <inheritdoc/>
    public override string ToString() => Message;
}
