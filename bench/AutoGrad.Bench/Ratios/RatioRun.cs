using AutoGrad.Bench.Networks;
using AutoGrad.Kernels;

namespace AutoGrad.Bench.Ratios;

/// <summary>The rows of this program: the tape against handwritten deltas, the bytes of a warm step, and two threads against one.</summary>
internal static class RatioRun
{
    private const double SecondsARow = 4;
    private const double Speedup = 1.6;
    private const double LayerCost = 1.02;

    // What two timings of the same code differ by at most, so that equal work does not count as slower.
    private const double NoSlower = 1.03;

    /// <summary>Measures and prints every row; gives the number of rows that miss their target.</summary>
    public static int Print()
    {
        int misses = 0;
        foreach (NetworkPair pair in NetworkPair.All)
        {
            pair.RequireAgreement();
        }

        foreach (NetworkPair pair in NetworkPair.All)
        {
            DuelResult result = new Duel(pair.Name, pair.MakeTape(1).Step, pair.MakeHandwritten(1).Step).Warm().Run(SecondsARow);
            Count(Row.AtMost($"{pair.Name}: tape / handwritten", result.Ratio, pair.Target), result);
        }

        foreach (NetworkPair pair in NetworkPair.Layers)
        {
            // The same first parameters, labels for one-hot rows: the gradients must agree before anything is timed.
            Agreement.Require($"{pair.Name}, nn", new LayerNetwork(pair.Data), pair.MakeTape(1), NetworkPair.Tolerance);
            DuelResult result = new Duel(pair.Name, new LayerNetwork(pair.Data).Step, pair.MakeTape(1).Step).Warm().Run(SecondsARow);
            Count(Row.AtMost($"{pair.Name}: nn layer / plain expressions", result.Ratio, LayerCost), result);
        }

        foreach ((Row row, DuelResult details) in DerivativeRows.Measure(SecondsARow / 2))
        {
            Count(row, details);
        }

        foreach (NetworkPair pair in NetworkPair.Layers)
        {
            var spelledOut = new TapeNetwork(pair.Data, Loss.CrossEntropy, spelledOut: true);
            Agreement.Require($"{pair.Name}, cross-entropy as its formula", spelledOut, pair.MakeTape(1), NetworkPair.Tolerance);
            DuelResult result = new Duel($"{pair.Name}, cross-entropy as its formula / as one operation", spelledOut.Step, pair.MakeTape(1).Step).Warm().Run(SecondsARow / 2);
            Console.Error.WriteLine($"# not a row: {result}");
        }

        DuelResult loops = new Duel(
            "2-2-2 in loops", NetworkPair.All[0].MakeTape(1).Step, NetworkPair.TwoTwoTwoInLoops().Step).Warm().Run(SecondsARow);
        Console.Error.WriteLine($"# not a row, for comparison with textbook code over arrays: {loops}");

        foreach (NetworkPair pair in NetworkPair.All)
        {
            Count(Row.AtMost($"{pair.Name}: bytes allocated in a warm step", BytesOfWarmStep(pair.MakeTape(1)), 0));
        }

        DuelResult product = ProductOnTwoThreads(1024).Warm().Run(SecondsARow);
        Count(Row.AtLeast("product n = 1024: speedup on 2 threads", 1 / product.Ratio, Speedup), product);
        Count(Row.AtMost("product n = 1024: 2 threads / 1 thread", product.Ratio, NoSlower));
        using (new BusyCore())
        {
            product = ProductOnTwoThreads(1024).Run(SecondsARow / 2);
            Count(Row.AtMost("product n = 1024, a core busy: 2 threads / 1 thread", product.Ratio, NoSlower), product);
        }

        foreach (NetworkPair pair in NetworkPair.All)
        {
            DuelResult result = OnTwoThreads(pair).Warm().Run(SecondsARow);
            if (pair.IsLarge)
            {
                Count(Row.AtLeast($"{pair.Name}: speedup on 2 threads", 1 / result.Ratio, Speedup), result);
            }

            Count(Row.AtMost($"{pair.Name}: 2 threads / 1 thread", result.Ratio, NoSlower), result);
            using (new BusyCore())
            {
                result = OnTwoThreads(pair).Warm(0.2).Run(SecondsARow / 2);
                Count(Row.AtMost($"{pair.Name}, a core busy: 2 threads / 1 thread", result.Ratio, NoSlower), result);
            }
        }

        return misses;

        void Count(Row row, DuelResult? details = null)
        {
            row.Print(details);
            misses += row.IsMet ? 0 : 1;
        }
    }

    private static long BytesOfWarmStep(ITrainingStep network)
    {
        const int steps = 20;
        for (int i = 0; i < steps; i++)
        {
            network.Step();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < steps; i++)
        {
            network.Step();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / steps;
    }

    private static Duel OnTwoThreads(NetworkPair pair) => new(pair.Name, pair.MakeTape(2).Step, pair.MakeTape(1).Step, byClock: true);

    private static Duel ProductOnTwoThreads(int n)
    {
        var data = new NetworkData(n, n, 1, n);
        var a = new AlignedBuffer(data.X);
        var b = new AlignedBuffer(data.W1);
        var c = new AlignedBuffer(n * n);
        return new Duel($"product n = {n}", () => Multiply(2), () => Multiply(1), byClock: true);

        void Multiply(int threads) => MatrixProduct.Multiply<float>(n, n, n, a.Span, false, b.Span, false, c.Span, false, threads);
    }
}
