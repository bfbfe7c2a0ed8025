namespace AutoGrad.Operations;

/// <summary>A documented point of an elementwise operation: operands, value, and the gradient by each operand.</summary>
/// <remarks>An expected <see cref="double.NaN"/> is a declared one; any other NaN is a failure of the laws.</remarks>
/// <param name="At">One number for each operand.</param>
/// <param name="Value">The value there.</param>
/// <param name="Gradients">The local gradient by each operand.</param>
public sealed record Probe(double[] At, double Value, double[] Gradients)
{
    /// <summary>A point of an operation on one operand.</summary>
    public Probe(double at, double value, double gradient)
        : this([at], value, [gradient])
    {
    }

    /// <summary>Relative tolerance of the comparison; 1e-12 unless stated.</summary>
    public double Tolerance { get; init; } = 1e-12;
}
