namespace AutoGrad.Nn.Training;

/// <summary>Stops a training whose validation loss no longer improves.</summary>
public sealed class EarlyStopping
{
    /// <summary>A rule.</summary>
    /// <param name="patience">How many epochs in a row may bring no improvement.</param>
    /// <param name="minimumImprovement">By how much the loss must fall below the best one to count as an improvement.</param>
    /// <param name="restoreBest">Whether the parameters of the best epoch are put back at the end, unless the training was cancelled.</param>
    /// <exception cref="ModuleException">The patience is not positive, or the improvement negative.</exception>
    public EarlyStopping(int patience, double minimumImprovement = 0, bool restoreBest = true)
    {
        if (patience < 1 || !(minimumImprovement >= 0))
        {
            throw new ModuleException($"EarlyStopping: a patience of {patience} and a minimum improvement of {minimumImprovement}; the patience is at least 1, the improvement at least 0");
        }

        Patience = patience;
        MinimumImprovement = minimumImprovement;
        RestoreBest = restoreBest;
    }

    /// <summary>How many epochs in a row may bring no improvement.</summary>
    public int Patience { get; }

    /// <summary>By how much the loss must fall below the best one to count as an improvement.</summary>
    public double MinimumImprovement { get; }

    /// <summary>Whether the parameters of the best epoch are put back at the end.</summary>
    public bool RestoreBest { get; }
}
