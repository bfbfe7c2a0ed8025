namespace AutoGrad.Drawing;

/// <summary>Decides what is drawn of a graph: which boxes are open, what repeats, and what each part says.</summary>
internal sealed class PictureBuilder
{
    private readonly Graph graph;
    private readonly PictureOptions options;
    private readonly PictureText text;
    private readonly List<PictureNode> nodes = [];
    private readonly List<PictureBox> boxes = [];
    private readonly int[] places;
    private readonly List<int>[] readers;

    private PictureBuilder(Graph graph, PictureOptions options)
    {
        this.graph = graph;
        this.options = options;
        text = new PictureText(graph, options.Format);
        places = new int[graph.Nodes.Count];
        readers = [.. graph.Nodes.Select(_ => new List<int>())];
        foreach (GraphNode node in graph.Nodes)
        {
            foreach (GraphOperand operand in node.Operands)
            {
                readers[operand.Node].Add(node.Id);
            }
        }
    }

    public static Picture Build(Graph graph, PictureOptions? options)
    {
        var builder = new PictureBuilder(graph, options ?? new PictureOptions());
        builder.Open(PictureTree.Of(graph), box: -1, depth: 0);
        return new Picture { Title = graph.Title, Nodes = builder.nodes, Edges = builder.Edges(), Boxes = builder.boxes };
    }

    private void Open(PictureTree tree, int box, int depth)
    {
        foreach (GraphNode leaf in tree.Leaves)
        {
            Add(leaf, box);
        }

        foreach (RepeatedRun run in options.OpensRepeats ? tree.Items.Select((_, i) => new RepeatedRun(i, 1, 1)) : RepeatedRun.Find(Kinds(tree), item => tree.Items[item].Tree is not null))
        {
            (GraphNode? node, PictureTree? inside) = tree.Items[run.Start];
            if (run.Count > 1)
            {
                Close([.. tree.Items.Skip(run.Start).Take(run.Length * run.Count)], run, box);
            }
            else if (node is not null)
            {
                Add(node, box);
            }
            else if (depth < options.Depth)
            {
                boxes.Add(new PictureBox(boxes.Count, PictureText.NameOf(inside!.Scope!), box));
                Open(inside, boxes.Count - 1, depth + 1);
            }
            else
            {
                Close([(null, inside)], run, box);
            }
        }
    }

    private List<int> Kinds(PictureTree tree)
    {
        var numbers = new Dictionary<string, int>();
        var kinds = new List<int>(tree.Items.Count);
        foreach ((GraphNode? node, PictureTree? inside) in tree.Items)
        {
            string like = node is not null ? PictureTree.KindOf(node) + node.Shape : "box " + inside!.Signature(graph);
            numbers.TryAdd(like, numbers.Count);
            kinds.Add(numbers[like]);
        }

        return kinds;
    }

    private void Add(GraphNode node, int box)
    {
        places[node.Id] = nodes.Count;
        nodes.Add(text.Of(node, nodes.Count, box));
    }

    /// <summary>Draws items as one closed box.</summary>
    private void Close(IReadOnlyList<(GraphNode? Node, PictureTree? Tree)> items, RepeatedRun run, int box)
    {
        var inside = new HashSet<int>();
        foreach (GraphNode node in items.SelectMany(item => item.Node is { } node ? [node] : item.Tree!.All()))
        {
            inside.Add(node.Id);
            places[node.Id] = nodes.Count;
        }

        GraphNode[] outputs = [.. inside.Where(id => readers[id].Count == 0 || readers[id].Exists(reader => !inside.Contains(reader))).Select(id => graph.Nodes[id])];
        nodes.Add(text.Of([.. items.Where(item => item.Tree is not null).Select(item => item.Tree!.Scope!)], run, [.. inside.Select(id => graph.Nodes[id])], outputs, nodes.Count, box));
    }

    private List<PictureEdge> Edges()
    {
        var labels = new Dictionary<(int From, int To), List<string>>();
        foreach (GraphNode node in graph.Nodes)
        {
            foreach (GraphOperand operand in node.Operands)
            {
                (int From, int To) ends = (places[operand.Node], places[node.Id]);
                if (ends.From == ends.To)
                {
                    continue;
                }

                if (!labels.TryGetValue(ends, out List<string>? found))
                {
                    labels[ends] = found = [];
                }

                if (operand.LocalGradient is { } local && nodes[ends.From].Node is not null && nodes[ends.To].Node is not null)
                {
                    found.Add(node.Value.Format(local, options.Format));
                }
            }
        }

        return [.. labels.Select(edge => new PictureEdge(edge.Key.From, edge.Key.To, string.Join(", ", edge.Value)))];
    }
}
