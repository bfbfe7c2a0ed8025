namespace AutoGrad.Plots;

/// <summary>The line a x1 + b x2 = c, as a unit's with weights a and b and threshold c.</summary>
/// <param name="A">The factor of x1.</param>
/// <param name="B">The factor of x2; with <paramref name="A"/> not both 0.</param>
/// <param name="C">What the sum is on the line.</param>
public readonly record struct PlaneLine(double A, double B, double C);
