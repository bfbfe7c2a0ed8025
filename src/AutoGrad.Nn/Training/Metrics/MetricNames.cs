namespace AutoGrad.Nn.Training.Metrics;

/// <summary>The names of the metrics in progress and results.</summary>
/// <example><code>trainer.Evaluate(test).Metrics[MetricNames.Accuracy]</code></example>
public static class MetricNames
{
    /// <summary>That of <see cref="Accuracy{T}"/>.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>That of <see cref="RootMeanSquaredError{T}"/>.</summary>
    public const string RootMeanSquaredError = "RMSE";

    /// <summary>That of <see cref="CoefficientOfDetermination{T}"/>.</summary>
    public const string CoefficientOfDetermination = "R2";

    /// <summary>That of <see cref="Accuracy{T}"/> among the first k classes.</summary>
    public static string TopAccuracy(int k) => k == 1 ? Accuracy : FormattableString.Invariant($"top-{k} accuracy");
}
