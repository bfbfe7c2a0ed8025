namespace AutoGrad.Nn.Initializers;

/// <summary>What the variance of a weight is measured by.</summary>
public enum FanMode
{
    /// <summary>The number of inputs an output sees, which keeps the size of values on the way forward.</summary>
    In,

    /// <summary>The number of outputs an input reaches, which keeps the size of gradients on the way back.</summary>
    Out,
}
