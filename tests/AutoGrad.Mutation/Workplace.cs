namespace AutoGrad.Mutation;

/// <summary>The folder of a mutation run: the built tests with the mutated engine, and what is known of mutants and tests so far.</summary>
internal sealed class Workplace(string folder)
{
    public string Folder => folder;

    /// <summary>A copy of the tests' output folder; this program's processes run from there.</summary>
    public string Tests => Path.Combine(folder, "tests");

    /// <summary>Line by line: number, file, kind and change of a mutant.</summary>
    public string Mutants => Path.Combine(folder, "mutants.tsv");

    /// <summary>Line by line: a test's identity, name and processor time in milliseconds, and the mutants that it covers.</summary>
    public string Coverage => Path.Combine(folder, "coverage.tsv");

    /// <summary>Line by line: number of a mutant, verdict, and the test or reason.</summary>
    public string Verdicts => Path.Combine(folder, "verdicts.tsv");

    public IEnumerable<Mutant> ReadMutants() => File.ReadLines(Mutants).Select(Mutant.FromLine);

    /// <summary>Fields of the lines that a file has so far; none if there is no file.</summary>
    public static IEnumerable<string[]> ReadFields(string path) => File.Exists(path) ? File.ReadLines(path).Select(line => line.Split('\t')) : [];
}
