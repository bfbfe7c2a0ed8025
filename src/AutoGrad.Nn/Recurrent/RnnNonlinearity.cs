namespace AutoGrad.Nn.Recurrent;

/// <summary>The function that a plain recurrent unit applies.</summary>
public enum RnnNonlinearity
{
    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>max(x, 0).</summary>
    Relu,
}
