namespace AutoGrad.Drawing;

/// <summary>
/// The graph behind a variable, as it was when it was drawn: nodes with their values and gradients, edges with local gradients, and
/// boxes. It stays as it is when the tape goes on or is reset.
/// </summary>
/// <remarks>Made by <see cref="GraphDrawing.Draw{T}(Variable{T}, int, string?)"/>.</remarks>
public sealed class Graph
{
    internal Graph(string title, IReadOnlyList<GraphNode> nodes, IReadOnlyList<GraphScope> scopes)
    {
        Title = title;
        Nodes = nodes;
        Scopes = scopes;
    }

    /// <summary>What the picture is called: the expression that was drawn, unless given.</summary>
    public string Title { get; }

    /// <summary>The nodes in the order in which they were recorded: operands come before what reads them, and the result is the last.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>The boxes that hold nodes, each after the one around it.</summary>
    public IReadOnlyList<GraphScope> Scopes { get; }

    /// <summary>The result, which everything else was computed for.</summary>
    public GraphNode Result => Nodes[^1];

    /// <summary>A line for each node: label, operation, operands, shape, value, and the gradient where there is one.</summary>
    public override string ToString() => ToText();

    /// <summary>A line for each node: label, operation, operands, shape, value, and the gradient where there is one.</summary>
    /// <param name="format">How numbers are written; 6 digits unless given.</param>
    public string ToText(string? format = "G6") => GraphText.Of(this, format);

    /// <summary>A picture in Graphviz' language, for <c>dot</c> and the tools that read it.</summary>
    /// <param name="options">Which boxes are open, and the like.</param>
    public string ToDot(PictureOptions? options = null) => GraphDot.Of(this, options);

    /// <summary>A picture as a Mermaid flow chart, which GitHub and other Markdown readers show in a <c>mermaid</c> block.</summary>
    /// <param name="options">Which boxes are open, and the like.</param>
    public string ToMermaid(PictureOptions? options = null) => GraphMermaid.Of(this, options);
}
