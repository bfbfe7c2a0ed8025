using AutoGrad.Oracle;
using AutoGrad.Oracle.Differences;

namespace AutoGrad.Tests.Oracle;

/// <summary>Runs the recorded cases: no failure anywhere, and nothing unsupported that the engine has to have.</summary>
public class OracleTests
{
    private static readonly string s_cases = Path.Combine(AppContext.BaseDirectory, "Oracle", "Cases");

    /// <summary>Linear algebra that has to be there; the rest of that file is factorisations and what follows from them.</summary>
    private static readonly string[] s_products =
        ["matmul", "bmm", "addmm", "einsum", "dot", "outer", "inner", "vecdot", "cross", "kron", "tensordot", "trace", "cdist", "multi_dot"];

    public static TheoryData<string> Files => [.. Directory.GetFiles(s_cases, "*.json").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_every_case_agrees_or_differs_by_design(string file) => AssertNothingFails(file, recordsGradients: false);

    [Theory]
    [MemberData(nameof(Files))]
    public void File_every_case_agrees_when_gradients_are_recorded(string file) => AssertNothingFails(file, recordsGradients: true);

    [Theory]
    [InlineData("elementwise.json", 283)]
    [InlineData("reductions.json", 127)]
    [InlineData("shape.json", 86)]
    [InlineData("second_order.json", 27)]
    [InlineData("random_graphs.json", 60)]
    public void Core_file_supports_every_operation(string file, int cases)
    {
        Report report = Judge.Run(OracleFile.Read(Path.Combine(s_cases, file)));

        Assert.Empty(report.Unsupported);
        Assert.Equal(cases, report.Passed + report.Different);
        Assert.InRange(report.Different, 0, 3);
    }

    [Fact]
    public void Linear_algebra_supports_every_product()
    {
        Report report = Judge.Run(OracleFile.Read(Path.Combine(s_cases, "linalg.json")));

        Assert.Empty(report.Unsupported.Keys.Intersect(s_products));
        Assert.InRange(report.Passed, 48, 118);
    }

    [Fact]
    public void Design_difference_is_listed_in_the_page_on_kinks()
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Oracle", "kinks.md"));
        string section = page[page.IndexOf("## Differences from libtorch", StringComparison.Ordinal)..];

        Assert.All(DesignDifference.All, difference => Assert.Contains($"| {difference.Operation} |", section, StringComparison.Ordinal));
    }

    private static void AssertNothingFails(string file, bool recordsGradients)
    {
        Report report = Judge.Run(OracleFile.Read(Path.Combine(s_cases, file)), recordsGradients);

        using var text = new StringWriter();
        report.WriteTo(text);
        Assert.True(report.Failed == 0, text.ToString());
    }
}
