using System.Text.RegularExpressions;

namespace AutoGrad.Samples.Tests.Docs;

/// <summary>A program out of a page: a <c>csharp</c> block with the blocks it continues, and what it must print.</summary>
/// <remarks>
/// A comment before a block says how it is read: <c>&lt;!-- continues --&gt;</c> puts the page's previous program before it;
/// <c>&lt;!-- output --&gt;</c> before a <c>text</c> block says that the program above must print that text last.
/// </remarks>
internal sealed partial record CodeBlock(string Page, int Line, IReadOnlyList<string> Sources, string? Output)
{
    public static IReadOnlyList<CodeBlock> Of(string page, string text)
    {
        var blocks = new List<CodeBlock>();
        foreach (Match match in Block().Matches(text.ReplaceLineEndings("\n")))
        {
            string code = match.Groups["code"].Value;
            string marker = match.Groups["marker"].Value;
            if (match.Groups["language"].Value == "csharp")
            {
                int line = 1 + text.AsSpan(0, match.Groups["code"].Index).Count('\n');
                IReadOnlyList<string> before = marker == "continues" ? blocks[^1].Sources : [];
                blocks.Add(new CodeBlock(page, line, [.. before, code], null));
            }
            else if (marker == "output")
            {
                blocks[^1] = blocks[^1] with { Output = code };
            }
        }

        return blocks;
    }

    public override string ToString() => $"{Page}:{Line}";

    [GeneratedRegex(@"(?:^<!-- (?<marker>continues|output) -->\n)?^```(?<language>\w*)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
