namespace AutoGrad.Drawing;

/// <summary>The line of a program that recorded a node.</summary>
/// <param name="File">The path of the file, as the compiler saw it; <c>null</c> where there is no debug information.</param>
/// <param name="Line">The line in it, from 1; 0 where it is not known.</param>
/// <param name="Method">The method, with its type.</param>
public sealed record GraphSource(string? File, int Line, string? Method)
{
    /// <summary>The file and line, or else the method.</summary>
    public override string ToString() => File is not null ? FormattableString.Invariant($"{File}:{Line}") : Method ?? "";
}
