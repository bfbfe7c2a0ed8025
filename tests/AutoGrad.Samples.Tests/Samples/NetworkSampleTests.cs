using System.Globalization;
using System.Text.RegularExpressions;

namespace AutoGrad.Samples.Tests.Samples;

/// <summary>The samples of the nn layer run, draw their pictures, and end with the lines that they promise.</summary>
public sealed class NetworkSampleTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autograd-samples").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Perceptron_separates_AND_and_OR_and_needs_two_layers_for_XOR()
    {
        string[] lines = RunAndDraw("perceptron.cs", "perceptron.svg", "a half-plane");

        Assert.Equal("XOR of 00, 01, 10 and 11 in two layers: 0 1 1 0", lines[^1]);
        Assert.Equal("worked case: epoch 5 made no error, weights 0.3, -0.2, 0.3, 0.5", lines[^2]);
        Assert.Contains(lines, line => line.StartsWith("AND: converged", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("OR: converged", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("XOR: did not converge in 1000 epochs", StringComparison.Ordinal));

        // Each sample of the first epoch with its net and the weights after it.
        Assert.Contains(lines, line => Regex.IsMatch(line, @"-1 +2\.5 +0\.7, 0\.8, -0\.6, 0\.0"));
        Assert.Contains(lines, line => Regex.IsMatch(line, @"-1 +-1\.6 +0\.7, 0\.8, -0\.6, 0\.0"));
        Assert.Contains(lines, line => Regex.IsMatch(line, @"1 +-2\.1 +0\.5, 0\.6, -0\.4, 0\.1"));
    }

    [Fact]
    public void Xor_starts_near_one_half_rests_there_and_falls()
    {
        string[] lines = RunAndDraw("xor.cs", "xor-error.svg", "iteration");

        Assert.InRange(Figure(lines[^1], "error after 11050 iterations: "), 0, 0.008);
        Assert.InRange(ErrorAt("1"), 0.49, 0.52);
        Assert.InRange(ErrorAt("4,000"), 0.49, 0.51);
        Assert.InRange(ErrorAt("8,000"), 0.05, 0.4);
        DocumentedPicture.AssertIsMadeBy("xor-error.svg");

        double ErrorAt(string iteration) => double.Parse(
            Assert.Single(lines, line => line.StartsWith($"  {iteration} ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1],
            CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Moons_are_told_apart()
    {
        string[] lines = RunAndDraw("moons.cs", "moons.svg", "second moon");

        Assert.InRange(Figure(lines[^1], "accuracy on 200 new points: "), 0.97, 1);
        DocumentedPicture.AssertIsMadeBy("moons.svg");
        DocumentedPicture.AssertIsMadeBy("moons-loss.svg");
        DocumentedPicture.AssertIsMadeBy("moons-weights.svg");
    }

    [Fact]
    public void Two_hidden_layers_cut_out_what_one_and_none_cannot()
    {
        string[] lines = RunAndDraw("decision-regions.cs", "decision-regions.svg", "islands and a lake");

        double[] none = Row("no hidden layer");
        double[] one = Row("one hidden layer");
        double[] two = Row("two hidden layers");
        Assert.All(none, accuracy => Assert.InRange(accuracy, 0.4, 0.9));
        Assert.InRange(one[0], 0.97, 1);
        Assert.All(two, accuracy => Assert.InRange(accuracy, 0.97, 1));
        Assert.True(none[2] < one[2] && one[2] < two[2], string.Join('\n', lines));
        Assert.StartsWith("with two hidden layers: XOR 1.00, meshed classes ", lines[^1]);
        DocumentedPicture.AssertIsMadeBy("decision-regions.svg");

        double[] Row(string network) =>
            [.. Regex.Matches(Assert.Single(lines, line => line.TrimStart().StartsWith(network, StringComparison.Ordinal)), @"\d\.\d\d").Select(number => double.Parse(number.Value, CultureInfo.InvariantCulture))];
    }

    [Fact]
    public void Iris_reaches_the_accuracy_from_any_folder()
    {
        string[] lines = RunAndDraw("iris.cs", "iris.svg", "petal length (cm)", folder);

        Assert.InRange(Figure(lines[^1], "test accuracy: "), 0.95, 1);
        Assert.Contains(lines, line => Regex.IsMatch(line, "^ +setosa +versicolor +virginica$"));
    }

    [Fact]
    public void Digits_reach_the_accuracy_before_saving_and_after_loading()
    {
        string model = Repository.PathOf("docs", "samples", "output", "digits-mlp.safetensors");
        Directory.CreateDirectory(Path.GetDirectoryName(model)!);
        File.Delete(model);

        string[] lines = RunAndDraw("digits-mlp.cs", "digits-mlp-loss.svg", "cross-entropy", folder);
        string report = File.ReadAllText(Repository.PathOf("docs", "samples", "output", "digits-mlp.html"));
        Assert.Contains("<h1>Handwritten digits</h1>", report);
        Assert.Contains("<h2 id=\"p7-heading\">Confusion matrix</h2>", report);

        double accuracy = Figure(lines[^1], "test accuracy: ");
        Assert.InRange(accuracy, 0.975, 1);
        Assert.StartsWith("accuracy of the network loaded from ", lines[^2]);
        Assert.EndsWith($"digits-mlp.safetensors: {accuracy.ToString("F4", CultureInfo.InvariantCulture)}", lines[^2]);
        Assert.InRange(new FileInfo(model).Length, 9610 * sizeof(float), 40_000);
    }

    [Fact]
    public void Sequence_is_remembered_and_sooner_with_open_forget_gates()
    {
        string[] lines = RunAndDraw("sequence.cs", "sequence.svg", "test accuracy");

        Assert.InRange(Figure(lines[^1], "first of 20 symbols recalled: "), 0.98, 1);
        Match open = Regex.Match(lines[^3], @"^forget bias 1: after (\d+) epochs ");
        Match half = Regex.Match(lines[^2], @"^forget bias 0: (after|not in) (\d+) epochs ");
        Assert.True(open.Success && half.Success, $"{lines[^3]}\n{lines[^2]}");
        Assert.True(int.Parse(open.Groups[1].Value, CultureInfo.InvariantCulture) < int.Parse(half.Groups[2].Value, CultureInfo.InvariantCulture), $"{lines[^3]}\n{lines[^2]}");
    }

    [Fact]
    public void Native_xor_gives_the_same_answer_before_it_is_compiled_ahead_of_time()
    {
        (int exitCode, string output, string errors) = SampleProgram.Run("xor-native.cs");

        Assert.True(exitCode == 0, errors);
        Assert.Equal("XOR of 00, 01, 10 and 11: 0 1 1 0; stopped by LossThreshold", SampleProgram.Lines(output)[^1]);
    }

    [Theory]
    [InlineData("", "row 1: there is no header of 5 fields")]
    [InlineData("2,4,a,b,c\n", "there are no flowers")]
    [InlineData("2,4,a,b,c\n1,2,3,4,3\n", "row 2: the class is '3', not one of 0 to 2")]
    [InlineData("2,4,a,b,c\n1,2,x,4,0\n", "row 2: measurement 3 is 'x', not a number")]
    [InlineData("2,4,a,b,c\n1,2,3,4,0\n", "a split of 1 samples")]
    public void Iris_refuses_a_malformed_file_with_a_message(string content, string message)
    {
        string file = Path.Combine(folder, "bad.csv");
        File.WriteAllText(file, content);

        SampleProgram.AssertRefuses("iris.cs", file, message);
    }

    [Theory]
    [InlineData("1,2,3\n", "row 1: 3 fields instead of 64 pixels and a class")]
    [InlineData("PIXELS,x\n", "row 1: the class is 'x', not one of 0 to 9")]
    public void Digits_through_layers_refuse_a_malformed_file_with_a_message(string content, string message)
    {
        string file = Path.Combine(folder, "bad.csv");
        File.WriteAllText(file, content.Replace("PIXELS", string.Join(',', Enumerable.Repeat("0", 64)), StringComparison.Ordinal));

        SampleProgram.AssertRefuses("digits-mlp.cs", file, message);
    }

    [Theory]
    [InlineData("iris.cs")]
    [InlineData("digits-mlp.cs")]
    public void Samples_refuse_a_missing_file(string sample) => SampleProgram.AssertRefuses(sample, Path.Combine(folder, "missing.csv"), "missing.csv");

    /// <summary>Runs a sample without an error, and holds that it has drawn a picture with a text in it.</summary>
    private static string[] RunAndDraw(string name, string picture, string text, string? workingDirectory = null)
    {
        string path = Repository.PathOf("docs", "samples", "output", picture);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);

        (int exitCode, string output, string errors) = SampleProgram.Run(name, workingDirectory: workingDirectory);

        Assert.True(exitCode == 0, errors);
        Assert.Equal("", errors);
        Assert.Contains(text, File.ReadAllText(path));
        return SampleProgram.Lines(output);
    }

    private static double Figure(string line, string promise)
    {
        Assert.StartsWith(promise, line);
        return double.Parse(line[promise.Length..], CultureInfo.InvariantCulture);
    }
}
