namespace AutoGrad.Drawing;

/// <summary>What the page draws inside of one scope, or outside of all, as it lies while all scopes in it are closed.</summary>
/// <param name="Scope">The scope; <c>null</c> for the whole picture.</param>
/// <param name="Width">The width of the content.</param>
/// <param name="Height">The height of the content.</param>
/// <param name="Items">Nodes and closed scopes with their places.</param>
/// <param name="Routes">Where edges between them bend.</param>
internal sealed record PageBox(GraphScope? Scope, double Width, double Height, IReadOnlyList<PageItem> Items, IReadOnlyList<PageRoute> Routes);

/// <summary>A node or a scope, and the place of its middle.</summary>
internal sealed class PageItem(GraphNode? node, GraphScope? scope)
{
    public GraphNode? Node => node;

    public GraphScope? Scope => scope;

    /// <summary>What the page calls it.</summary>
    public string Key => Node is not null ? FormattableString.Invariant($"n{Node.Id}") : FormattableString.Invariant($"s{Scope!.Id}");

    // A scope shows its name, a description and a count; a tensor its shape and a histogram beside the numbers.
    public double Width => Node is null ? 172 : Node.Value.Scalar is null ? 172 : 140;

    public double Height => Node is null ? 66 : Node.Value.Scalar is null ? 84 : 64;

    /// <summary>By this, operands come before what reads them: the first operation in it; leaves read nothing and come first of all.</summary>
    public int Rank { get; set; } = node is { Kind: GraphNodeKind.Operation } ? node.Id : -1;

    public double X { get; set; }

    public double Y { get; set; }
}

/// <summary>The points of an edge from its start to its end, and whether a curve leads to each or a straight line.</summary>
internal sealed record PageRoute(PageItem From, PageItem To, IReadOnlyList<(double Y, double X, bool IsCurve)> Points);
