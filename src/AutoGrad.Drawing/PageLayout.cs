using AutoGrad.Drawing.Layout;

namespace AutoGrad.Drawing;

/// <summary>
/// The layout that the page starts from: each scope by itself with the scopes in it closed. The page stretches it where boxes are open,
/// so that every combination of open and closed ones has a picture without a layout for each.
/// </summary>
internal sealed class PageLayout
{
    // Room for a local gradient before the end of an edge.
    private const double Label = 18;

    private readonly Graph graph;
    private readonly PageItem[] nodes;
    private readonly PageItem[] scopes;

    private PageLayout(Graph graph)
    {
        this.graph = graph;
        nodes = [.. graph.Nodes.Select(node => new PageItem(node, null))];
        scopes = [.. graph.Scopes.Select(scope => new PageItem(null, scope))];
        foreach (GraphNode node in graph.Nodes.Reverse().Where(node => node.Kind == GraphNodeKind.Operation))
        {
            for (GraphScope? scope = node.Scope; scope is not null; scope = scope.Parent)
            {
                scopes[scope.Id].Rank = node.Id;
            }
        }
    }

    public static IEnumerable<PageBox> Of(Graph graph)
    {
        var layout = new PageLayout(graph);
        ILookup<int, PageItem> items = layout.nodes.Select(item => (item.Node!.Scope, item))
            .Concat(layout.scopes.Select(item => (item.Scope!.Parent, item)))
            .ToLookup(pair => pair.Item1?.Id ?? -1, pair => pair.item);
        ILookup<int, (PageItem From, PageItem To)> edges = layout.Edges().ToLookup(edge => edge.Scope?.Id ?? -1, edge => (edge.From, edge.To));
        return graph.Scopes.Prepend(null).Select(scope => Arrange(scope, [.. items[scope?.Id ?? -1]], [.. edges[scope?.Id ?? -1].Distinct()]));
    }

    /// <summary>Each edge in the innermost scope that holds both of its ends, between what stands for them there.</summary>
    private IEnumerable<(GraphScope? Scope, PageItem From, PageItem To)> Edges()
    {
        foreach (GraphNode node in graph.Nodes)
        {
            foreach (GraphOperand operand in node.Operands)
            {
                GraphNode source = graph.Nodes[operand.Node];
                GraphScope? common = node.Scope;
                while (common is not null && !common.Holds(source.Scope))
                {
                    common = common.Parent;
                }

                yield return (common, StandIn(source, common), StandIn(node, common));
            }
        }
    }

    /// <summary>The node itself where it is directly in the scope, or else the scope right below that one around the node.</summary>
    private PageItem StandIn(GraphNode node, GraphScope? around)
    {
        GraphScope? scope = node.Scope;
        if (scope == around)
        {
            return nodes[node.Id];
        }

        while (scope!.Parent != around)
        {
            scope = scope.Parent;
        }

        return scopes[scope.Id];
    }

    /// <summary>From top to bottom: the main axis is that of y.</summary>
    private static PageBox Arrange(GraphScope? scope, PageItem[] items, (PageItem From, PageItem To)[] edges)
    {
        var inside = new Arrangement();
        Dictionary<PageItem, Cell> cells = items.OrderBy(item => item.Rank)
            .ToDictionary(item => item, item => inside.Add(new Cell(item.Height, item.Width) { SpreadsArrivals = true }));
        Track[] tracks = [.. edges.Select(edge => inside.Join(cells[edge.From], edge.From.Width / 2, cells[edge.To], edge.To.Width / 2, Label))];
        inside.Arrange();
        foreach ((PageItem item, Cell cell) in cells)
        {
            item.X = cell.Start + (item.Width / 2);
            item.Y = inside.MainOf(cell) + (item.Height / 2);
        }

        PageRoute[] routes = [.. edges.Zip(tracks, (edge, track) => new PageRoute(edge.From, edge.To, Straighten(inside.PointsOf(track))))];
        return new PageBox(scope, inside.Cross, inside.Main, items, routes);
    }

    /// <summary>Leaves out what lies on a straight line: an edge past a thousand layers would have thousands of points.</summary>
    private static List<(double Y, double X, bool IsCurve)> Straighten(List<(double Y, double X, bool IsCurve)> points)
    {
        var kept = new List<(double Y, double X, bool IsCurve)> { points[0] };
        for (int i = 1; i < points.Count; i++)
        {
            bool isBend = i == points.Count - 1 || Math.Abs(points[i].X - kept[^1].X) > 0.5 || Math.Abs(points[i + 1].X - points[i].X) > 0.5;
            if (isBend)
            {
                kept.Add(points[i] with { IsCurve = points[i].IsCurve && Math.Abs(points[i].X - kept[^1].X) > 0.5 });
            }
        }

        return kept;
    }
}
