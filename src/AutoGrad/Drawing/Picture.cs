namespace AutoGrad.Drawing;

/// <summary>What is drawn of a graph: nodes and closed boxes, edges between them, and open boxes around them.</summary>
internal sealed class Picture
{
    public required string Title { get; init; }

    /// <summary>In an order in which edges go forward.</summary>
    public required IReadOnlyList<PictureNode> Nodes { get; init; }

    public required IReadOnlyList<PictureEdge> Edges { get; init; }

    /// <summary>Open boxes, each after the one around it.</summary>
    public required IReadOnlyList<PictureBox> Boxes { get; init; }
}

/// <summary>An open box.</summary>
/// <param name="Id">Its place among the boxes.</param>
/// <param name="Text">Name and description.</param>
/// <param name="Parent">The box around it, or -1.</param>
internal sealed record PictureBox(int Id, string Text, int Parent);

/// <summary>An edge; all edges between the same two nodes are one.</summary>
/// <param name="From">The node that is read.</param>
/// <param name="To">The node that reads.</param>
/// <param name="Label">The local gradients, where these are numbers.</param>
internal sealed record PictureEdge(int From, int To, string Label);

/// <summary>A node, or a closed box, with the texts that it shows.</summary>
internal sealed record PictureNode
{
    public required int Id { get; init; }

    /// <summary>The box that it is in, or -1.</summary>
    public required int Box { get; init; }

    /// <summary>The node of the graph; <c>null</c> for a closed box.</summary>
    public GraphNode? Node { get; init; }

    /// <summary>The name, or else the operation.</summary>
    public required string Title { get; init; }

    /// <summary>What there is to say in a second line; may be empty.</summary>
    public required string Subtitle { get; init; }

    /// <summary>The lengths of the axes; empty for a number.</summary>
    public required string Shape { get; init; }

    public required string Value { get; init; }

    public required string Gradient { get; init; }

    /// <summary>The value's histogram, where it says more than its numbers.</summary>
    public required IReadOnlyList<int> Histogram { get; init; }

    public required bool HasNonFinite { get; init; }

    /// <summary>All that a reader may want to know, in a few lines.</summary>
    public required string Description { get; init; }
}
