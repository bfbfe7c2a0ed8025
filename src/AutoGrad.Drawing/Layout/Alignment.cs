namespace AutoGrad.Drawing.Layout;

/// <summary>Places the cells of each layer along the cross axis: in their order, apart from each other, and as near as can be to what they are joined to.</summary>
/// <remarks>
/// Within one layer the places of least squared distance are an isotonic regression, found exactly by pooling neighbours that would
/// overlap (Ayer et al. 1955). The layers are gone through forward and back until that settles.
/// </remarks>
internal static class Alignment
{
    private const int Rounds = 10;

    // A long edge should be straight, even if nodes move for it.
    private const double AlongPassages = 8;
    private const double ToPassage = 2;
    private const double Unpulled = 0.01;

    public static void Align(IReadOnlyList<List<Cell>> layers)
    {
        foreach (List<Cell> layer in layers)
        {
            double start = 0;
            for (int i = 0; i < layer.Count; i++)
            {
                start += i == 0 ? 0 : layer[i - 1].Cross + Gap(layer[i - 1], layer[i]);
                layer[i].Start = start;
            }

            // Layers start out centred on each other.
            double half = (start + (layer.Count > 0 ? layer[^1].Cross : 0)) / 2;
            layer.ForEach(cell => cell.Start -= half);
        }

        for (int round = 0; round < Rounds; round++)
        {
            bool settles = round >= Rounds - 2;
            for (int layer = 1; layer < layers.Count; layer++)
            {
                Pull(layers[layer], backward: true, forward: settles);
            }

            for (int layer = layers.Count - 2; layer >= 0; layer--)
            {
                Pull(layers[layer], backward: settles, forward: true);
            }
        }
    }

    /// <summary>The free room between two neighbours of a layer.</summary>
    public static double Gap(Cell a, Cell b) => (a.Role, b.Role) switch
    {
        (CellRole.Inner, CellRole.Inner) => 20,
        (CellRole.Inner, _) or (_, CellRole.Inner) => 12,
        _ => 6,
    };

    private static void Pull(List<Cell> layer, bool backward, bool forward)
    {
        var pools = new List<(double Weight, double Mean, int Count)>();
        double shift = 0;
        for (int i = 0; i < layer.Count; i++)
        {
            Cell cell = layer[i];
            shift += i == 0 ? 0 : layer[i - 1].Cross + Gap(layer[i - 1], cell);
            double weight = Unpulled;
            double sum = Unpulled * cell.Start;
            foreach (Link link in backward ? cell.In : [])
            {
                Add(link, link.From.Start + link.FromOffset - link.ToOffset);
            }

            foreach (Link link in forward ? cell.Out : [])
            {
                Add(link, link.To.Start + link.ToOffset - link.FromOffset);
            }

            (double Weight, double Mean, int Count) pool = (weight, (sum / weight) - shift, 1);
            while (pools.Count > 0 && pools[^1].Mean >= pool.Mean)
            {
                (double Weight, double Mean, int Count) before = pools[^1];
                pools.RemoveAt(pools.Count - 1);
                double both = before.Weight + pool.Weight;
                pool = (both, ((before.Weight * before.Mean) + (pool.Weight * pool.Mean)) / both, before.Count + pool.Count);
            }

            pools.Add(pool);

            void Add(Link link, double wanted)
            {
                double pull = (link.From.IsPassage, link.To.IsPassage) switch
                {
                    (true, true) => AlongPassages,
                    (false, false) => 1,
                    _ => ToPassage,
                };
                weight += pull;
                sum += pull * wanted;
            }
        }

        shift = 0;
        int next = 0;
        foreach ((_, double mean, int count) in pools)
        {
            for (int i = 0; i < count; i++, next++)
            {
                shift += next == 0 ? 0 : layer[next - 1].Cross + Gap(layer[next - 1], layer[next]);
                layer[next].Start = mean + shift;
            }
        }
    }
}
