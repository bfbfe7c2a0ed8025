namespace AutoGrad.Nn.Serialization;

/// <summary>Several states as one, so that they go into one file: names in it are those of the part, a dot, and the name in the part.</summary>
/// <example><code>SafeTensors.Save("model.safetensors", new CompositeState(("model", model), ("scale", standardization)));</code></example>
public sealed class CompositeState : IStateful
{
    private readonly (string Name, IStateful State)[] parts;

    /// <summary>States with their names.</summary>
    /// <exception cref="ModuleException">There is none, or a name is empty, has a dot, or is given twice.</exception>
    public CompositeState(params ReadOnlySpan<(string Name, IStateful State)> parts)
    {
        if (parts.IsEmpty)
        {
            throw new ModuleException("CompositeState: there is no part");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, IStateful state) in parts)
        {
            ArgumentNullException.ThrowIfNull(name, nameof(parts));
            ArgumentNullException.ThrowIfNull(state, nameof(parts));
            if (name.Length == 0 || name.Contains('.', StringComparison.Ordinal))
            {
                throw new ModuleException($"CompositeState: the name '{name}' is empty or contains a dot, which separates levels");
            }

            if (!names.Add(name))
            {
                throw new ModuleException($"CompositeState: the name '{name}' is given to two parts");
            }
        }

        this.parts = parts.ToArray();
    }

    /// <inheritdoc/>
    public IEnumerable<StateSlot> State() => parts.SelectMany(part => part.State.State().Select(slot => slot.Under(part.Name)));
}
