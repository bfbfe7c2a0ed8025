using System.Text.RegularExpressions;

namespace AutoGrad.Samples.Tests.Docs;

/// <summary>Part of a program, or of what it prints, as a page shows it.</summary>
/// <remarks>
/// A <c>cs</c> block under <c>&lt;!-- lines of FILE --&gt;</c>, or a <c>text</c> block under <c>&lt;!-- output of FILE --&gt;</c>.
/// A page's <c>csharp</c> blocks are programs of their own instead, see <see cref="CodeBlock"/>.
/// </remarks>
internal sealed partial record Excerpt(string Page, string Kind, string? File, string Text)
{
    /// <summary>The excerpts of a page; a <c>cs</c> block that names no file is one without a file.</summary>
    public static IReadOnlyList<Excerpt> Of(string page, string text) =>
    [
        .. Block().Matches(text.ReplaceLineEndings("\n"))
            .Where(match => match.Groups["kind"].Success || match.Groups["language"].Value == "cs")
            .Select(match => new Excerpt(
                page,
                match.Groups["kind"].Success ? match.Groups["kind"].Value : "lines",
                match.Groups["file"].Success ? match.Groups["file"].Value : null,
                match.Groups["text"].Value)),
    ];

    public static IReadOnlyList<Excerpt> Of(string page) => Of(page, System.IO.File.ReadAllText(Repository.PathOf(page)));

    /// <summary>The lines of a text without indentation and without empty ones.</summary>
    public static string[] Lines(string text) =>
        text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether all lines stand in a program, one after the other.</summary>
    public bool IsIn(string program)
    {
        string[] part = Lines(Text);
        string[] whole = Lines(program);
        return part.Length > 0 && Enumerable.Range(0, whole.Length).Any(start => whole.Skip(start).Take(part.Length).SequenceEqual(part));
    }

    [GeneratedRegex(@"(?:^<!-- (?<kind>lines|output) of (?<file>\S+) -->\n)?^```(?<language>\w*)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
