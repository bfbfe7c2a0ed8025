using AutoGrad.Bench.LibTorch;
using AutoGrad.Bench.Networks;

const int Success = 0;
const int WrongArguments = 2;

if (args is ["loop", .. string[] rest])
{
    if (NetworkLoop.Run(rest, Candidates()))
    {
        return Success;
    }

    Console.Error.WriteLine("usage: AutoGrad.Bench.LibTorch " + NetworkLoop.Usage);
    return WrongArguments;
}

if (args is ["memory", .. string[] which] && MemoryRun.Run(which, Candidates(), "tape", "libtorch"))
{
    return Success;
}

if (args is not ["ratios"])
{
    Console.Error.WriteLine(
        """
        usage: AutoGrad.Bench.LibTorch ratios
               AutoGrad.Bench.LibTorch loop NETWORK CANDIDATE SECONDS
               AutoGrad.Bench.LibTorch memory

        ratios    Times the engine and libtorch in turns within this run, one thread each (under two minutes, best on an idle
                  machine), checks that both compute the same to 1e-4, and prints a line for each row: name, figure,
                  target, ok or MISS, separated by tabs. The times behind a figure go to standard error.
        loop      Runs one network alone: NETWORK is 1 to 4, smallest first; CANDIDATE is tape or libtorch. Prints the time of a
                  step and the largest working set.
        memory    Trains each network for 200 steps in a process of its own and prints a line for each: name and largest working
                  set in megabytes, separated by a tab.
        """);
    return args is ["--help" or "-h"] ? Success : WrongArguments;
}

NativeShim.Load();

// A miss is a finding, not a failure of the program.
int misses = RatioRun.Print();
Console.Error.WriteLine($"# {misses} of the rows miss their target");
return Success;

static Dictionary<string, Func<int, ITrainingStep>> Candidates() => new()
{
    ["tape"] = network => NetworkPair.Alone(network).MakeTape(1),
    ["libtorch"] = network =>
    {
        NativeShim.Load();
        TorchSharp.torch.set_num_threads(1);
        NetworkData data = NetworkPair.Alone(network).Data;
        return network switch
        {
            0 => LibTorchNetwork.TwoTwoTwo(data),
            3 => LibTorchNetwork.Regressor(data),
            _ => LibTorchNetwork.Classifier(data),
        };
    },
};
