namespace AutoGrad.Memory;

/// <summary>A point of an arena to rewind to.</summary>
internal readonly record struct ArenaMark(int Chunk, int Position);
