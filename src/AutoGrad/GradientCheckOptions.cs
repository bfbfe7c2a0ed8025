namespace AutoGrad;

/// <summary>How a gradient is checked. The defaults suit functions whose inputs and results are of the order of 1.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>Where the random upstream gradients, directions and operands come from; the same seed gives the same check.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>1 checks the gradient, 2 also the gradient of the gradient.</summary>
    public int Order { get; init; } = 2;

    /// <summary>The largest step of the central differences, relative to the input where that exceeds 1; three halvings follow.</summary>
    /// <remarks>0.004: with the extrapolation the truncation error falls with the eighth power of the step, so a large step
    /// keeps rounding errors small.</remarks>
    public double Step { get; init; } = 4e-3;

    /// <summary>
    /// The difference that is allowed, relative to the larger of the two numbers. Gradients of less than 1/10,000 of the
    /// result (or of 1) are allowed a ten-thousandth of the tolerance times the result, because differences cannot see them better.
    /// </summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>With more input elements than this, the check moves each operand along random directions instead of along every element.</summary>
    public int MaxEntries { get; init; } = 256;

    /// <summary>The number of random directions for each operand.</summary>
    public int Directions { get; init; } = 12;
}
