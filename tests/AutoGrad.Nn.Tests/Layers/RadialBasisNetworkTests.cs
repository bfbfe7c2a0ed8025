using AutoGrad.Errors;
using AutoGrad.Nn.Layers;

namespace AutoGrad.Nn.Tests.Layers;

public class RadialBasisNetworkTests
{
    [Fact]
    public void Units_are_gaussians_of_the_distance_to_their_centres()
    {
        var network = new RadialBasisNetwork<double>(2, 2, 1, new RandomSource(1));
        new double[] { 1, 0, 0, -2 }.CopyTo(network.Centres.MutableValue);
        new double[] { Math.Log(0.5), Math.Log(3) }.CopyTo(network.LogWidths.MutableValue);
        var tape = new Tape<double>();

        double[] phi = network.Activate(tape.Constant(new double[,] { { 1, 1 }, { 0, -2 } })).Value.ToArray();

        // Squared distances 1 and 10, 5 and 0; exponents are halves of them over squared widths 1/4 and 9.
        double[] expected = [Math.Exp(-2), Math.Exp(-10.0 / 18), Math.Exp(-10), 1];
        Assert.All(expected.Zip(phi), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
    }

    [Fact]
    public void Gradients_reach_centres_and_widths()
    {
        var network = new RadialBasisNetwork<double>(2, 3, 2, new RandomSource(1));
        double[] x = [0.5, -1, 2, 0.1];

        GradientCheck.Check(
            inputs =>
            {
                // The same formula with the parameters as variables.
                Variable<double> distance = (inputs[0].ExpandAxes(1) - inputs[1]).Square().Sum(2);
                return (-distance / (2 * inputs[2].Exp().Square())).Exp();
            },
            new GradientCheckInput(x, 2, 2),
            network.Centres.Value,
            network.LogWidths.Value).ThrowIfFailed();

        var tape = new Tape<double>();
        network.Forward(tape.Constant(x, 2, 2)).Sum().Backward();
        double[] gradient = network.Centres.Gradient.ToArray();
        double[] weights = network.Output.Weight.Value.ToArray();
        var other = new Tape<double>();
        Variable<double> centres = other.Variable(network.Centres.Value), widths = other.Variable(network.LogWidths.Value);
        Variable<double> phi = (-(other.Constant(x, 2, 2).ExpandAxes(1) - centres).Square().Sum(2) / (2 * widths.Exp().Square())).Exp();
        (phi * other.Constant([.. weights.Take(3).Zip(weights.Skip(3), (a, b) => a + b)])).Sum().Backward();
        Assert.All(centres.Gradient.ToArray().Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
        Assert.All(widths.Gradient.ToArray().Zip(network.LogWidths.Gradient.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }

    [Fact]
    public void Centres_lie_in_the_middle_of_separate_groups()
    {
        var random = new RandomSource(4);
        (double X, double Y)[] middles = [(0, 0), (10, 0), (0, 10)];
        double[] data = [.. Enumerable.Range(0, 300).SelectMany(i => new[] { middles[i % 3].X + (0.1 * random.NextNormal()), middles[i % 3].Y + (0.1 * random.NextNormal()) })];

        for (int seed = 0; seed < 5; seed++)
        {
            var network = new RadialBasisNetwork<double>(data, 2, 3, 1, new RandomSource(seed));
            double[] c = network.Centres.Value.ToArray();
            foreach ((double x, double y) in middles)
            {
                // The mean of 100 points is off by 0.01.
                Assert.Contains(Enumerable.Range(0, 3), unit => Math.Abs(c[2 * unit] - x) < 0.06 && Math.Abs(c[(2 * unit) + 1] - y) < 0.06);
            }

            Assert.All(network.LogWidths.Value.ToArray(), width => Assert.Equal(Math.Log(10), width, 0.01));
        }
    }

    [Fact]
    public void Equal_points_leave_finite_widths()
    {
        var network = new RadialBasisNetwork<float>(new float[12], 2, 3, 1, new RandomSource(1));

        Assert.Equal([0, 0, 0], network.LogWidths.Value.ToArray());
        Assert.Equal(new float[6], network.Centres.Value.ToArray());
    }

    [Fact]
    public void Bad_sizes_and_data_are_refused_and_change_nothing()
    {
        var network = new RadialBasisNetwork<double>(2, 3, 1, new RandomSource(1));
        double[] before = network.Centres.Value.ToArray();
        var tape = new Tape<double>();

        Assert.Throws<ModuleException>(() => network.PlaceCentres(new double[4], new RandomSource(1)));
        Assert.Throws<ModuleException>(() => network.PlaceCentres(new double[7], new RandomSource(1)));
        Assert.Contains("NaN", Assert.Throws<ModuleException>(() => network.PlaceCentres([1, 2, 3, 4, 5, double.NaN], new RandomSource(1))).Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Centres.Value.ToArray());
        Assert.Throws<ModuleException>(() => new RadialBasisNetwork<double>(2, 0, 1, new RandomSource(1)));
        Assert.Throws<ShapeException>(() => network.Forward(tape.Filled(1, 4, 3)));
    }
}
