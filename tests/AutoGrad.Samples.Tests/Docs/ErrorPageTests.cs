using AutoGrad.Errors;
using AutoGrad.Nn;

namespace AutoGrad.Samples.Tests.Docs;

/// <summary>Every public error has a page that shows its message as it really comes, and the index leads to all of them.</summary>
public class ErrorPageTests
{
    public static TheoryData<string> Errors => [.. Names];

    private static IEnumerable<string> Names => new[] { typeof(AutoGradException).Assembly, typeof(ModuleException).Assembly }
        .SelectMany(assembly => assembly.GetExportedTypes())
        .Where(typeof(Exception).IsAssignableFrom)
        .Select(error => error.Name);

    [Theory]
    [MemberData(nameof(Errors))]
    public void Error_has_a_page_that_provokes_it(string error)
    {
        string page = Repository.PathOf("docs", "errors", error + ".md");
        Assert.True(File.Exists(page), $"docs/errors/{error}.md is missing: show the message, the cause and the cure");
        string text = File.ReadAllText(page);

        Assert.StartsWith($"# {error}\n", text, StringComparison.Ordinal);
        Assert.Contains("\n## What to do\n", text, StringComparison.Ordinal);
        CodeBlock provocation = CodeBlock.Of(page, text)[0];
        Assert.Contains($"catch ({error} ", provocation.Sources[^1], StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(provocation.Output));
    }

    [Fact]
    public void Index_leads_to_every_page_and_no_page_is_left_over()
    {
        string index = File.ReadAllText(Repository.PathOf("docs", "errors", "index.md"));
        IEnumerable<string> pages = Directory.GetFiles(Repository.PathOf("docs", "errors"), "*.md")
            .Select(page => Path.GetFileNameWithoutExtension(page))
            .Where(page => page != "index");

        Assert.Equal(Names.Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
        Assert.All(pages, page => Assert.Contains($"({page}.md)", index, StringComparison.Ordinal));
    }
}
