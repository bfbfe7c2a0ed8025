namespace AutoGrad.Nn.Serialization;

/// <summary>How much a file and a state may differ when one is loaded into the other; not at all unless said so.</summary>
public sealed class SafeTensorsLoadOptions
{
    /// <summary>Which names of the state are loaded; all unless given. The others are left as they are, whether or not the file has them.</summary>
    /// <example>The body of a model, its head being new: <code>new() { Only = name => name.StartsWith("hidden.", StringComparison.Ordinal) }</code></example>
    public Func<string, bool>? Only { get; init; }

    /// <summary>Whether names that the file lacks are left as they are.</summary>
    public bool AllowMissing { get; init; }

    /// <summary>Whether names that the state lacks are passed over.</summary>
    public bool AllowUnknown { get; init; }

    /// <summary>The name in the file for a name of the state, asked for every one; the same name unless given.</summary>
    /// <example>The model alone out of a checkpoint of a trainer: <code>new() { NameInFile = name => $"model.{name}", AllowUnknown = true }</code></example>
    public Func<string, string>? NameInFile { get; init; }
}
