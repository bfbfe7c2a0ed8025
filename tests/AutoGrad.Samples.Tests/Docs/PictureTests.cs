using System.Globalization;
using System.Text.RegularExpressions;
using AutoGrad.Samples.Tests.Samples;

namespace AutoGrad.Samples.Tests.Docs;

/// <summary>A picture in a page is the one that a sample draws.</summary>
public partial class PictureTests
{
    [Theory]
    [InlineData("xor.cs", "xor-error.svg", "docs/course/pictures/xor-error.svg")]
    public void Picture_of_a_page_is_what_the_sample_draws(string sample, string drawn, string shown)
    {
        string path = Repository.PathOf("docs", "samples", "output", drawn);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);

        (int exitCode, _, string errors) = SampleProgram.Run(sample);

        Assert.True(exitCode == 0, errors);
        AssertSamePicture(File.ReadAllText(Repository.PathOf(shown)), File.ReadAllText(path), $"{sample} draws another picture; copy {path} to {shown}");
    }

    [Theory]
    [InlineData("M 10 20.5 L 30 -4", true)]
    [InlineData("M 10.4 20.1 L 30 -4", true)]
    [InlineData("M 12 20.5 L 30 -4", false)]
    [InlineData("M 10 20.5 H 30 -4", false)]
    [InlineData("M 10 20.5 L 30", false)]
    public void Picture_that_differs_is_found(string drawn, bool isSame) =>
        Assert.Equal(isSame, Record.Exception(() => AssertSamePicture("M 10 20.5 L 30 -4", drawn, "it differs")) is null);

    /// <summary>Coordinates may differ by half a pixel, as elementary functions differ between processors in their last digit; all else may not.</summary>
    private static void AssertSamePicture(string expected, string actual, string message)
    {
        Assert.True(Number().Replace(expected, "#") == Number().Replace(actual, "#"), message);
        Assert.All(Number().Matches(expected).Zip(Number().Matches(actual)), pair =>
            Assert.True(Math.Abs(Parse(pair.First) - Parse(pair.Second)) <= 0.5, message));
    }

    private static double Parse(Match number) => double.Parse(number.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"-?\d+(\.\d+)?")]
    private static partial Regex Number();
}
