using System.Globalization;
using AutoGrad.Samples.Tests.Docs;

namespace AutoGrad.Samples.Tests.Samples;

/// <summary>The tape in 60 lines is that short, is shown in whole in the course, and gives the engine's gradients.</summary>
public class TapeSampleTests
{
    private const string Sample = "tape-in-60-lines.cs";
    private const string Page = "docs/course/10-write-your-own-tape.md";

    [Fact]
    public void Tape_has_60_lines_at_most() => Assert.InRange(TapeLines().Length, 40, 60);

    [Fact]
    public void Page_shows_the_tape_from_its_first_line_to_its_last()
    {
        string[] tape = TapeLines();

        IEnumerable<string> shown = Excerpt.Of(Page)
            .Where(excerpt => excerpt.Kind == "lines" && excerpt.IsIn(string.Join('\n', tape)))
            .SelectMany(excerpt => Excerpt.Lines(excerpt.Text));

        Assert.Equal(tape, shown);
    }

    [Fact]
    public void Gradients_are_those_of_the_engine_and_the_output_is_that_of_the_page()
    {
        (int exitCode, string output, string errors) = SampleProgram.Run(Sample);

        Assert.True(exitCode == 0, errors);
        string[] lines = SampleProgram.Lines(output);
        const string Promise = "largest difference from the engine's gradients: ";
        Assert.StartsWith(Promise, lines[^1]);
        Assert.InRange(double.Parse(lines[^1][Promise.Length..], CultureInfo.InvariantCulture), 0, 1e-12);
        Assert.Equal(Excerpt.Lines(Excerpt.Of(Page).Single(excerpt => excerpt.Kind == "output").Text), lines[..^1]);
    }

    /// <summary>The program from the first type on, without empty lines.</summary>
    private static string[] TapeLines()
    {
        string program = File.ReadAllText(Repository.PathOf("docs", "samples", Sample));
        return Excerpt.Lines(program[program.IndexOf("/// <summary>A list of records", StringComparison.Ordinal)..]);
    }
}
