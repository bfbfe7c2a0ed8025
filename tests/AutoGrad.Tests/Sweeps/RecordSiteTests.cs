using AutoGrad.Sweeps;

namespace AutoGrad.Tests.Sweeps;

public class RecordSiteTests
{
    [Theory]
    [InlineData("a/Model.cs", 12, "Model.Forward", "a/Model.cs:line 12")]
    [InlineData(null, 0, "Model.Forward", "Model.Forward (line unknown)")]
    [InlineData(null, 0, null, "an unknown line; record with DetectAnomalies on, and with debug information")]
    public void Text_says_as_much_as_is_known(string? file, int line, string? method, string expected) =>
        Assert.Equal(expected, new RecordSite(file, line, method).ToString());
}
