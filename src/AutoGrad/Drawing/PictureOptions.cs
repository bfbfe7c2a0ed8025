namespace AutoGrad.Drawing;

/// <summary>What a picture of a graph shows.</summary>
public sealed record PictureOptions
{
    /// <summary>How many levels of boxes are open: 0 closes all of them, 1 shows what is directly inside of the outermost ones, and so on.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>Whether structure that repeats, such as the steps of a recurrent network or equal layers, is opened as well, instead of one box with a count.</summary>
    public bool OpensRepeats { get; init; }

    /// <summary>Which way the picture runs.</summary>
    public GraphDirection Direction { get; init; } = GraphDirection.LeftToRight;

    /// <summary>How numbers are written.</summary>
    public string Format { get; init; } = "G4";
}
