using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace AutoGrad.Mutation;

/// <summary>Tests one mutant after the other in this process, and writes a verdict for each.</summary>
internal sealed class Worker : IDisposable
{
    public const string Started = "Started";

    /// <summary>The process can't be trusted any more: too many tests fail without a mutant.</summary>
    public const int Spoilt = 3;

    private const int MostUnreliable = 12;

    private const int RecentKillers = 6;
    private const int Chunk = 24;

    private static readonly TimeSpan s_least = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan s_standstill = TimeSpan.FromMinutes(5);

    private readonly EngineTests tests = new();
    private readonly Coverage coverage;
    private readonly StreamWriter verdicts;
    private readonly List<ITestCase> killers = [];
    private readonly HashSet<ITestCase> unreliable = [];

    public Worker(Workplace workplace, double mostMilliseconds)
    {
        coverage = new(workplace.Coverage, tests.ById, mostMilliseconds);
        verdicts = new(workplace.Verdicts, append: true) { AutoFlush = true };
    }

    /// <summary>The verdict on a mutant; the process ends if it runs for longer than the tests ever did.</summary>
    public int Judge(int mutant)
    {
        IReadOnlyList<ITestCase> covering = coverage.Of(mutant);
        if (covering.Count == 0)
        {
            Write(mutant, "NoCoverage", "");
            return 0;
        }

        Write(mutant, Started, "");
        using Timer watch = Watch(mutant, s_least + (2 * coverage.TimeOf(mutant)));
        while (true)
        {
            ITestCase? killer = Order(covering).Select(chunk => MutantSwitch.With(mutant, () => tests.FirstFailure(chunk))).FirstOrDefault(failed => failed is not null);
            if (killer is null)
            {
                Write(mutant, "Survived", string.Create(CultureInfo.InvariantCulture, $"{covering.Count} tests"));
                return 0;
            }

            // A test kills only if it passes again without the mutant: what an earlier mutant left behind in the process kills nothing.
            if (tests.FirstFailure([killer]) is null)
            {
                killers.Remove(killer);
                killers.Insert(0, killer);
                Write(mutant, "Killed", killer.DisplayName.ReplaceLineEndings(" "));
                return 0;
            }

            unreliable.Add(killer);
            if (unreliable.Count > MostUnreliable)
            {
                return Spoilt;
            }
        }
    }

    public void Dispose() => verdicts.Dispose();

    /// <summary>What killed other mutants of late comes first, test by test; then the rest, the quickest first.</summary>
    private IEnumerable<ITestCase[]> Order(IReadOnlyList<ITestCase> covering)
    {
        ITestCase[] first = [.. killers.Intersect(covering).Except(unreliable).Take(RecentKillers)];
        return [.. first.Select(test => new[] { test }), .. covering.Except(first).Except(unreliable).Chunk(Chunk)];
    }

    /// <summary>Ends the process when a mutant's tests have taken too much processor time, so that a busy machine kills no mutant; or stand still.</summary>
    private Timer Watch(int mutant, TimeSpan limit)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        var wall = Stopwatch.StartNew();
        return new(
            _ =>
            {
                if (Environment.CpuUsage.TotalTime - start > limit || wall.Elapsed > s_standstill)
                {
                    Write(mutant, "Timeout", string.Create(CultureInfo.InvariantCulture, $"after {limit.TotalSeconds:F0} s of processor time"));
                    Process.GetCurrentProcess().Kill();
                }
            },
            null,
            1000,
            1000);
    }

    private void Write(int mutant, string verdict, string reason) =>
        verdicts.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mutant}\t{verdict}\t{reason}"));
}
