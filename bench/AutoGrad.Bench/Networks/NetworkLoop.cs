using System.Diagnostics;
using System.Globalization;

namespace AutoGrad.Bench.Networks;

/// <summary>One network, one candidate, nothing else, for so many seconds: for a profiler, and for the memory that a training loop takes.</summary>
internal static class NetworkLoop
{
    /// <summary>What <see cref="Run"/> expects after the word <c>loop</c>.</summary>
    public const string Usage = "loop NETWORK CANDIDATE SECONDS";

    /// <summary>Runs steps and prints their number, the mean time of one, and the largest working set of the process.</summary>
    /// <param name="arguments">The network's number from 1, the candidate's name, the seconds.</param>
    /// <param name="candidates">By name: how to make a candidate of the network with that number, counted from 0.</param>
    /// <returns>Whether the arguments were understood.</returns>
    public static bool Run(ReadOnlySpan<string> arguments, IReadOnlyDictionary<string, Func<int, ITrainingStep>> candidates)
    {
        if (arguments.Length != 3
            || !int.TryParse(arguments[0], CultureInfo.InvariantCulture, out int number)
            || number < 1
            || number > NetworkPair.All.Count
            || !candidates.TryGetValue(arguments[1], out Func<int, ITrainingStep>? make)
            || !double.TryParse(arguments[2], CultureInfo.InvariantCulture, out double seconds))
        {
            return false;
        }

        long before = Environment.WorkingSet;
        ITrainingStep network = make(number - 1);
        long start = Stopwatch.GetTimestamp();
        long steps = 0;
        double elapsed;
        do
        {
            for (int i = 0; i < 10; i++, steps++)
            {
                network.Step();
            }

            elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        while (elapsed < seconds);

        using var process = Process.GetCurrentProcess();
        double peak = process.PeakWorkingSet64;
        Console.WriteLine(FormattableString.Invariant(
            $"{NetworkPair.All[number - 1].Name}, {arguments[1]}: {steps} steps, {1e6 * elapsed / steps:0.###} µs each; working set at most {peak / 1e6:0.0} MB, of which {before / 1e6:0.0} MB before the network was made"));
        return true;
    }
}
