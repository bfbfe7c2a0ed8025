using AutoGrad.Bench.Networks;
using BenchmarkDotNet.Attributes;

namespace AutoGrad.Bench;

/// <summary>A training step (forward, backward, gradient descent; float, one thread) on the tape against handwritten deltas.</summary>
[MemoryDiagnoser]
public class HowMuchDoesTheTapeCost
{
    private ITrainingStep tape = null!;
    private ITrainingStep handwritten = null!;

    [ParamsSource(nameof(Networks))]
    public string Network { get; set; } = "";

    public static IEnumerable<string> Networks => NetworkPair.All.Select(pair => pair.Name);

    [GlobalSetup]
    public void Setup()
    {
        NetworkPair pair = NetworkPair.All.Single(pair => pair.Name == Network);
        pair.RequireAgreement();
        tape = pair.MakeTape(1);
        handwritten = pair.MakeHandwritten(1);
    }

    [Benchmark(Baseline = true)]
    public void Handwritten() => handwritten.Step();

    [Benchmark]
    public void Tape() => tape.Step();
}
