namespace AutoGrad.Plots;

/// <summary>The colours of a picture.</summary>
public enum PictureTheme
{
    /// <summary>Dark on white, for every program that shows SVG.</summary>
    Light,

    /// <summary>Light on nearly black.</summary>
    Dark,

    /// <summary>As the reader's system says, by a style sheet in the picture; for browsers.</summary>
    Adaptive,
}
