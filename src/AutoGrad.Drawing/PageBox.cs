using System.Globalization;
using AutoGrad.Drawing.Layout;

namespace AutoGrad.Drawing;

/// <summary>What the page draws inside of one scope, or outside of all, as it lies while all scopes in it are closed.</summary>
/// <param name="Scope">The scope; <c>null</c> for the whole picture.</param>
/// <param name="Width">The width of the content.</param>
/// <param name="Height">The height of the content.</param>
/// <param name="Items">Nodes and closed scopes with their places.</param>
/// <param name="Routes">Where edges between them bend.</param>
internal sealed record PageBox(GraphScope? Scope, double Width, double Height, IReadOnlyList<PageItem> Items, IReadOnlyList<PageRoute> Routes);

/// <summary>A node, a scope, or a port by which a node's value comes into a scope or leaves it, and the place of its middle.</summary>
internal sealed class PageItem(GraphNode? node, GraphScope? scope, CellRole role)
{
    private const double PortWidth = 8;

    public GraphNode? Node => node;

    public GraphScope? Scope => scope;

    public CellRole Role => role;

    /// <summary>What the page calls it.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Letter}{Node?.Id ?? Scope!.Id}");

    // A scope shows its name, a description and a count; a tensor its shape and a histogram beside the numbers.
    public double Width => IsPort ? PortWidth : Node is null ? 200 : Node.Value.Scalar is null ? 172 : 140;

    public double Height => IsPort ? 0 : Node is null ? 66 : Node.Value.Scalar is null ? 84 : 64;

    /// <summary>By this, operands come before what reads them: the first operation in it; leaves and entries read nothing and come first, exits last.</summary>
    public int Rank { get; set; } = role switch
    {
        CellRole.Exit => int.MaxValue,
        CellRole.Entry => -2,
        _ => node is { Kind: GraphNodeKind.Operation } ? node.Id : -1,
    };

    public double X { get; set; }

    public double Y { get; set; }

    private bool IsPort => Role != CellRole.Inner;

    private char Letter => Role switch
    {
        CellRole.Entry => 'e',
        CellRole.Exit => 'x',
        _ => Node is null ? 's' : 'n',
    };
}

/// <summary>The points of an edge from its start to its end, and whether a curve leads to each or a straight line.</summary>
internal sealed record PageRoute(PageItem From, PageItem To, IReadOnlyList<(double Y, double X, bool IsCurve)> Points);
