namespace AutoGrad.Drawing;

/// <summary>Which way a picture of a graph runs, from leaves to result.</summary>
public enum GraphDirection
{
    /// <summary>From left to right, as one reads.</summary>
    LeftToRight,

    /// <summary>From top to bottom, as layers of a network are drawn.</summary>
    TopToBottom,
}
