using System.Globalization;

namespace AutoGrad.Nn.Training;

/// <summary>How a training ended.</summary>
public sealed record TrainingResult
{
    /// <summary>Why it stopped.</summary>
    public required StopReason Reason { get; init; }

    /// <summary>The epochs that are done, those before a checkpoint included.</summary>
    public required int Epochs { get; init; }

    /// <summary>The updates that are done, those before a checkpoint included.</summary>
    public required long Iterations { get; init; }

    /// <summary>The loss at which it stopped: of the last epoch, of the part of an epoch that is done, or the one that met the stop rule. NaN if nothing was done.</summary>
    public required double TrainingLoss { get; init; }

    /// <summary>The training loss of each epoch: the mean over its samples, each batch before its update.</summary>
    public required IReadOnlyList<double> TrainingLosses { get; init; }

    /// <summary>The validation loss after each epoch; empty without validation.</summary>
    public required IReadOnlyList<double> ValidationLosses { get; init; }

    /// <summary>The epoch, from 1, with the best validation loss, as early stopping counts it; null without.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>Whether the parameters are those of the best epoch rather than the last.</summary>
    public bool IsBestRestored { get; init; }

    /// <summary>What was not finite, after <see cref="Iterations"/> updates; null unless it stopped as <see cref="StopReason.Diverged"/>.</summary>
    public Divergence? Divergence { get; init; }

    /// <summary>The time since the training was begun or resumed.</summary>
    public required TimeSpan Elapsed { get; init; }

    private string DivergenceText => Divergence switch
    {
        Training.Divergence.Loss => string.Create(CultureInfo.InvariantCulture, $"; the loss at iteration {Iterations + 1} was not finite, the parameters before it were"),
        Training.Divergence.Parameters => string.Create(CultureInfo.InvariantCulture, $"; the parameters after iteration {Iterations} were not finite"),
        Training.Divergence.ValidationLoss => string.Create(CultureInfo.InvariantCulture, $"; the validation loss after iteration {Iterations} was NaN"),
        _ => "",
    };

    /// <summary>A sentence; of a diverged training also what was not finite, and at which iteration.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Reason} after {Epochs} epochs and {Iterations} iterations, training loss {TrainingLoss:G6}{DivergenceText}{(IsBestRestored ? $", parameters of epoch {BestEpoch}" : "")}");
}
