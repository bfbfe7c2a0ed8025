using System.Text.RegularExpressions;

namespace AutoGrad.Mutation;

/// <summary>A change of the source that Stryker made: where, of which kind, and the text before and after.</summary>
internal sealed partial record Mutant(int Id, string File, string Kind, string Change)
{
    /// <summary>The mutants of Stryker's log, which names a file before the mutants in it.</summary>
    public static IEnumerable<Mutant> ReadLog(string log)
    {
        string file = "";
        foreach (string entry in Entry().Split(log))
        {
            if (Mutating().Match(entry) is { Success: true } mutating)
            {
                file = mutating.Groups["file"].Value;
            }
            else if (Created().Match(entry) is { Success: true } created)
            {
                yield return new(int.Parse(created.Groups["id"].ValueSpan, null), file, created.Groups["kind"].Value, OneLine(created.Groups["change"].Value));
            }
        }
    }

    public string ToLine() => $"{Id}\t{File}\t{Kind}\t{Change}";

    public static Mutant FromLine(string line)
    {
        string[] fields = line.Split('\t');
        return new(int.Parse(fields[0], null), fields[1], fields[2], fields[3]);
    }

    private static string OneLine(string text) => Space().Replace(text, " ");

    [GeneratedRegex(@"\n(?=\d{4}-\d\d-\d\dT)")]
    private static partial Regex Entry();

    [GeneratedRegex("""\[DBG\] Mutating ".*/src/AutoGrad/(?<file>[^"]+)" """)]
    private static partial Regex Mutating();

    [GeneratedRegex("""\[DBG\] Mutant (?<id>\d+) created (?<change>.*) using "Stryker\.Core\.Mutators\.(?<kind>\w+)Mutator" """, RegexOptions.Singleline)]
    private static partial Regex Created();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
