namespace AutoGrad.Nn.Optimizers;

/// <summary>Which step along its direction L-BFGS takes.</summary>
public enum LineSearch
{
    /// <summary>The rate, without looking.</summary>
    None,

    /// <summary>One that meets the strong Wolfe conditions: the loss falls enough, and its slope is small enough.</summary>
    StrongWolfe,
}
