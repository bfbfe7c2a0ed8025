using System.Diagnostics;

namespace AutoGrad.Bench.Ratios;

/// <summary>Two ways of doing the same work, timed in turns within one run, so that what disturbs one disturbs the other.</summary>
/// <remarks>
/// A round times a short batch of each candidate (about 2 ms, or one call); which of the two goes first changes from round to round. The
/// figure is the median of the rounds' ratios. Candidates of one thread are compared by processor time, which leaves out the time that
/// other programs had the core and on an idle machine equals the time on the clock; candidates of several threads by the clock.
/// </remarks>
internal sealed class Duel(string name, Action ours, Action theirs, bool byClock = false)
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
        var ourTimes = new List<Elapsed>();
        var theirTimes = new List<Elapsed>();
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

        return new DuelResult(Name, ourTimes, theirTimes, byClock);
    }

    private static int CallsForBatch(Action candidate)
    {
        int calls = 1;
        while (calls < 1_000_000)
        {
            double fastest = Math.Min(Time(candidate, calls).Clock, Time(candidate, calls).Clock);
            if (fastest * calls >= BatchSeconds / 2)
            {
                return Math.Max(1, (int)(BatchSeconds / fastest));
            }

            calls *= 2;
        }

        return calls;
    }

    private static Elapsed Time(Action candidate, int calls)
    {
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            candidate();
        }

        double clock = SecondsSince(start);
        return new Elapsed(clock / calls, (Environment.CpuUsage.TotalTime - processor).TotalSeconds / calls);
    }

    private static double SecondsSince(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;
}

/// <summary>Seconds a call, on the clock and on the processor.</summary>
internal readonly record struct Elapsed(double Clock, double Processor);

/// <summary>The times of all rounds.</summary>
internal sealed record DuelResult(string Name, IReadOnlyList<Elapsed> Ours, IReadOnlyList<Elapsed> Theirs, bool ByClock)
{
    /// <summary>The median over the rounds of our time over theirs.</summary>
    public double Ratio => RatioOf(ByClock);

    /// <summary>Both medians, both minima and the number of rounds.</summary>
    public override string ToString()
    {
        double ourFastest = Ours.Min(time => time.Clock), theirFastest = Theirs.Min(time => time.Clock);
        return FormattableString.Invariant(
            $"{Name}: clock {Micro(Ours, true)} / {Micro(Theirs, true)} = {RatioOf(true):0.000}, processor {Micro(Ours, false)} / {Micro(Theirs, false)} = {RatioOf(false):0.000}, fastest {ourFastest * 1e6:0.###} / {theirFastest * 1e6:0.###} = {ourFastest / theirFastest:0.000}, {Ours.Count} rounds");
    }

    private static string Micro(IEnumerable<Elapsed> times, bool byClock) =>
        FormattableString.Invariant($"{1e6 * Median(times.Select(time => Choose(time, byClock))):0.###} µs");

    private static double Choose(Elapsed time, bool byClock) => byClock ? time.Clock : time.Processor;

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    private double RatioOf(bool byClock) => Median(Ours.Zip(Theirs, (a, b) => Choose(a, byClock) / Choose(b, byClock)));
}
