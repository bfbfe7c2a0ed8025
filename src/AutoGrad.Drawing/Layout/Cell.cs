namespace AutoGrad.Drawing.Layout;

/// <summary>Something that takes a place in a layer: a node, an open box, a port in a box's border, or the passage of a long edge.</summary>
/// <remarks>Edges run along the main axis from layer to layer; within a layer, cells lie along the cross axis.</remarks>
internal sealed class Cell(double main, double cross)
{
    /// <summary>The extent along the main axis.</summary>
    public double Main { get; } = main;

    /// <summary>The extent along the cross axis.</summary>
    public double Cross { get; } = cross;

    public CellRole Role { get; init; } = CellRole.Inner;

    public bool IsPassage => Role == CellRole.Passage;

    /// <summary>Where edges arrive at a node: spread along its side in the order in which they come. Ports of boxes stay where they are.</summary>
    public bool SpreadsArrivals { get; init; }

    public int Layer { get; set; }

    /// <summary>The place in the layer.</summary>
    public int Order { get; set; }

    /// <summary>Where it begins along the cross axis.</summary>
    public double Start { get; set; }

    public List<Link> In { get; } = [];

    public List<Link> Out { get; } = [];
}

/// <summary>What a cell is for.</summary>
internal enum CellRole
{
    /// <summary>A node or box, in any layer.</summary>
    Inner,

    /// <summary>A port that edges come in by, in the first layer.</summary>
    Entry,

    /// <summary>A port that edges leave by, in the last layer.</summary>
    Exit,

    /// <summary>Room for a long edge in a layer that it crosses.</summary>
    Passage,
}

/// <summary>A part of an edge, from a cell to one in the next layer.</summary>
internal sealed class Link(Cell from, double fromOffset, Cell to, double toOffset)
{
    public Cell From { get; } = from;

    public Cell To { get; } = to;

    /// <summary>Where it leaves, from the start of the cell along the cross axis.</summary>
    public double FromOffset { get; } = fromOffset;

    /// <summary>Where it arrives, from the start of the cell along the cross axis.</summary>
    public double ToOffset { get; set; } = toOffset;
}

/// <summary>An edge over any number of layers.</summary>
internal sealed class Track(Cell from, double fromOffset, Cell to, double toOffset, double labelLength)
{
    public Cell From { get; } = from;

    public Cell To { get; } = to;

    public double FromOffset { get; } = fromOffset;

    public double ToOffset { get; } = toOffset;

    /// <summary>The room that a label before its end takes along the main axis.</summary>
    public double LabelLength { get; } = labelLength;

    /// <summary>Its parts, in order.</summary>
    public List<Link> Links { get; } = [];
}
