namespace AutoGrad.Samples.Tests.Docs;

/// <summary>The chapters of the course lead from one to the next, and the course's own page to all of them.</summary>
public class CourseTests
{
    private static readonly string[] Chapters =
        [.. Directory.GetFiles(Repository.PathOf("docs", "course"), "??-*.md").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(1, Chapters.Length)];

    [Fact]
    public void Course_names_all_chapters_by_their_titles_in_order()
    {
        string course = Read("index.md");

        int[] places = [.. Chapters.Select(chapter => course.IndexOf($"[{Title(chapter)}]({chapter})", StringComparison.Ordinal))];

        Assert.True(Chapters.Length >= 10);
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Chapter_leads_back_and_on_and_has_exercises_with_answers(int number)
    {
        string chapter = Chapters[number - 1];
        string text = Read(chapter);

        Assert.StartsWith($"# {number}. ", text);
        Assert.Contains($"*[The course](index.md), chapter {number} of {Chapters.Length}.", text);
        Assert.Contains("**What you will be able to do:**", text);
        Assert.Contains("## Exercises", text);
        Assert.Equal(text.Split("\n<details>\n").Length, text.Split("\n</details>\n").Length);
        Assert.Equal(text.Split("\n**").Length - 2, text.Split("<summary>Answer</summary>").Length - 1);
        string[] lines = text.TrimEnd().Split('\n');
        foreach (string line in (string[])[lines[2], lines[^1]])
        {
            Assert.Equal(number > 1, line.Contains("Before: ", StringComparison.Ordinal));
            Assert.Equal(number < Chapters.Length, line.Contains("Next: ", StringComparison.Ordinal));
            Assert.True(number == 1 || line.Contains($"({Chapters[number - 2]})", StringComparison.Ordinal), line);
            Assert.True(number == Chapters.Length || line.Contains($"({Chapters[number]})", StringComparison.Ordinal), line);
        }
    }

    private static string Title(string chapter) => Read(chapter).Split('\n')[0][2..];

    private static string Read(string page) => File.ReadAllText(Repository.PathOf("docs", "course", page));
}
