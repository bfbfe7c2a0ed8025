using Xunit.Sdk;

namespace AutoGrad.Samples.Tests.Docs;

/// <summary>Every <c>csharp</c> block of the documentation compiles, runs, and keeps what its comments promise.</summary>
public class CodeBlockTests
{
    public static TheoryData<string, int> Blocks
    {
        get
        {
            var blocks = new TheoryData<string, int>();
            foreach (CodeBlock block in Repository.Pages().SelectMany(ReadPage))
            {
                blocks.Add(block.Page, block.Line);
            }

            return blocks;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Block_runs_and_keeps_its_promises(string page, int line)
    {
        CodeBlock block = ReadPage(page).Single(block => block.Line == line);

        string printed = CodeBlockRunner.Run(block);

        if (block.Output is { } output)
        {
            Assert.EndsWith(output, printed);
        }
    }

    [Theory]
    [InlineData("int x = 3; // x = 3", true)]
    [InlineData("int x = 3; // x = 4", false)]
    [InlineData("double x = 1.0 / 3; // x = 0.333", true)]
    [InlineData("double x = 1.0 / 3; // x = 0.334", false)]
    [InlineData("double[] a = [1, 2]; // a[1] = 2, a[0] = 1", true)]
    [InlineData("double[] a = [1, 2]; // a[1] = 2, a[0] = 2", false)]
    [InlineData("var x = new AutoGrad.Tape<double>().Variable([1.0, 2.5]); // x.Value = [1, 2.5]", true)]
    [InlineData("var x = new AutoGrad.Tape<double>().Variable([1.0, 2.5]); // x.Value = [1, 2.6]", false)]
    [InlineData("int x = \"three\";", false)]
    [InlineData("throw new System.InvalidOperationException();", false)]
    public void Broken_promise_fails(string source, bool holds)
    {
        var block = new CodeBlock("page", 1, [source], null);

        Exception? failure = Record.Exception(() => CodeBlockRunner.Run(block));

        Assert.True(holds == failure is null, failure?.Message);
        Assert.True(failure is null or TrueException or InvalidOperationException, failure?.ToString());
    }

    [Fact]
    public void Block_that_continues_sees_what_came_before_and_prints_the_output_promised()
    {
        IReadOnlyList<CodeBlock> blocks = CodeBlock.Of(
            "page",
            "```csharp\nint x = 3;\nclass Unused { }\n```\n\n<!-- continues -->\n```csharp\nConsole.WriteLine(x + 1);\n```\n\n<!-- output -->\n```text\n4\n```\n");

        Assert.Equal([2, 8], blocks.Select(block => block.Line));
        Assert.Equal(blocks[1].Output, CodeBlockRunner.Run(blocks[1]));
    }

    private static IReadOnlyList<CodeBlock> ReadPage(string page) => CodeBlock.Of(page, File.ReadAllText(Repository.PathOf(page)));
}
