namespace AutoGrad.Drawing.Layout;

/// <summary>Orders the cells of each layer so that few edges cross.</summary>
/// <remarks>Each cell goes to the mean of the places that it is joined to, layer by layer, forward and back; the best order met is kept.</remarks>
internal static class Crossings
{
    // Most graphs are settled after four; later rounds seldom find anything.
    private const int Rounds = 12;
    private const int Patience = 4;

    public static void Reduce(IReadOnlyList<List<Cell>> layers)
    {
        long best = Count(layers);
        Cell[][] kept = [.. layers.Select(layer => layer.ToArray())];
        int since = 0;
        for (int round = 0; round < Rounds && best > 0 && since < Patience; round++, since++)
        {
            if (round % 2 == 0)
            {
                for (int layer = 1; layer < layers.Count; layer++)
                {
                    Sort(layers[layer], cell => cell.In, link => Leaving(link));
                }
            }
            else
            {
                for (int layer = layers.Count - 2; layer >= 0; layer--)
                {
                    Sort(layers[layer], cell => cell.Out, link => Arriving(link));
                }
            }

            long crossings = Count(layers);
            if (crossings < best)
            {
                best = crossings;
                kept = [.. layers.Select(layer => layer.ToArray())];
                since = -1;
            }
        }

        for (int layer = 0; layer < layers.Count; layer++)
        {
            Place(layers[layer], kept[layer]);
        }
    }

    /// <summary>The pairs of edges that cross: of those in order of where they leave, the ones that arrive the other way round.</summary>
    public static long Count(IReadOnlyList<List<Cell>> layers)
    {
        long crossings = 0;
        foreach (List<Cell> layer in layers)
        {
            double[] arrivals = [.. layer.SelectMany(cell => cell.Out).OrderBy(Leaving).ThenBy(Arriving).Select(Arriving)];
            crossings += Inversions(arrivals, new double[arrivals.Length]);
        }

        return crossings;
    }

    private static double Leaving(Link link) => link.From.Order + (link.From.SpreadsArrivals ? 0.5 : link.FromOffset / Math.Max(link.From.Cross, 1));

    private static double Arriving(Link link) => link.To.Order + (link.To.SpreadsArrivals ? 0.5 : link.ToOffset / Math.Max(link.To.Cross, 1));

    private static void Sort(List<Cell> layer, Func<Cell, List<Link>> links, Func<Link, double> place)
    {
        // A cell that nothing pulls stays where it is.
        Cell[] sorted = [.. layer.OrderBy(cell => links(cell) is { Count: > 0 } joined ? joined.Average(place) : cell.Order)];
        Place(layer, sorted);
    }

    private static void Place(List<Cell> layer, Cell[] cells)
    {
        for (int order = 0; order < cells.Length; order++)
        {
            layer[order] = cells[order];
            cells[order].Order = order;
        }
    }

    /// <summary>Counted while sorting by merging.</summary>
    private static long Inversions(Span<double> values, Span<double> merged)
    {
        if (values.Length < 2)
        {
            return 0;
        }

        int half = values.Length / 2;
        long found = Inversions(values[..half], merged[..half]) + Inversions(values[half..], merged[half..]);
        int left = 0;
        int right = half;
        for (int i = 0; i < values.Length; i++)
        {
            if (right == values.Length || (left < half && values[left] <= values[right]))
            {
                merged[i] = values[left++];
            }
            else
            {
                merged[i] = values[right++];
                found += half - left;
            }
        }

        merged.CopyTo(values);
        return found;
    }
}
