namespace AutoGrad.Nn.Perceptrons;

/// <summary>How the training of a perceptron went.</summary>
/// <param name="ErrorsPerEpoch">How many samples were on the wrong side when they were met, epoch by epoch.</param>
public sealed record PerceptronResult(IReadOnlyList<int> ErrorsPerEpoch)
{
    /// <summary>Whether the last epoch made no error, so that the weights separate all samples.</summary>
    public bool Converged => ErrorsPerEpoch is [.., 0];

    /// <summary>The number of epochs, that without an error included.</summary>
    public int Epochs => ErrorsPerEpoch.Count;

    /// <summary>The outcome in words.</summary>
    public override string ToString() => Converged
        ? $"converged: epoch {Epochs} made no error"
        : $"did not converge in {Epochs} epochs, the last of which made {ErrorsPerEpoch[^1]} errors; the samples may not be linearly separable";
}
