namespace AutoGrad.Samples.Tests.Samples;

/// <summary>The pictures of the documentation are those that the sample draws.</summary>
public class DrawingSampleTests
{
    [Fact]
    public void Sample_draws_the_pictures_of_the_documentation()
    {
        string output = Repository.PathOf("docs", "samples", "output");
        string[] pictures = ["first-graph.svg", "network.svg", "network-open.svg"];
        foreach (string picture in pictures)
        {
            File.Delete(Path.Combine(Directory.CreateDirectory(output).FullName, picture));
        }

        (int exitCode, string printed, string errors) = SampleProgram.Run("draw-a-graph.cs");

        Assert.True(exitCode == 0, errors);
        Assert.Equal("5 nodes of f and 12 of loss drawn", SampleProgram.Lines(printed)[^1]);
        Assert.All(pictures, picture => Assert.Equal(
            File.ReadAllText(Repository.PathOf("docs", "pictures", picture)).ReplaceLineEndings("\n"),
            File.ReadAllText(Path.Combine(output, picture))));
    }
}
