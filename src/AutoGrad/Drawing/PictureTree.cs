using System.Globalization;
using System.Text;

namespace AutoGrad.Drawing;

/// <summary>A box of a graph, or the whole graph, with what is in it in the order in which it was recorded.</summary>
internal sealed class PictureTree
{
    private string? signature;

    private PictureTree(GraphScope? scope) => Scope = scope;

    /// <summary>The box; <c>null</c> for the whole graph.</summary>
    public GraphScope? Scope { get; }

    /// <summary>Operations and boxes. Each reads only from leaves and from items before it, so that any run of items can be drawn as one.</summary>
    public List<(GraphNode? Node, PictureTree? Tree)> Items { get; } = [];

    public List<GraphNode> Leaves { get; } = [];

    public static PictureTree Of(Graph graph)
    {
        var whole = new PictureTree(null);
        PictureTree[] trees = [.. graph.Scopes.Select(scope => new PictureTree(scope))];
        var met = new bool[trees.Length];
        foreach (GraphNode node in graph.Nodes)
        {
            PictureTree home = node.Scope is null ? whole : trees[node.Scope.Id];
            for (PictureTree tree = home; tree.Scope is { } scope && !met[scope.Id]; tree = Around(tree))
            {
                met[scope.Id] = true;
                Around(tree).Items.Add((null, tree));
            }

            if (node.Kind == GraphNodeKind.Operation)
            {
                home.Items.Add((node, null));
            }
            else
            {
                home.Leaves.Add(node);
            }
        }

        foreach (PictureTree tree in trees)
        {
            tree.Unpack();
        }

        whole.Unpack();
        return whole;

        PictureTree Around(PictureTree tree) => tree.Scope!.Parent is { } parent ? trees[parent.Id] : whole;
    }

    /// <summary>The operation without its constants, which may count the steps of what repeats.</summary>
    public static string KindOf(GraphNode node) => node.Operation.Split('(')[0];

    /// <summary>Takes boxes of a single operation, as that of an activation, away: they say no more than the operation does.</summary>
    private void Unpack()
    {
        for (int i = 0; i < Items.Count; i++)
        {
            while (Items[i].Tree is { Items: [var only], Leaves: [] } && (only.Node is not null || only.Tree!.Items.Count == 1))
            {
                Items[i] = only;
            }
        }
    }

    /// <summary>Every node inside, boxes inside included.</summary>
    public IEnumerable<GraphNode> All() => Leaves.Concat(Items.SelectMany(item => item.Node is { } node ? [node] : item.Tree!.All()));

    /// <summary>What two boxes share that do the same: the operations in order with their shapes, and where their operands come from.</summary>
    public string Signature(Graph graph)
    {
        if (signature is not null)
        {
            return signature;
        }

        var text = new StringBuilder();
        var places = new Dictionary<int, int>();
        foreach (GraphNode node in All().Where(node => node.Kind == GraphNodeKind.Operation))
        {
            text.Append(KindOf(node)).Append(node.Shape);
            foreach (GraphOperand operand in node.Operands)
            {
                GraphNode read = graph.Nodes[operand.Node];
                text.Append(places.TryGetValue(read.Id, out int place)
                    ? (places.Count - place).ToString(CultureInfo.InvariantCulture)
                    : (read.Kind == GraphNodeKind.Parameter ? "p" : "i") + read.Shape);
            }

            places[node.Id] = places.Count;
            text.Append(';');
        }

        return signature = text.ToString();
    }
}
