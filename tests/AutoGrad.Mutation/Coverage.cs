using System.Globalization;
using Xunit.Abstractions;

namespace AutoGrad.Mutation;

/// <summary>Which tests go through a mutant's place, and how much processor time each of them takes.</summary>
internal sealed class Coverage
{
    private readonly Dictionary<int, List<(ITestCase Test, double Milliseconds)>> tests = [];

    /// <param name="path">What <see cref="Take"/> has written.</param>
    /// <param name="known">The tests by identity.</param>
    /// <param name="most">The processor time in milliseconds beyond which a test is left out.</param>
    public Coverage(string path, IReadOnlyDictionary<string, ITestCase> known, double most)
    {
        foreach (string[] fields in Workplace.ReadFields(path))
        {
            double time = double.Parse(fields[2], CultureInfo.InvariantCulture);
            foreach (string mutant in time <= most ? fields[3].Split(',', StringSplitOptions.RemoveEmptyEntries) : [])
            {
                int id = int.Parse(mutant, CultureInfo.InvariantCulture);
                tests.TryAdd(id, []);
                tests[id].Add((known[fields[0]], time));
            }
        }
    }

    /// <summary>The tests that a mutant must pass to survive, the quickest first.</summary>
    public IReadOnlyList<ITestCase> Of(int mutant) => [.. Covering(mutant).OrderBy(test => test.Milliseconds).Select(test => test.Test)];

    /// <summary>The processor time of all of them.</summary>
    public TimeSpan TimeOf(int mutant) => TimeSpan.FromMilliseconds(Covering(mutant).Sum(test => test.Milliseconds));

    /// <summary>Runs every test by itself and writes what it covers; tests of kernels alone are left out.</summary>
    public static void Take(string path, EngineTests tests)
    {
        HashSet<string> known = [.. Workplace.ReadFields(path).Select(fields => fields[0])];
        using var file = new StreamWriter(path, append: true) { AutoFlush = true };
        foreach (ITestCase test in tests.ById.Values.Where(test => !known.Contains(test.UniqueID) && !test.DisplayName.StartsWith("AutoGrad.Tests.Kernels.", StringComparison.Ordinal)))
        {
            ITestCase? failed = null;
            TimeSpan start = Environment.CpuUsage.TotalTime;
            int[] covered = [.. MutantSwitch.CoveredBy(() => failed = tests.FirstFailure([test]))];
            double time = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
            if (failed is null)
            {
                file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{test.UniqueID}\t{test.DisplayName.ReplaceLineEndings(" ")}\t{time:F1}\t{string.Join(',', covered)}"));
            }
            else
            {
                Console.WriteLine($"left out, since it fails without a mutant: {test.DisplayName}");
            }
        }
    }

    private List<(ITestCase Test, double Milliseconds)> Covering(int mutant) => tests.GetValueOrDefault(mutant, []);
}
