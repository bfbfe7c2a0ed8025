namespace AutoGrad.Samples.Tests.Docs;

public class OperationTableTests
{
    [Fact]
    public void Page_of_operations_is_what_the_code_says()
    {
        string page = Repository.PathOf("docs", "operations.md");
        string current = OperationTable.Text();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(page, current);
        }

        string committed = File.Exists(page) ? File.ReadAllText(page).ReplaceLineEndings("\n") : "";
        Assert.True(committed == current, $"docs/operations.md is stale; write it again with\n{OperationTable.Command}");
    }

    [Fact]
    public void Page_of_operations_lists_every_operation() =>
        Assert.Equal(OperationTable.Operations().Count(), OperationTable.Text().Split('\n').Count(line => line.StartsWith("| [", StringComparison.Ordinal)));
}
