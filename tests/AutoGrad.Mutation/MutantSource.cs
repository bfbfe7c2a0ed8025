using System.Diagnostics;

namespace AutoGrad.Mutation;

/// <summary>Has Stryker mutate and compile the engine, and takes the result before Stryker begins to test it.</summary>
internal static class MutantSource
{
    /// <summary>Mutants of text say nothing that a test of behaviour could find out.</summary>
    private static readonly string[] s_ignored = ["String", "InterpolatedString"];

    private static readonly string[] s_folders = ["Operations/", "Numbers/", "Sweeps/"];

    /// <summary>What describes operations is filled in by static initialisers, once in a process, whichever mutant is tested later.</summary>
    private static readonly string[] s_descriptions = ["Operations/OperationInfo.cs", "Operations/Interval.cs", "Operations/Probe.cs", "Operations/Sample.cs"];

    public static void Prepare(Workplace workplace, string repository)
    {
        string tests = Path.Combine(repository, "tests", "AutoGrad.Tests");
        string reports = Path.Combine(workplace.Folder, "stryker");
        using Process stryker = Process.Start(new ProcessStartInfo("dotnet", ["stryker", "--log-to-file", "--skip-version-check", "--output", reports])
        {
            WorkingDirectory = tests,
            RedirectStandardOutput = true,
        })!;
        while (stryker.StandardOutput.ReadLine() is { } line && !line.Contains("Capture mutant coverage", StringComparison.Ordinal))
        {
            Console.WriteLine(line);
        }

        string output = Path.Combine(tests, "bin", "Release", "net10.0");
        Copy(output, workplace.Tests);
        stryker.Kill(entireProcessTree: true);
        File.Move(Path.Combine(output, "AutoGrad.dll.stryker-unchanged"), Path.Combine(output, "AutoGrad.dll"), overwrite: true);
        Copy(AppContext.BaseDirectory, workplace.Tests);
        HashSet<int> compiled = MutatedAssembly.Prepare(Path.Combine(workplace.Tests, "AutoGrad.dll"));
        string log = string.Join('\n', Directory.GetFiles(Path.Combine(reports, "logs"), "log-*.txt").Order(StringComparer.Ordinal).Select(File.ReadAllText));
        Mutant[] mutants = [.. Mutant.ReadLog(log).Where(mutant => compiled.Contains(mutant.Id) && IsWanted(mutant))];

        // In random order, so that the part of a run that was done is a sample of the whole.
        new Random(1).Shuffle(mutants);
        File.WriteAllLines(workplace.Mutants, mutants.Select(mutant => mutant.ToLine()));
    }

    private static bool IsWanted(Mutant mutant) =>
        !s_ignored.Contains(mutant.Kind)
        && !s_descriptions.Contains(mutant.File)
        && s_folders.Any(folder => mutant.File.StartsWith(folder, StringComparison.Ordinal));

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}
