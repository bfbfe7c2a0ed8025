namespace AutoGrad.Oracle;

/// <summary>The outcome of one file.</summary>
internal sealed class Report(string file)
{
    private readonly List<string> _failures = [];
    private readonly List<string> _differences = [];
    private readonly SortedDictionary<string, int> _unsupported = new(StringComparer.Ordinal);
    private int _passed;

    /// <summary>Cases that agree.</summary>
    public int Passed => _passed;

    /// <summary>Cases that disagree where this library departs from libtorch on purpose.</summary>
    public int Different => _differences.Count;

    /// <summary>How many cases there are of each operation that this library does not have.</summary>
    public IReadOnlyDictionary<string, int> Unsupported => _unsupported;

    /// <summary>Cases that disagree with the reference, could not be read, or threw.</summary>
    public int Failed => _failures.Count;

    /// <summary>Counts a case that agrees.</summary>
    public void AddPassed() => _passed++;

    /// <summary>Counts a case that failed, and says why.</summary>
    public void AddFailed(string id, string why) => _failures.Add($"  failed {id}: {why}");

    /// <summary>Counts a case that disagrees where this library departs from libtorch on purpose.</summary>
    public void AddDifferent(string id, Discrepancy worst, string reason) =>
        _differences.Add($"  different by design {id}: {worst}\n    {reason}");

    /// <summary>Counts a case of an operation that this library does not have.</summary>
    public void AddUnsupported(string operation) =>
        _unsupported[operation] = _unsupported.GetValueOrDefault(operation) + 1;

    /// <summary>Writes the counts in one line, then what is not a pass, one line each.</summary>
    public void WriteTo(TextWriter writer)
    {
        var different = _differences.Count > 0 ? $", {_differences.Count} different by design" : "";
        writer.WriteLine($"{file}: {_passed} passed, {Failed} failed, {_unsupported.Values.Sum()} unsupported{different}");
        foreach (var line in _failures.Concat(_differences))
        {
            writer.WriteLine(line);
        }

        foreach (var (operation, count) in _unsupported)
        {
            writer.WriteLine($"  unsupported {operation}: {count}");
        }
    }
}
