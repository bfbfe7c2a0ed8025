using System.Text.RegularExpressions;

namespace AutoGrad.Samples.Tests.Docs;

/// <summary>Every relative link in the documentation leads somewhere, its anchor included.</summary>
public partial class LinkTests
{
    public static TheoryData<string> Pages => [.. Repository.Pages()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_of_a_page_lead_to_a_file_and_a_heading(string page)
    {
        var broken = new List<string>();
        string text = FencedCode().Replace(File.ReadAllText(Repository.PathOf(page)), "");
        foreach (Match link in Link().Matches(text))
        {
            string target = link.Groups["target"].Value;
            if (target.Contains("://", StringComparison.Ordinal))
            {
                continue;
            }

            string[] parts = target.Split('#', 2);
            string file = parts[0].Length == 0 ? Repository.PathOf(page) : Path.Combine(Path.GetDirectoryName(Repository.PathOf(page))!, parts[0]);
            bool leads = parts.Length == 1
                ? File.Exists(file) || Directory.Exists(file)
                : File.Exists(file) && Headings(File.ReadAllText(file)).Contains(parts[1]);
            if (!leads)
            {
                broken.Add(target);
            }
        }

        Assert.True(broken.Count == 0, $"{page}: {string.Join(", ", broken)}");
    }

    [Fact]
    public void Documentation_has_links() => Assert.Contains(Repository.Pages(), page => Link().IsMatch(File.ReadAllText(Repository.PathOf(page))));

    /// <summary>The anchors that a page's headings get: lower case, words joined by hyphens, no punctuation.</summary>
    private static HashSet<string> Headings(string text) =>
    [
        .. Heading().Matches(FencedCode().Replace(text, "")).Select(heading => Punctuation().Replace(heading.Groups["title"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-')),
    ];

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<title>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencedCode();
}
