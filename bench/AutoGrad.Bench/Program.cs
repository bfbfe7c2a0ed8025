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

    case [] or ["--help" or "-h" or "help"]:
        (args.Length == 0 ? Console.Error : Console.Out).WriteLine(
            """
            usage: AutoGrad.Bench ratios
                   AutoGrad.Bench [BenchmarkDotNet arguments]

            ratios    Compares candidates in turns within this run (under two minutes, best on an idle machine) and prints a line
                      for each row: name, figure, target, ok or MISS, separated by tabs. The times behind a figure go to
                      standard error.

            Anything else goes to BenchmarkDotNet:
              --list flat                            the benchmarks
              --filter *HowMuchDoesTheTapeCost*      runs one class
              --filter * --job short                 runs everything, roughly

            Run it in Release: dotnet run -c Release --project bench/AutoGrad.Bench -- ratios
            """);
        return args.Length == 0 ? WrongArguments : Success;

    default:
        BenchmarkSwitcher.FromAssembly(typeof(RatioRun).Assembly).Run(args);
        return Success;
}
