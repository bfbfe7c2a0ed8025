using System.Diagnostics;

namespace AutoGrad.Bench.Ratios;

/// <summary>Two ways of doing the same work, timed in turns within one run, so that what disturbs one disturbs the other.</summary>
/// <remarks>
/// A round times a short batch of each candidate; which of the two goes first changes from round to round. The figure is the median of
/// the rounds' ratios. Batches are short (about 2 ms, or one call) so that on a busy machine most of them pass without an interruption.
/// </remarks>
internal sealed class Duel(string name, Action ours, Action theirs)
{
    /// <summary>The fewest rounds of a measurement.</summary>
    public const int LeastRounds = 15;

    private const double BatchSeconds = 0.002;

    /// <summary>What the two are.</summary>
    public string Name { get; } = name;

    /// <summary>Runs both until the JIT compiler has settled: several times its 30 calls for a tier, with pauses for its background thread.</summary>
    public Duel Warm(double secondsEach = 1)
    {
        for (int phase = 0; phase < 5; phase++)
        {
            foreach (Action candidate in (Action[])[ours, theirs])
            {
                long start = Stopwatch.GetTimestamp();
                for (int call = 0; call < 60 || SecondsSince(start) < 0.02; call++)
                {
                    candidate();
                    if (SecondsSince(start) > secondsEach / 5)
                    {
                        break;
                    }
                }
            }

            Thread.Sleep(120);
        }

        return this;
    }

    /// <summary>Rounds for so many seconds, but at least <see cref="LeastRounds"/>.</summary>
    public DuelResult Run(double seconds)
    {
        int ourCalls = CallsForBatch(ours);
        int theirCalls = CallsForBatch(theirs);
        var ourTimes = new List<double>();
        var theirTimes = new List<double>();
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        while (ourTimes.Count < LeastRounds || SecondsSince(start) < seconds)
        {
            if ((ourTimes.Count & 1) == 0)
            {
                ourTimes.Add(Time(ours, ourCalls));
                theirTimes.Add(Time(theirs, theirCalls));
            }
            else
            {
                theirTimes.Add(Time(theirs, theirCalls));
                ourTimes.Add(Time(ours, ourCalls));
            }
        }

        return new DuelResult(Name, [.. ourTimes], [.. theirTimes]);
    }

    private static int CallsForBatch(Action candidate)
    {
        double fastest = double.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            fastest = Math.Min(fastest, Time(candidate, 1));
        }

        int calls = (int)Math.Clamp(BatchSeconds / fastest, 1, 1e6);
        return calls < 10 ? calls : (int)Math.Clamp(BatchSeconds / Time(candidate, calls), 1, 1e6);
    }

    private static double Time(Action candidate, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            candidate();
        }

        return SecondsSince(start) / calls;
    }

    private static double SecondsSince(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;
}

/// <summary>The seconds that a call took in each round.</summary>
internal sealed record DuelResult(string Name, double[] Ours, double[] Theirs)
{
    /// <summary>The median over the rounds of our time over theirs.</summary>
    public double Ratio => Median([.. Ours.Zip(Theirs, (a, b) => a / b)]);

    /// <summary>Our fastest round over their fastest.</summary>
    public double RatioOfFastest => Ours.Min() / Theirs.Min();

    /// <summary>Both medians, both minima and the number of rounds.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Name}: median {Micro(Median(Ours))} / {Micro(Median(Theirs))}, fastest {Micro(Ours.Min())} / {Micro(Theirs.Min())} = {RatioOfFastest:0.000}, {Ours.Length} rounds");

    private static string Micro(double seconds) => FormattableString.Invariant($"{seconds * 1e6:0.###} µs");

    private static double Median(double[] values)
    {
        Array.Sort(values = [.. values]);
        return (values[values.Length / 2] + values[(values.Length - 1) / 2]) / 2;
    }
}
