using System.Numerics;

namespace AutoGrad.Drawing;

/// <summary>Finds the box of each node: the innermost region of the tape that it was recorded in.</summary>
internal static class ScopeReader
{
    /// <summary>The operands of a node, by their numbers in the graph.</summary>
    public delegate ReadOnlySpan<int> OperandsOf(int id);

    public static GraphScope?[] Read<T>(Tape<T> tape, List<int> records, OperandsOf operands, out IReadOnlyList<GraphScope> all)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] places = Places(tape, records);
        LiftLeaves(tape, records, operands, places);
        var made = new Dictionary<int, GraphScope>();
        var scopes = new List<GraphScope>();
        foreach (int region in places.SelectMany(place => Chain(tape, place)).Distinct().Order())
        {
            TapeScope opened = tape.ScopeAt(region);
            GraphScope? parent = opened.Parent < 0 ? null : made[opened.Parent];
            made[region] = new GraphScope(scopes.Count, Shorten(opened.Name, opened.Parent < 0 ? null : tape.ScopeAt(opened.Parent).Name), Describe(opened.Owner), parent);
            scopes.Add(made[region]);
        }

        all = scopes;
        return [.. places.Select(place => place < 0 ? null : made[place])];
    }

    /// <summary>Regions are numbered as they were opened, so the last one that holds a record is the innermost.</summary>
    private static int[] Places<T>(Tape<T> tape, List<int> records)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var places = new int[records.Count];
        Array.Fill(places, -1);
        for (int region = 0; region < tape.ScopeCount; region++)
        {
            TapeScope scope = tape.ScopeAt(region);
            int at = records.BinarySearch(scope.First);
            for (int id = at < 0 ? ~at : at; id < records.Count && records[id] < scope.End; id++)
            {
                places[id] = region;
            }
        }

        return places;
    }

    /// <summary>A leaf goes to the box around all that read it: a weight that every step shares belongs to no single one.</summary>
    private static void LiftLeaves<T>(Tape<T> tape, List<int> records, OperandsOf operands, int[] places)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int id = 0; id < records.Count; id++)
        {
            foreach (int operand in operands(id))
            {
                if (tape.Node(records[operand]).Recorder is null)
                {
                    places[operand] = Common(tape, places[operand], places[id]);
                }
            }
        }
    }

    private static int Common<T>(Tape<T> tape, int a, int b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // A region has a larger number than the one around it.
        while (a != b)
        {
            (a, b) = a > b ? (tape.ScopeAt(a).Parent, b) : (a, tape.ScopeAt(b).Parent);
        }

        return a;
    }

    private static IEnumerable<int> Chain<T>(Tape<T> tape, int region)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (; region >= 0; region = tape.ScopeAt(region).Parent)
        {
            yield return region;
        }
    }

    /// <summary>What an owner says of itself; one that only says its type says nothing.</summary>
    private static string? Describe(object? owner) => owner?.ToString() is { } text && text != owner.GetType().ToString() ? text : null;

    /// <summary>A module's name holds those of the modules around it; inside of their boxes the rest is enough.</summary>
    private static string Shorten(string name, string? around) =>
        around is not null && name.Length > around.Length + 1 && name.StartsWith(around, StringComparison.Ordinal) && name[around.Length] == '.'
            ? name[(around.Length + 1)..]
            : name;
}
