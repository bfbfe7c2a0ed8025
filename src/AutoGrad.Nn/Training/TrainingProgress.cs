namespace AutoGrad.Nn.Training;

/// <summary>How far a training is.</summary>
public readonly record struct TrainingProgress
{
    /// <summary>The epochs that are done.</summary>
    public int Epoch { get; init; }

    /// <summary>The epochs that there are to be.</summary>
    public int Epochs { get; init; }

    /// <summary>The updates that are done.</summary>
    public long Iteration { get; init; }

    /// <summary>How much of the whole is done, from 0 to 1.</summary>
    public double Fraction { get; init; }

    /// <summary>Whether an epoch has just ended, rather than a step within one.</summary>
    public bool IsEndOfEpoch { get; init; }

    /// <summary>The mean training loss of the epoch so far, each batch before its update; the loss of one update, NaN or infinite, where the training ends by it.</summary>
    public double TrainingLoss { get; init; }

    /// <summary>The validation loss at the end of an epoch; null without validation, or within an epoch.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>The metrics on the validation part by name; empty where there is no validation loss.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The learning rate of the next step.</summary>
    public double Rate { get; init; }

    /// <summary>The time since the training was begun or resumed.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The time that the rest will take if it takes as long as what was done; no stop rule is foreseen.</summary>
    public TimeSpan? Remaining { get; init; }
}
