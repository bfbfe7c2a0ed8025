namespace AutoGrad.Operations;

/// <summary>Which values an operation's gradient reads. What is not declared may be gone by the time of the sweep.</summary>
[Flags]
public enum Saves
{
    /// <summary>The gradient needs no values, as that of a sum.</summary>
    Nothing = 0,

    /// <summary>The gradient reads the operands.</summary>
    Inputs = 1,

    /// <summary>The gradient reads the result.</summary>
    Output = 2,
}
