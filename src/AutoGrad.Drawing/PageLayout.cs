namespace AutoGrad.Drawing;

/// <summary>
/// The layout that the page starts from: each scope by itself with the scopes in it closed. The page stretches it where boxes are open,
/// so that every combination of open and closed ones has a picture without a layout for each.
/// </summary>
internal sealed class PageLayout
{
    private const double Gap = 24;
    private const double LayerGap = 48;

    private readonly Graph graph;
    private readonly PageItem[] nodes;
    private readonly PageItem[] scopes;

    private PageLayout(Graph graph)
    {
        this.graph = graph;
        nodes = [.. graph.Nodes.Select(node => new PageItem(node, null))];
        scopes = [.. graph.Scopes.Select(scope => new PageItem(null, scope))];
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

    private static PageBox Arrange(GraphScope? scope, PageItem[] items, (PageItem From, PageItem To)[] edges)
    {
        var layer = items.ToDictionary(item => item, _ => 0);
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach ((PageItem from, PageItem to) in edges)
            {
                if (layer[to] <= layer[from])
                {
                    layer[to] = layer[from] + 1;
                    changed = true;
                }
            }
        }

        foreach (PageItem item in items.Where(item => !edges.Any(edge => edge.To == item) && edges.Any(edge => edge.From == item)))
        {
            layer[item] = edges.Where(edge => edge.From == item).Min(edge => layer[edge.To]) - 1;
        }

        var rows = items.GroupBy(item => layer[item]).OrderBy(row => row.Key).ToList();
        double width = rows.Max(row => row.Sum(item => item.Width + Gap) - Gap);
        double y = 0;
        foreach (var row in rows)
        {
            double height = row.Max(item => item.Height);
            double x = (width - row.Sum(item => item.Width + Gap) + Gap) / 2;
            foreach (PageItem item in row)
            {
                item.X = x + (item.Width / 2);
                item.Y = y + (height / 2);
                x += item.Width + Gap;
            }

            y += height + LayerGap;
        }

        return new PageBox(scope, width, y - LayerGap, items, []);
    }
}
