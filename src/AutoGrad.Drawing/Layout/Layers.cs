namespace AutoGrad.Drawing.Layout;

/// <summary>Cells in layers, so that every edge goes from one layer to the next: the first step of a layered drawing.</summary>
/// <remarks>Source of the method: Sugiyama, Tagawa and Toda 1981.</remarks>
internal sealed class Layers
{
    // Two lines side by side can still be told apart.
    private const double PassageWidth = 8;

    private readonly List<List<Cell>> layers = [];

    private Layers()
    {
    }

    public IReadOnlyList<List<Cell>> All => layers;

    /// <summary>Puts cells into layers and splits long edges.</summary>
    /// <param name="cells">The cells, in an order in which edges go forward.</param>
    /// <param name="tracks">The edges.</param>
    public static Layers Of(IReadOnlyList<Cell> cells, IReadOnlyList<Track> tracks)
    {
        var made = new Layers();
        Assign(cells, tracks);
        for (int layer = 0; layer <= cells.Max(cell => cell.Layer); layer++)
        {
            made.layers.Add([]);
        }

        Split(tracks);
        made.Fill(cells);
        return made;
    }

    private static void Assign(IReadOnlyList<Cell> cells, IReadOnlyList<Track> tracks)
    {
        ILookup<Cell, Track> into = tracks.ToLookup(track => track.To);
        ILookup<Cell, Track> outOf = tracks.ToLookup(track => track.From);
        foreach (Cell cell in cells)
        {
            cell.Layer = into[cell].Select(track => track.From.Layer + 1).DefaultIfEmpty(0).Max();
        }

        // What is read late is moved to where it is read, if that shortens more edges than it lengthens; leaves follow what reads them.
        for (int i = cells.Count - 1; i >= 0; i--)
        {
            Cell cell = cells[i];
            int ties = into[cell].Count(track => into[track.From].Any() || outOf[track.From].Skip(1).Any());
            if (cell.Role == CellRole.Inner && outOf[cell].Any() && outOf[cell].Count() >= ties)
            {
                cell.Layer = outOf[cell].Min(track => track.To.Layer) - 1;
            }
        }

        int last = cells.Max(cell => cell.Layer);
        foreach (Cell cell in cells.Where(cell => cell.Role == CellRole.Exit))
        {
            cell.Layer = last;
        }
    }

    /// <summary>All edges that leave a cell at one place share their passages, so that they part as late as they can.</summary>
    private static void Split(IReadOnlyList<Track> tracks)
    {
        var passages = new Dictionary<(Cell From, double Offset, int Layer), Link>();
        foreach (Track track in tracks)
        {
            Cell from = track.From;
            double offset = track.FromOffset;
            for (int layer = track.From.Layer + 1; layer < track.To.Layer; layer++)
            {
                (Cell From, double Offset, int Layer) key = (track.From, track.FromOffset, layer);
                if (!passages.TryGetValue(key, out Link? link))
                {
                    var passage = new Cell(0, PassageWidth) { Role = CellRole.Passage, Layer = layer };
                    passages[key] = link = Join(from, offset, passage, PassageWidth / 2);
                }

                track.Links.Add(link);
                (from, offset) = (link.To, PassageWidth / 2);
            }

            track.Links.Add(Join(from, offset, track.To, track.ToOffset));
        }
    }

    private static Link Join(Cell from, double fromOffset, Cell to, double toOffset)
    {
        var link = new Link(from, fromOffset, to, toOffset);
        from.Out.Add(link);
        to.In.Add(link);
        return link;
    }

    /// <summary>The order in which a walk from the result meets the cells; of a tree that is one without crossings.</summary>
    private void Fill(IReadOnlyList<Cell> cells)
    {
        var met = new HashSet<Cell>();
        var waiting = new Stack<Cell>();
        for (int i = cells.Count - 1; i >= 0; i--)
        {
            if (cells[i].Out.Count > 0)
            {
                continue;
            }

            waiting.Push(cells[i]);
            while (waiting.TryPop(out Cell? cell))
            {
                if (!met.Add(cell))
                {
                    continue;
                }

                cell.Order = layers[cell.Layer].Count;
                layers[cell.Layer].Add(cell);
                for (int k = cell.In.Count - 1; k >= 0; k--)
                {
                    waiting.Push(cell.In[k].From);
                }
            }
        }
    }
}
