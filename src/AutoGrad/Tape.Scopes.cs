namespace AutoGrad;

/// <content>Regions of the tape, which drawings show as boxes.</content>
public sealed partial class Tape<T>
{
    private TapeScope[] scopes = [];
    private int openScope = -1;

    /// <summary>The number of regions since the last reset.</summary>
    internal int ScopeCount { get; private set; }

    /// <summary>
    /// Until the returned scope is disposed, what is recorded belongs to a box of this name in drawings. Scopes nest; those of the nn
    /// layer's modules are opened by the modules themselves.
    /// </summary>
    /// <remarks>Costs a few nanoseconds and, once the tape is warm, no memory.</remarks>
    /// <example><code>using (tape.Scope("encoder")) { ... }</code></example>
    /// <param name="name">What the box is called. A dot separates levels: the name of the box around, with its dot, is left out.</param>
    /// <param name="owner">
    /// What the region is a call of; its <see cref="object.ToString"/> describes the box. A region of the same owner inside of it, opened
    /// before anything else is, is the same region.
    /// </param>
    public NamedScope Scope(string name, object? owner = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (IsScratch || (openScope >= 0 && owner is not null && ReferenceEquals(scopes[openScope].Owner, owner)))
        {
            return default;
        }

        int opened = ScopeCount;
        if (opened == scopes.Length)
        {
            Array.Resize(ref scopes, Math.Max(8, 2 * opened));
        }

        // A place holds mostly what it held the round before; a reference that goes to the heap costs more than looking.
        ref TapeScope scope = ref scopes[opened];
        if (!ReferenceEquals(scope.Name, name))
        {
            scope.Name = name;
        }

        if (!ReferenceEquals(scope.Owner, owner))
        {
            scope.Owner = owner;
        }

        scope.Parent = openScope;
        scope.First = count;
        scope.End = int.MaxValue;
        ScopeCount = opened + 1;
        openScope = opened;
        return new NamedScope(this, opened);
    }

    internal TapeScope ScopeAt(int scope) => scopes[scope];

    private void CloseScope(int scope, int generation)
    {
        if (generation == Generation)
        {
            scopes[scope].End = count;
            openScope = scopes[scope].Parent;
        }
    }

    /// <summary>A region of the tape that is a box in drawings; made by <see cref="Scope"/>.</summary>
    public readonly struct NamedScope : IDisposable
    {
        private readonly Tape<T>? tape;
        private readonly int scope;
        private readonly int generation;

        internal NamedScope(Tape<T> tape, int scope)
        {
            this.tape = tape;
            this.scope = scope;
            generation = tape.Generation;
        }

        /// <summary>Ends the region. After a reset of the tape, which ended all of them, nothing happens.</summary>
        public void Dispose() => tape?.CloseScope(scope, generation);
    }
}
