namespace AutoGrad.Nn.Training;

/// <summary>Why a training stopped.</summary>
public enum StopReason
{
    /// <summary>All epochs are done.</summary>
    Epochs,

    /// <summary>The largest number of iterations is reached.</summary>
    Iterations,

    /// <summary>The training loss came down to the threshold.</summary>
    LossThreshold,

    /// <summary>The validation loss has not improved for too many epochs.</summary>
    EarlyStopping,

    /// <summary>It was cancelled; it can go on from here.</summary>
    Cancelled,

    /// <summary>The training loss became NaN or infinite, and the update that would have followed was not done; or, at the end of an epoch, a parameter was NaN or infinite, or the validation loss NaN. <see cref="TrainingResult.Divergence"/> says which.</summary>
    Diverged,
}
