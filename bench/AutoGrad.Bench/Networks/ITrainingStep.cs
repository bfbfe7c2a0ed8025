namespace AutoGrad.Bench.Networks;

/// <summary>One training step of a network on one fixed batch: forward, backward, update by gradient descent.</summary>
internal interface ITrainingStep
{
    /// <summary>The loss of the last step, before its update.</summary>
    float Loss { get; }

    /// <summary>Runs one step.</summary>
    void Step();

    /// <summary>The gradients of the last step: weights and biases of the hidden layer, then those of the output layer.</summary>
    float[][] Gradients();
}
