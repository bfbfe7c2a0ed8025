namespace AutoGrad.Drawing.Layout;

/// <summary>Where everything in a picture goes: nodes in layers along the direction of the picture, open boxes laid out from the inside out.</summary>
/// <remarks>An edge over the border of a box passes by a port in it, so that the box is a node like others in what is around it.</remarks>
internal sealed class PictureLayout
{
    /// <summary>The free rim of a box, and of the picture.</summary>
    public const double Rim = 14;

    /// <summary>The height of a box's heading.</summary>
    public const double Heading = 24;

    private const double PortWidth = 8;

    private readonly Picture picture;
    private readonly IReadOnlyList<NodeSize> sizes;
    private readonly bool isDown;
    private readonly Part[] parts;
    private readonly Cell[] cells;
    private readonly HashSet<Track> drawn = [];
    private readonly List<(Part Part, Track Track, PictureEdge Edge, bool Ends)> segments = [];

    private PictureLayout(Picture picture, IReadOnlyList<NodeSize> sizes, GraphDirection direction)
    {
        this.picture = picture;
        this.sizes = sizes;
        isDown = direction == GraphDirection.TopToBottom;
        parts = [.. picture.Boxes.Select(box => new Part(box)), new Part(null)];
        cells = new Cell[picture.Nodes.Count];
        Nodes = new Rectangle[picture.Nodes.Count];
        Boxes = new Rectangle[picture.Boxes.Count];
    }

    public Rectangle[] Nodes { get; }

    public Rectangle[] Boxes { get; }

    public List<Route> Routes { get; } = [];

    public double Width { get; private set; }

    public double Height { get; private set; }

    /// <summary>Lays out a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="sizes">The room that each node takes, and the labels of the edges that arrive at it.</param>
    /// <param name="direction">Which way it runs.</param>
    public static PictureLayout Of(Picture picture, IReadOnlyList<NodeSize> sizes, GraphDirection direction)
    {
        var layout = new PictureLayout(picture, sizes, direction);
        ILookup<int, PictureEdge> arriving = picture.Edges.ToLookup(edge => edge.To);

        // A box stands behind the ones around it, so that this goes from the inside out; the whole picture is last of all.
        foreach (Part part in Enumerable.Reverse(layout.parts).Skip(1).Append(layout.parts[^1]))
        {
            layout.Arrange(part, arriving);
        }

        layout.Settle(layout.parts[^1], Rim, Rim);
        (double main, double cross) = (layout.parts[^1].Inside.Main + (2 * Rim), layout.parts[^1].Inside.Cross + (2 * Rim));
        (layout.Width, layout.Height) = layout.isDown ? (cross, main) : (main, cross);
        foreach ((Part part, Track track, PictureEdge edge, bool ends) in layout.segments)
        {
            Waypoint[] points = [.. part.PointsOf(track).Select(point => layout.At(part.Main + point.Main, part.Cross + point.Cross, point.IsCurve))];
            layout.Routes.Add(new Route(edge.From, ends ? edge.To : -1, points, ends ? edge.Label : ""));
        }

        return layout;
    }

    private Part PartOf(int box) => box < 0 ? parts[^1] : parts[box];

    private bool IsIn(int node, Part part)
    {
        int box = picture.Nodes[node].Box;
        while (box >= 0 && PartOf(box) != part)
        {
            box = picture.Boxes[box].Parent;
        }

        return PartOf(box) == part;
    }

    private void Arrange(Part part, ILookup<int, PictureEdge> arriving)
    {
        int id = part.Box?.Id ?? -1;
        IEnumerable<(int First, Action Add)> nodes = picture.Nodes.Where(node => node.Box == id).Select(node => (node.Id, (Action)(() => AddNode(part, node, arriving[node.Id]))));
        IEnumerable<(int First, Action Add)> boxes = picture.Boxes.Where(box => box.Parent == id).Select(box => (parts[box.Id].First(picture), (Action)(() => AddBox(part, parts[box.Id]))));

        // In the order of the picture's nodes, in which edges go forward; ports are before or behind all others.
        PictureEdge[] edges = [.. picture.Edges.Where(edge => part.Box is null || IsIn(edge.From, part) || IsIn(edge.To, part))];
        foreach (int source in edges.Where(edge => !IsIn(edge.From, part)).Select(edge => edge.From).Distinct())
        {
            part.Entries[source] = part.Inside.Add(new Cell(0, PortWidth) { Role = CellRole.Entry });
        }

        foreach ((_, Action add) in nodes.Concat(boxes).OrderBy(item => item.First))
        {
            add();
        }

        foreach (int source in edges.Where(edge => !IsIn(edge.To, part)).Select(edge => edge.From).Distinct())
        {
            part.Exits[source] = part.Inside.Add(new Cell(0, PortWidth) { Role = CellRole.Exit });
        }

        foreach (PictureEdge edge in edges)
        {
            Join(part, edge);
        }

        part.Inside.Arrange();
        part.Close(isDown);
    }

    private void AddNode(Part part, PictureNode node, IEnumerable<PictureEdge> arriving)
    {
        NodeSize size = sizes[node.Id];
        (double main, double cross) = isDown ? (size.Height, size.Width) : (size.Width, size.Height);

        // Every label has room beside its own line.
        int labels = arriving.Count(edge => edge.Label.Length > 0);
        double label = isDown ? size.LabelWidth + 10 : size.LabelHeight + 2;
        cells[node.Id] = part.Inside.Add(new Cell(main, Math.Max(cross, labels < 2 ? 0 : (arriving.Count() + 1) * label)) { SpreadsArrivals = true });
    }

    private static void AddBox(Part part, Part inner) =>
        inner.Cell = part.Inside.Add(new Cell(inner.FullMain, inner.FullCross));

    /// <summary>Adds the part of an edge that lies in a box: from the node, a box inside or a port, to such a one.</summary>
    private void Join(Part part, PictureEdge edge)
    {
        Part? source = ChildOf(part, edge.From);
        Part? target = ChildOf(part, edge.To);
        if (source is not null && source == target)
        {
            return;
        }

        (Cell from, double fromOffset) = part.Entries.TryGetValue(edge.From, out Cell? entry) ? (entry, PortWidth / 2)
            : source is not null ? (source.Cell!, source.CrossBefore + source.Exits[edge.From].Start + (PortWidth / 2))
            : (cells[edge.From], cells[edge.From].Cross / 2);
        bool leaves = !IsIn(edge.To, part);
        (Cell to, double toOffset) = leaves ? (part.Exits[edge.From], PortWidth / 2)
            : target is not null ? (target.Cell!, target.CrossBefore + target.Entries[edge.From].Start + (PortWidth / 2))
            : (cells[edge.To], cells[edge.To].Cross / 2);
        bool ends = !leaves && target is null;
        double run = ends && edge.Label.Length > 0 ? (isDown ? sizes[edge.To].LabelHeight : sizes[edge.To].LabelWidth) + 12 : ends ? 6 : 0;
        Track track = part.Inside.Join(from, fromOffset, to, toOffset, run);
        if (drawn.Add(track))
        {
            segments.Add((part, track, edge, ends));
        }
    }

    /// <summary>The box directly inside of another one that holds a node; <c>null</c> where the node is there itself, or is not inside.</summary>
    private Part? ChildOf(Part part, int node)
    {
        int box = picture.Nodes[node].Box;
        int inner = -1;
        while (box >= 0 && PartOf(box) != part)
        {
            inner = box;
            box = picture.Boxes[box].Parent;
        }

        return PartOf(box) == part && inner >= 0 ? parts[inner] : null;
    }

    /// <summary>Gives a box and what is in it their places in the picture.</summary>
    private void Settle(Part part, double main, double cross)
    {
        (part.Main, part.Cross) = (main, cross);
        int id = part.Box?.Id ?? -1;
        foreach (PictureNode node in picture.Nodes.Where(node => node.Box == id))
        {
            Cell cell = cells[node.Id];
            Nodes[node.Id] = Area(main + part.Inside.MainOf(cell), cross + cell.Start, cell.Main, cell.Cross);
        }

        foreach (Part inner in parts.Where(inner => inner.Box?.Parent == id && inner.Box is not null))
        {
            double at = main + part.Inside.MainOf(inner.Cell!);
            Boxes[inner.Box!.Id] = Area(at, cross + inner.Cell!.Start, inner.FullMain, inner.FullCross);
            Settle(inner, at + inner.MainBefore, cross + inner.Cell!.Start + inner.CrossBefore);
        }
    }

    private Rectangle Area(double main, double cross, double mainLength, double crossLength) =>
        isDown ? new(cross, main, crossLength, mainLength) : new(main, cross, mainLength, crossLength);

    private Waypoint At(double main, double cross, bool isCurve) => isDown ? new(cross, main, isCurve) : new(main, cross, isCurve);
}
