using System.Text.RegularExpressions;

namespace AutoGrad.Samples.Tests.Docs;

/// <summary>The diagram of docs/architecture.md: projects outside of the frame, namespaces of the engine inside, and arrows.</summary>
/// <remarks>
/// A node is <c>id["Name&lt;br&gt;what it is"]</c> or the frame <c>subgraph id["Name"]</c>; an arrow is <c>a --&gt; b</c> or
/// <c>a &lt;--&gt; b</c>, with <c>a &amp; b</c> for several at either end.
/// </remarks>
internal sealed partial class ArchitectureDiagram
{
    private readonly Dictionary<string, string> names = [];

    public ArchitectureDiagram(string page)
    {
        bool isInFrame = false;
        foreach (string line in Fence().Match(page.ReplaceLineEndings("\n")).Groups["diagram"].Value.Split('\n'))
        {
            if (Node().Match(line) is { Success: true } node)
            {
                bool isFrame = node.Groups["frame"].Success;
                string name = node.Groups["name"].Value;
                names.Add(node.Groups["id"].Value, name);
                (isInFrame && !isFrame ? Namespaces : Projects).Add(name);
                isInFrame |= isFrame;
            }
            else if (Arrow().Match(line) is { Success: true } arrow)
            {
                foreach ((string from, string to) in EndsOf(arrow.Groups["from"].Value, arrow.Groups["to"].Value))
                {
                    Arrows.Add((from, to));
                    if (arrow.Groups["back"].Success)
                    {
                        Arrows.Add((to, from));
                    }
                }
            }
            else if (line.Trim() == "end")
            {
                isInFrame = false;
            }
        }
    }

    public HashSet<string> Projects { get; } = [];

    public HashSet<string> Namespaces { get; } = [];

    public HashSet<(string From, string To)> Arrows { get; } = [];

    private IEnumerable<(string From, string To)> EndsOf(string left, string right) =>
        from a in left.Split('&', StringSplitOptions.TrimEntries)
        from b in right.Split('&', StringSplitOptions.TrimEntries)
        select (names[a], names[b]);

    [GeneratedRegex("^```mermaid\n(?<diagram>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("""^\s*(?<frame>subgraph )?(?<id>\w+)\["(?<name>[\w.]+)""")]
    private static partial Regex Node();

    [GeneratedRegex("^ *(?<from>[\\w &]+?) (?<back><)?--> (?<to>[\\w &]+?) *$")]
    private static partial Regex Arrow();
}
