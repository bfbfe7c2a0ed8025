using System.Collections;
using System.Diagnostics;

namespace AutoGrad.Samples.Tests.Samples;

/// <summary>Builds and runs a sample as a user does, in a process of its own.</summary>
internal static class SampleProgram
{
    // A first build on a slow machine restores packages and compiles two projects.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // As these tests are built themselves, so that the engine is there already.
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private static readonly HashSet<string> Built = [];

    /// <summary>Runs docs/samples/NAME, which is built the first time.</summary>
    /// <param name="name">The file.</param>
    /// <param name="arguments">The program's own arguments.</param>
    /// <param name="workingDirectory">Where to run it; the root of the repository unless given.</param>
    public static (int ExitCode, string Output, string Errors) Run(string name, string[]? arguments = null, string? workingDirectory = null)
    {
        string file = Repository.PathOf("docs", "samples", name);
        if (!Built.Contains(name))
        {
            (int exitCode, string output, string errors) = Start(["build", file, "-c", Configuration], Repository.Root, ownRuntimeSettings: true);
            Assert.True(exitCode == 0, $"{name} does not build:\n{output}{errors}");
            Built.Add(name);
        }

        return Start(["run", "--no-build", "-c", Configuration, file, "--", .. arguments ?? []], workingDirectory ?? Repository.Root, ownRuntimeSettings: false);
    }

    /// <summary>Holds that a sample ends with one line of an error, and with nothing else, when it is given a file.</summary>
    /// <param name="name">The sample.</param>
    /// <param name="file">The wrong file.</param>
    /// <param name="message">What the error says among other things.</param>
    public static void AssertRefuses(string name, string file, string message)
    {
        (int exitCode, string output, string errors) = Run(name, [file]);

        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        Assert.StartsWith($"{Path.GetFileNameWithoutExtension(name)}: ", errors);
        Assert.Contains(message, errors);
        Assert.Single(Lines(errors));
    }

    /// <summary>The lines of an output, without the empty ones at its end.</summary>
    public static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private static (int ExitCode, string Output, string Errors) Start(string[] arguments, string workingDirectory, bool ownRuntimeSettings)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (string variable in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key))
        {
            // What the test run's own build told its processes is not for another build; and a compiler
            // without hardware intrinsics would show nothing but patience.
            bool builds = variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) && variable != "MSBUILDDISABLENODEREUSE";
            if (builds || (ownRuntimeSettings && variable.StartsWith("DOTNET_Enable", StringComparison.Ordinal)))
            {
                start.Environment.Remove(variable);
            }
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"dotnet {string.Join(' ', arguments)} did not end within {Patience}");
        }

        return (process.ExitCode, output.Result, errors.Result);
    }
}
