namespace AutoGrad.Drawing.Layout;

/// <summary>The inside of an open box, or the whole picture, laid out for itself; main and cross coordinates count from its corner.</summary>
internal sealed class Arrangement
{
    // Room for a curve between two layers.
    private const double Curve = 34;

    private readonly List<Cell> cells = [];
    private readonly List<Track> tracks = [];
    private readonly Dictionary<(Cell, double, Cell, double), Track> known = [];
    private double[] starts = [];
    private double[] ends = [];
    private double[] runs = [];

    /// <summary>The extent along the main axis, without any border.</summary>
    public double Main { get; private set; }

    /// <summary>The extent along the cross axis, without any border.</summary>
    public double Cross { get; private set; }

    public Cell Add(Cell cell)
    {
        cells.Add(cell);
        return cell;
    }

    /// <summary>An edge; one that is there already is not added again.</summary>
    public Track Join(Cell from, double fromOffset, Cell to, double toOffset, double labelLength)
    {
        (Cell, double, Cell, double) key = (from, fromOffset, to, toOffset);
        if (!known.TryGetValue(key, out Track? track))
        {
            known[key] = track = new Track(from, fromOffset, to, toOffset, labelLength);
            tracks.Add(track);
        }

        return track;
    }

    public void Arrange()
    {
        if (cells.Count == 0)
        {
            return;
        }

        Layers layers = Layers.Of(cells, tracks);
        Crossings.Reduce(layers.All);
        SpreadArrivals();
        Alignment.Align(layers.All);
        Measure(layers.All);
    }

    /// <summary>Where a cell begins along the main axis: in the middle of its layer, or at the border if it is a port.</summary>
    public double MainOf(Cell cell) => cell.Role switch
    {
        CellRole.Entry => 0,
        CellRole.Exit => Main,
        _ => starts[cell.Layer] + ((ends[cell.Layer] - starts[cell.Layer] - cell.Main) / 2),
    };

    /// <summary>The points of an edge along main and cross axis, and whether a curve leads to each.</summary>
    public List<(double Main, double Cross, bool IsCurve)> PointsOf(Track track)
    {
        Cell from = track.From;
        double cross = from.Start + track.FromOffset;
        var points = new List<(double Main, double Cross, bool IsCurve)> { (MainOf(from) + from.Main, cross, false) };
        foreach (Link link in track.Links)
        {
            points.Add((ends[link.From.Layer], cross, false));
            cross = link.To.Start + link.ToOffset;
            points.Add((starts[link.To.Layer] - runs[link.To.Layer], cross, true));
            points.Add((link.To.IsPassage ? ends[link.To.Layer] : MainOf(link.To), cross, false));
        }

        return points;
    }

    private void SpreadArrivals()
    {
        foreach (Cell cell in cells.Where(cell => cell.SpreadsArrivals))
        {
            Link[] arrivals = [.. cell.In.OrderBy(link => link.From.Order + (link.FromOffset / Math.Max(link.From.Cross, 1)))];
            for (int i = 0; i < arrivals.Length; i++)
            {
                arrivals[i].ToOffset = cell.Cross * (i + 1) / (arrivals.Length + 1);
            }
        }
    }

    private void Measure(IReadOnlyList<List<Cell>> layers)
    {
        runs = new double[layers.Count];
        foreach (Track track in tracks)
        {
            runs[track.To.Layer] = Math.Max(runs[track.To.Layer], track.LabelLength);
        }

        starts = new double[layers.Count];
        ends = new double[layers.Count];
        for (int layer = 0; layer < layers.Count; layer++)
        {
            starts[layer] = layer == 0 ? 0 : ends[layer - 1] + Curve + runs[layer];
            ends[layer] = starts[layer] + layers[layer].Select(cell => cell.Main).DefaultIfEmpty(0).Max();
        }

        Main = ends[^1];
        double least = layers.SelectMany(layer => layer).Min(cell => cell.Start);
        foreach (Cell cell in layers.SelectMany(layer => layer))
        {
            cell.Start -= least;
        }

        Cross = layers.SelectMany(layer => layer).Max(cell => cell.Start + cell.Cross);
    }
}
