using AutoGrad.Drawing.Layout;

namespace AutoGrad.Drawing;

/// <summary>
/// The layout that the page starts from: each scope by itself with the scopes in it closed. The page stretches it where boxes are open,
/// so that every combination of open and closed ones has a picture without a layout for each.
/// </summary>
internal sealed class PageLayout
{
    // Nobody follows a line over more layers than this with the eye, and every layer that a line crosses costs room. The page then
    // draws a stub that bears the name of the operand.
    private const int LongestEdge = 16;

    // Room for a local gradient before the end of an edge.
    private const double Label = 18;

    private readonly Graph graph;
    private readonly PageItem[] nodes;
    private readonly PageItem[] scopes;
    private readonly Dictionary<(int Source, int Scope, CellRole Role), PageItem> ports = [];

    private PageLayout(Graph graph)
    {
        this.graph = graph;
        nodes = [.. graph.Nodes.Select(node => new PageItem(node, null, CellRole.Inner))];
        scopes = [.. graph.Scopes.Select(scope => new PageItem(null, scope, CellRole.Inner))];
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

    /// <summary>
    /// Each edge in parts: one in the innermost scope that holds both of its ends, and one in every scope around a single end, where
    /// it comes or goes by a port.
    /// </summary>
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
                for (GraphScope? scope = source.Scope; scope != common; scope = scope!.Parent)
                {
                    yield return (scope, StandIn(source, scope), PortOf(source, scope!, CellRole.Exit));
                }

                for (GraphScope? scope = node.Scope; scope != common; scope = scope!.Parent)
                {
                    yield return (scope, PortOf(source, scope!, CellRole.Entry), StandIn(node, scope));
                }
            }
        }
    }

    /// <summary>One port for all edges that carry the same value over the same border.</summary>
    private PageItem PortOf(GraphNode source, GraphScope scope, CellRole role)
    {
        if (!ports.TryGetValue((source.Id, scope.Id, role), out PageItem? port))
        {
            ports[(source.Id, scope.Id, role)] = port = new PageItem(source, null, role);
        }

        return port;
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
        PageItem[] all = [.. items.Concat(edges.SelectMany(edge => new[] { edge.From, edge.To })).Distinct().OrderBy(item => item.Rank)];
        Dictionary<PageItem, Cell> cells = all.ToDictionary(
            item => item,
            item => inside.Add(new Cell(item.Height, item.Width) { Role = item.Role, SpreadsArrivals = item.Role == CellRole.Inner }));
        (PageItem From, PageItem To)[] drawn = NotTooLong(all, edges);
        Track[] tracks = [.. drawn.Select(edge => inside.Join(cells[edge.From], edge.From.Width / 2, cells[edge.To], edge.To.Width / 2, Label))];
        inside.Arrange();
        foreach ((PageItem item, Cell cell) in cells)
        {
            item.X = cell.Start + (item.Width / 2);
            item.Y = inside.MainOf(cell) + (item.Height / 2);
        }

        PageRoute[] routes = [.. drawn.Zip(tracks, (edge, track) => new PageRoute(edge.From, edge.To, Straighten(inside.PointsOf(track))))];
        return new PageBox(scope, inside.Cross, inside.Main, items, routes);
    }

    /// <summary>The edges that are short when everything stands as early as it can, and leaves right before what reads them first.</summary>
    /// <param name="items">The items, in an order in which edges go forward.</param>
    /// <param name="edges">The edges.</param>
    private static (PageItem From, PageItem To)[] NotTooLong(IEnumerable<PageItem> items, (PageItem From, PageItem To)[] edges)
    {
        ILookup<PageItem, PageItem> operands = edges.ToLookup(edge => edge.To, edge => edge.From);
        var layers = new Dictionary<PageItem, int>();
        foreach (PageItem item in items)
        {
            layers[item] = item.Role == CellRole.Exit
                ? layers.Values.DefaultIfEmpty(0).Max()
                : operands[item].Select(operand => layers[operand] + 1).DefaultIfEmpty(0).Max();
        }

        foreach (IGrouping<PageItem, PageItem> readers in edges.ToLookup(edge => edge.From, edge => edge.To))
        {
            if (readers.Key.Role == CellRole.Inner && !operands[readers.Key].Any())
            {
                layers[readers.Key] = readers.Min(reader => layers[reader]) - 1;
            }
        }

        return [.. edges.Where(edge => layers[edge.To] - layers[edge.From] <= LongestEdge)];
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
