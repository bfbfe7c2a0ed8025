namespace AutoGrad.Bench.Networks;

/// <summary>One of the four networks of the speed table, on the tape and written by hand.</summary>
/// <param name="Data">Lengths, first parameters and batch.</param>
/// <param name="Target">The most that a step on the tape may cost, in steps written by hand.</param>
/// <param name="MakeTape">A new network on the tape with its first parameters, on that many threads.</param>
/// <param name="MakeHandwritten">The same network by hand, on that many threads.</param>
/// <param name="IsLarge">Whether its products are large enough for two threads to pay.</param>
internal sealed record NetworkPair(
    NetworkData Data, double Target, Func<int, ITrainingStep> MakeTape, Func<int, ITrainingStep> MakeHandwritten, bool IsLarge)
{
    /// <summary>For example <c>784-128-10, batch 64</c>.</summary>
    public string Name => Data.ToString();

    private static readonly Func<NetworkPair>[] makers =
    [
        TwoTwoTwo,
        () => Layered(new NetworkData(64, 64, 10, 32), Loss.CrossEntropy, 1.15, isLarge: false),
        () => Layered(new NetworkData(784, 128, 10, 64), Loss.CrossEntropy, 1.05, isLarge: true),
        () => Layered(new NetworkData(1024, 1024, 1024, 256), Loss.SquaredError, 1.02, isLarge: true),
    ];

    private static readonly Lazy<IReadOnlyList<NetworkPair>> all = new(() => [.. makers.Select(make => make())]);

    /// <summary>The four, smallest first.</summary>
    public static IReadOnlyList<NetworkPair> All => all.Value;

    /// <summary>Those that the nn layer is compared on: with a cross-entropy, and small enough for its cost to show.</summary>
    public static IEnumerable<NetworkPair> Layers => All.Skip(1).Take(2);

    /// <summary>How many there are.</summary>
    public static int Count => makers.Length;

    /// <summary>Gradients of tape and hand agree to this, relative to the largest entry of each gradient.</summary>
    public const double Tolerance = 1e-5;

    /// <summary>One of them, without the data of the others in memory.</summary>
    public static NetworkPair Alone(int network) => makers[network]();

    /// <summary>Refuses to go on if tape and hand compute different gradients.</summary>
    public void RequireAgreement() => Agreement.Require(Name, MakeTape(1), MakeHandwritten(1), Tolerance);

    /// <summary>The smallest network by hand, the way it is written for any lengths.</summary>
    public static ITrainingStep TwoTwoTwoInLoops() => new LoopedTwoTwoTwo(SmallData());

    private static NetworkData SmallData() => new(2, 2, 2, 1);

    private static NetworkPair TwoTwoTwo()
    {
        NetworkData data = SmallData();
        return new NetworkPair(data, 5, threads => new TapeTwoTwoTwo(data, threads), _ => new HandwrittenTwoTwoTwo(data), false);
    }

    private static NetworkPair Layered(NetworkData data, Loss loss, double target, bool isLarge) =>
        new(data, target, threads => new TapeNetwork(data, loss, threads), threads => new HandwrittenNetwork(data, loss, threads), isLarge);
}
