namespace AutoGrad.Nn.Losses;

/// <summary>What a sum of squared errors over m samples of n outputs is divided by.</summary>
public enum Normalization
{
    /// <summary>By 2: the gradient is the error itself.</summary>
    Half,

    /// <summary>By the number n of outputs, the length of the last axis.</summary>
    Outputs,

    /// <summary>By the number m n of samples times outputs, all elements.</summary>
    SamplesAndOutputs,
}
