using AutoGrad.Bench.Networks;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace AutoGrad.Bench;

/// <summary>What the steps of a new network allocate, on the tape and by hand: the first ones reserve memory, later ones none.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 2, iterationCount: 5)]
public class HowMuchMemoryDoesAStepTake
{
    private NetworkPair pair = null!;
    private ITrainingStep warm = null!;

    [ParamsSource(nameof(Networks))]
    public string Network { get; set; } = "";

    public static IEnumerable<string> Networks => NetworkPair.All.Select(pair => pair.Name);

    [GlobalSetup]
    public void Setup()
    {
        pair = NetworkPair.All.Single(pair => pair.Name == Network);
        warm = pair.MakeTape(1);
        for (int i = 0; i < 200; i++)
        {
            warm.Step();
        }
    }

    [Benchmark]
    public object FirstStepByHand() => FirstStep(pair.MakeHandwritten(1));

    [Benchmark]
    public object FirstStepOnTheTape() => FirstStep(pair.MakeTape(1));

    [Benchmark]
    public void WarmStepOnTheTape() => warm.Step();

    private static ITrainingStep FirstStep(ITrainingStep network)
    {
        network.Step();
        return network;
    }
}
