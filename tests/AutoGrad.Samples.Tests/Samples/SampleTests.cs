using System.Globalization;
using System.IO.Compression;

namespace AutoGrad.Samples.Tests.Samples;

/// <summary>The samples of the engine alone run and end with the line that they promise.</summary>
public sealed class SampleTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autograd-samples").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void First_gradient_draws_the_graph_and_gives_the_gradients()
    {
        (int exitCode, string output, string errors) = SampleProgram.Run("first-gradient.cs");

        Assert.True(exitCode == 0, errors);
        string[] lines = SampleProgram.Lines(output);
        Assert.Equal("df/dx = -4, df/dy = -4, df/dz = 3", lines[^1]);
        Assert.Equal("f     mul        q, z      ()     -12    1", lines[^2]);
    }

    [Fact]
    public void Digits_from_another_folder_reaches_the_accuracy_and_draws_the_loss()
    {
        string picture = Repository.PathOf("docs", "samples", "output", "digits-loss.svg");
        if (File.Exists(picture))
        {
            File.Delete(picture);
        }

        (int exitCode, string output, string errors) = SampleProgram.Run("digits.cs", workingDirectory: folder);

        Assert.True(exitCode == 0, errors);
        Assert.Equal("", errors);
        const string Promise = "test accuracy: ";
        string last = SampleProgram.Lines(output)[^1];
        Assert.StartsWith(Promise, last);
        Assert.InRange(double.Parse(last[Promise.Length..], CultureInfo.InvariantCulture), 0.97, 1);
        string drawing = File.ReadAllText(picture);
        Assert.Contains("cross-entropy", drawing);
        Assert.Contains("epoch", drawing);
    }

    [Theory]
    [InlineData("1,2,3\n", "row 1: 3 fields instead of 64 pixels and a class")]
    [InlineData("", "there are no rows")]
    [InlineData("PIXELS,10\n", "row 1: the class is '10', not one of 0 to 9")]
    [InlineData("PIXELS,3\n", "too few")]
    [InlineData("PIXELS,3\nPIXELS,x\n", "row 2: the class is 'x'")]
    [InlineData("oops,PIXELS\n", "row 1: pixel 1 is 'oops', not a number")]
    public void Digits_refuses_a_malformed_file_with_a_message(string content, string message)
    {
        string file = Path.Combine(folder, "bad.csv");
        File.WriteAllText(file, content.Replace("PIXELS", string.Join(',', Enumerable.Repeat("0", 64)), StringComparison.Ordinal));

        SampleProgram.AssertRefuses("digits.cs", file, message);
    }

    [Fact]
    public void Digits_refuses_a_missing_file() => SampleProgram.AssertRefuses("digits.cs", Path.Combine(folder, "missing.csv"), "missing.csv");

    [Fact]
    public void Digits_refuses_a_file_that_is_not_compressed_as_it_says()
    {
        string file = Path.Combine(folder, "torn.csv.gz");
        using (var stream = new GZipStream(File.Create(file), CompressionLevel.Fastest))
        {
            stream.Write("1,2,3\n"u8);
        }

        byte[] torn = File.ReadAllBytes(file);
        torn[0] ^= 0xff;
        File.WriteAllBytes(file, torn);

        SampleProgram.AssertRefuses("digits.cs", file, "");
    }
}
