using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AutoGrad.Tests.Laws;

/// <summary>What holds for every expression.</summary>
public class RandomGraphProperties
{
    [Property(MaxTest = 100)]
    public Property Derivatives_of_random_expressions_pass_the_check(int seed) => OnGraph(seed, () =>
    {
        GradientCheckReport report = GradientCheck.Check(leaves => RandomGraph.Build(leaves, seed), RandomGraph.Leaves(seed));
        return report.Passed.Label(report.ToString());
    });

    [Property(MaxTest = 100)]
    public Property Warm_repetition_gives_the_same_bits(int seed) => OnGraph(seed, () =>
    {
        var tape = new Tape<double>();
        double[][] cold = Run(tape, seed);
        tape.Reset();
        double[][] warm = Run(tape, seed);
        double[][] other = Run(new Tape<double>(), seed);
        return (Same(cold, warm) && Same(cold, other)).Label("the bits differ");
    });

    [Property(MaxTest = 100)]
    public Property Float_agrees_with_double(int seed) => OnGraph(seed, () =>
    {
        double[][] exact = Run(new Tape<double>(), seed);
        var tape = new Tape<float>();
        Variable<float>[] leaves =
            [.. RandomGraph.Leaves(seed).Select(leaf => tape.Variable([.. leaf.Elements.Select(x => (float)x)], leaf.Shape.Lengths))];
        Variable<float> y = RandomGraph.Build(leaves, seed);
        y.Backward();
        float[][] single = [y.Value.ToArray(), .. leaves.Select(leaf => leaf.Gradient.ToArray())];
        return exact.Zip(single, (a, b) => a.Zip(b, (p, q) => Math.Abs(p - q) <= 1e-4 * Math.Max(1, Math.Abs(p))).All(close => close))
            .All(close => close).Label("float is further from double than 1e-4");
    });

    [Property(MaxTest = 100)]
    public Property Recording_or_not_gives_the_same_value(int seed) => OnGraph(seed, () =>
    {
        var tape = new Tape<double>();
        double recorded = RandomGraph.Build(OnTape(tape, seed), seed).Value.Item;
        using (tape.StopRecording())
        {
            Variable<double> y = RandomGraph.Build(OnTape(tape, seed), seed);
            return (recorded.Equals(y.Value.Item) && !y.RequiresGradient).Label("not recorded differs from recorded");
        }
    });

    [Fact]
    public void Most_expressions_fit() => Assert.InRange(Enumerable.Range(0, 200).Count(RandomGraph.Fits), 120, 200);

    private static Property OnGraph(int seed, Func<Property> property) => RandomGraph.Fits(seed) ? property() : true.When(false);

    private static Variable<double>[] OnTape(Tape<double> tape, int seed) =>
        [.. RandomGraph.Leaves(seed).Select(leaf => tape.Variable(leaf.Values, leaf.Shape.Lengths))];

    private static double[][] Run(Tape<double> tape, int seed)
    {
        Variable<double>[] leaves = OnTape(tape, seed);
        Variable<double> y = RandomGraph.Build(leaves, seed);
        y.Backward();
        return [y.Value.ToArray(), .. leaves.Select(leaf => leaf.Gradient.ToArray())];
    }

    private static bool Same(double[][] a, double[][] b) => a.Zip(b, (p, q) => p.AsSpan().SequenceEqual(q)).All(same => same);
}
