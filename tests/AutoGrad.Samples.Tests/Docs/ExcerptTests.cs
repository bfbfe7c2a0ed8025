namespace AutoGrad.Samples.Tests.Docs;

/// <summary>What a page shows of a program is what the program says.</summary>
public class ExcerptTests
{
    public static TheoryData<string> Pages => [.. Repository.Pages().Where(page => Excerpt.Of(page).Any(excerpt => excerpt.Kind == "lines"))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Lines_of_a_program_stand_in_it(string page)
    {
        foreach (Excerpt excerpt in Excerpt.Of(page).Where(excerpt => excerpt.Kind == "lines"))
        {
            Assert.True(excerpt.File is not null, $"{page}: a cs block does not say which program it is from:\n{excerpt.Text}");
            string program = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Repository.PathOf(page))!, excerpt.File));
            Assert.True(excerpt.IsIn(program), $"{page}: {excerpt.File} does not have these lines:\n{excerpt.Text}");
        }
    }

    [Theory]
    [InlineData("int x = 3;\nint y = 4;\n", true)]
    [InlineData("    int y = 4;\n", true)]
    [InlineData("int x = 3;\n", true)]
    [InlineData("int y = 4;\nint x = 3;\n", false)]
    [InlineData("int x = 3;\nint z = 5;\n", false)]
    [InlineData("int x = 4;\n", false)]
    [InlineData("", false)]
    public void Lines_that_are_not_in_the_program_or_not_in_its_order_are_found(string lines, bool areIn)
    {
        Excerpt excerpt = Assert.Single(Excerpt.Of("page", $"<!-- lines of program.cs -->\n```cs\n{lines}```\n"));

        Assert.Equal(("lines", "program.cs"), (excerpt.Kind, excerpt.File));
        Assert.Equal(areIn, excerpt.IsIn("int x = 3;\n\n    int y = 4;\nint z = 5;\n"));
    }

    [Fact]
    public void Block_without_a_program_is_found() =>
        Assert.Null(Assert.Single(Excerpt.Of("page", "```csharp\nint x;\n```\n\n```text\nx\n```\n\n```cs\nint x;\n```\n")).File);
}
