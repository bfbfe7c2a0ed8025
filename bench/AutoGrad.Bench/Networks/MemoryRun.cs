using System.Diagnostics;
using System.Globalization;

namespace AutoGrad.Bench.Networks;

/// <summary>The largest working set of a process that trains one network, each network and candidate in a process of its own.</summary>
/// <remarks>On Linux it is VmHWM of /proc/self/status: everything resident, with the runtime and the libraries that were loaded.</remarks>
internal static class MemoryRun
{
    private const int Steps = 200;
    private const string Nothing = "nothing";

    /// <summary>
    /// <c>memory</c> starts a process for each row and prints name and megabytes (10^6 bytes); <c>memory NUMBER CANDIDATE</c> is such a
    /// process.
    /// </summary>
    /// <param name="arguments">What follows the word <c>memory</c>.</param>
    /// <param name="candidates">By name: how to make a candidate of the network with that number, counted from 0.</param>
    /// <param name="compared">The candidates to print.</param>
    /// <returns>Whether the arguments were understood.</returns>
    public static bool Run(ReadOnlySpan<string> arguments, IReadOnlyDictionary<string, Func<int, ITrainingStep>> candidates, params ReadOnlySpan<string> compared)
    {
        if (arguments.Length == 2 && int.TryParse(arguments[0], CultureInfo.InvariantCulture, out int number))
        {
            Train(number, arguments[1], candidates);
            return true;
        }

        if (arguments.Length != 0)
        {
            return false;
        }

        Print("bare process", 1, Nothing);
        for (int network = 1; network <= NetworkPair.Count; network++)
        {
            foreach (string candidate in compared)
            {
                Print($"{NetworkPair.Alone(network - 1).Name}: {candidate}", network, candidate);
            }
        }

        return true;
    }

    private static void Train(int number, string candidate, IReadOnlyDictionary<string, Func<int, ITrainingStep>> candidates)
    {
        if (candidate != Nothing)
        {
            ITrainingStep network = candidates[candidate](number - 1);
            for (int step = 0; step < Steps; step++)
            {
                network.Step();
            }
        }

        using var process = Process.GetCurrentProcess();
        Console.WriteLine(process.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
    }

    private static void Print(string name, int number, string candidate)
    {
        string program = Environment.ProcessPath ?? "dotnet";
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        start.ArgumentList.Add("memory");
        start.ArgumentList.Add(number.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(candidate);
        using Process child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Console.WriteLine(long.TryParse(output, CultureInfo.InvariantCulture, out long bytes)
            ? FormattableString.Invariant($"{name}\t{bytes / 1e6:0.0}")
            : $"{name}\tfailed");
    }
}
