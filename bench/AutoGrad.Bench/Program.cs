using AutoGrad.Bench.Networks;
using AutoGrad.Bench.Ratios;
using BenchmarkDotNet.Running;

const int Success = 0;
const int WrongArguments = 2;

switch (args)
{
    case ["ratios"]:
        // A miss is a finding, not a failure of the program.
        int misses = RatioRun.Print();
        Console.Error.WriteLine($"# {misses} of the rows miss their target");
        return Success;

    case ["loop", .. string[] rest] when NetworkLoop.Run(rest, Candidates()):
        return Success;

    case ["memory", .. string[] rest] when MemoryRun.Run(rest, Candidates(), "tape", "handwritten"):
        return Success;

    case ["loop" or "memory", ..] or [] or ["--help" or "-h" or "help"]:
        (args is [] or ["loop" or "memory", ..] ? Console.Error : Console.Out).WriteLine(
            """
            usage: AutoGrad.Bench ratios
                   AutoGrad.Bench loop NETWORK CANDIDATE SECONDS
                   AutoGrad.Bench memory
                   AutoGrad.Bench [BenchmarkDotNet arguments]

            ratios    Compares candidates in turns within this run (under two minutes, best on an idle machine) and prints a line
                      for each row: name, figure, target, ok or MISS, separated by tabs. The times behind a figure go to
                      standard error.

            loop      Runs one network alone, for a profiler: NETWORK is 1 to 4, smallest first; CANDIDATE is tape, tape2 (on two
                      threads), handwritten or, for network 1, scalars (tape with a variable for every weight) or loops. Prints
                      the time of a step and the largest working set.

            memory    Trains each network for 200 steps in a process of its own and prints a line for each: name and largest working
                      set in megabytes, separated by a tab.

            Anything else goes to BenchmarkDotNet, which wants to be started inside the repository:
              --list flat                            the benchmarks
              --filter *HowMuchDoesTheTapeCost*      runs one class
              --filter * --job short                 runs everything, roughly

            Run it in Release: dotnet run -c Release --project bench/AutoGrad.Bench -- ratios
            """);
        return args is [] or ["loop" or "memory", ..] ? WrongArguments : Success;

    default:
        BenchmarkSwitcher.FromAssembly(typeof(RatioRun).Assembly).Run(args);
        return Success;
}

static Dictionary<string, Func<int, ITrainingStep>> Candidates() => new()
{
    ["tape"] = network => NetworkPair.Alone(network).MakeTape(1),
    ["tape2"] = network => NetworkPair.Alone(network).MakeTape(2),
    ["handwritten"] = network => NetworkPair.Alone(network).MakeHandwritten(1),
    ["scalars"] = _ => new TapeTwoTwoTwoScalars(NetworkPair.Alone(0).Data),
    ["loops"] = _ => NetworkPair.TwoTwoTwoInLoops(),
};
