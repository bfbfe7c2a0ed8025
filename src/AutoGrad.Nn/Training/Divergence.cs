namespace AutoGrad.Nn.Training;

/// <summary>What was not finite when a training diverged.</summary>
public enum Divergence
{
    /// <summary>The loss of an update, while the parameters were still finite; the update was not done.</summary>
    Loss,

    /// <summary>A parameter; the update before made it so.</summary>
    Parameters,

    /// <summary>The validation loss at the end of an epoch was NaN, while the parameters were finite.</summary>
    ValidationLoss,
}
