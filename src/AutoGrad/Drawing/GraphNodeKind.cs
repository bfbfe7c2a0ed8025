namespace AutoGrad.Drawing;

/// <summary>What a node of a drawn graph stands for.</summary>
public enum GraphNodeKind
{
    /// <summary>A leaf with a gradient.</summary>
    Variable,

    /// <summary>A parameter, which outlives the tape.</summary>
    Parameter,

    /// <summary>A leaf without a gradient.</summary>
    Constant,

    /// <summary>The result of an operation.</summary>
    Operation,
}
