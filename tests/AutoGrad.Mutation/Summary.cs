using System.Globalization;

namespace AutoGrad.Mutation;

/// <summary>The figures of a run, folder by folder, and the mutants that were not killed.</summary>
internal static class Summary
{
    private static readonly string[] s_verdicts = ["Killed", "Timeout", "Crash", "Survived", "NoCoverage"];

    public static void Write(Workplace workplace, TextWriter output)
    {
        Dictionary<int, string> last = Workplace.ReadFields(workplace.Verdicts)
            .GroupBy(fields => int.Parse(fields[0], CultureInfo.InvariantCulture), fields => fields[1])
            .ToDictionary(verdicts => verdicts.Key, verdicts => verdicts.Last() == Worker.Started ? "Crash" : verdicts.Last());
        Mutant[] mutants = [.. workplace.ReadMutants().Where(mutant => last.ContainsKey(mutant.Id))];
        foreach (Mutant mutant in mutants.Where(mutant => last[mutant.Id] is "Survived" or "NoCoverage"))
        {
            output.WriteLine($"{last[mutant.Id]}: {mutant.File}: {mutant.Change}");
        }

        output.WriteLine($"| folder | mutants | {string.Join(" | ", s_verdicts)} |");
        foreach (IGrouping<string?, Mutant> group in mutants.GroupBy(mutant => Path.GetDirectoryName(mutant.File)))
        {
            output.WriteLine($"| {group.Key} | {group.Count()} | {string.Join(" | ", s_verdicts.Select(verdict => group.Count(mutant => last[mutant.Id] == verdict)))} |");
        }
    }
}
