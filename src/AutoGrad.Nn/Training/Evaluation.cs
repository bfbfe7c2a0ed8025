namespace AutoGrad.Nn.Training;

/// <summary>The loss and the metrics of a model on a data set.</summary>
/// <param name="Loss">The mean loss over the samples.</param>
/// <param name="Metrics">The metrics by name.</param>
public sealed record Evaluation(double Loss, IReadOnlyDictionary<string, double> Metrics);
