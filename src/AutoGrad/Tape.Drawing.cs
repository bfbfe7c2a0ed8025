using AutoGrad.Drawing;

namespace AutoGrad;

/// <content>What drawings of the graph read.</content>
public sealed partial class Tape<T>
{
    private Dictionary<int, string>? names;
    private bool keepsSources;

    /// <summary>Whether each record remembers the file and line that made it, for drawings; <see cref="DetectAnomalies"/> has them too.</summary>
    /// <remarks>For looking at a graph: each record then takes some 10 microseconds. Off, it costs nothing.</remarks>
    public bool KeepSources
    {
        get => keepsSources;
        set
        {
            keepsSources = value;
            inspects = detectsAnomalies || keepsSources;
        }
    }

    internal void SetName(int node, string name) => (names ??= [])[node] = name;

    internal string? NameOf(int node) =>
        names is not null && names.TryGetValue(node, out string? name) ? name : ParameterOf(node)?.Name;

    /// <summary>Whether the gradients that can be read are those of a sweep that passed this record; after a sweep from elsewhere they would tell nothing of it.</summary>
    internal bool HasGradientsBehind(int root) => Node(root).Recorder is null || (sweep > 0 && WasSwept(root));

    /// <summary>The graph behind a record.</summary>
    internal Graph Draw(int root, int mostValues, string title)
    {
        int before = Enter();
        user = Environment.CurrentManagedThreadId;
        try
        {
            CheckParameters("Draw()");
            return GraphReader<T>.Read(this, root, mostValues, title);
        }
        finally
        {
            Exit(before);
        }
    }
}
