namespace AutoGrad.Drawing;

/// <summary>A box of a drawn graph: the nodes that were recorded in one region, such as one call of a module.</summary>
public sealed class GraphScope
{
    internal GraphScope(int id, string name, string? description, GraphScope? parent)
    {
        Id = id;
        Name = name;
        Description = description;
        Parent = parent;
    }

    /// <summary>The place of the scope in <see cref="Graph.Scopes"/>.</summary>
    public int Id { get; }

    /// <summary>The name that the region was opened with, such as <c>hidden.0</c>.</summary>
    public string Name { get; }

    /// <summary>What its owner says of itself, such as <c>linear(2 -> 3)</c>; <c>null</c> where nobody owns it.</summary>
    public string? Description { get; }

    /// <summary>The scope around it.</summary>
    public GraphScope? Parent { get; }

    /// <summary>The names from the outermost scope to this one, with slashes between them.</summary>
    public string Path => Parent is null ? Name : $"{Parent.Path}/{Name}";

    /// <summary>The number of scopes around it.</summary>
    public int Depth => Parent is null ? 0 : Parent.Depth + 1;

    /// <summary>The path.</summary>
    public override string ToString() => Path;

    /// <summary>Whether another scope is this one or lies inside of it.</summary>
    public bool Holds(GraphScope? other)
    {
        while (other is not null && !ReferenceEquals(other, this))
        {
            other = other.Parent;
        }

        return other is not null;
    }
}
