namespace AutoGrad.Nn.Losses;

/// <summary>What becomes of the losses of the single elements.</summary>
public enum Reduction
{
    /// <summary>Their mean; a loss with weights says what it divides by.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>They stay as they are.</summary>
    None,
}
