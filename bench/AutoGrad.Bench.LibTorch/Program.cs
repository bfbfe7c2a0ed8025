using AutoGrad.Bench.LibTorch;

const int Success = 0;
const int WrongArguments = 2;

if (args is not ["ratios"])
{
    Console.Error.WriteLine(
        """
        usage: AutoGrad.Bench.LibTorch ratios

        Times the engine and libtorch in turns within this run, one thread each (under two minutes, best on an idle machine), checks
        that both compute the same to 1e-4, and prints a line for each row: name, figure, target, ok or MISS, separated by tabs. The
        times behind a figure go to standard error.
        """);
    return args is ["--help" or "-h"] ? Success : WrongArguments;
}

NativeShim.Load();

// A miss is a finding, not a failure of the program.
int misses = RatioRun.Print();
Console.Error.WriteLine($"# {misses} of the rows miss their target");
return Success;
