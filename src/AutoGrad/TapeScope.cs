namespace AutoGrad;

/// <summary>A region of a tape: the records from <see cref="First"/> on to the one before <see cref="End"/>.</summary>
internal struct TapeScope
{
    public string Name;
    public object? Owner;

    /// <summary>The region around this one, or -1.</summary>
    public int Parent;
    public int First;
    public int End;
}
