using AutoGrad.Nn.Perceptrons;

namespace AutoGrad.Nn.Tests.WorkedExamples;

/// <summary>Worked example 6: the perceptron and its learning rule.</summary>
public class PerceptronExampleTests
{
    private static readonly double[] s_corners = [0, 0, 0, 1, 1, 0, 1, 1];

    [Fact]
    public void The_first_epoch_has_the_nets_and_weights_of_the_source()
    {
        var unit = new Perceptron<double>([0.5, 1, -1, 0]);

        // x0 = -1 is the unit's own.
        Assert.Equal(2.5, unit.Learn([1, -2, 0], -1, 0.1), 1e-14);
        Close([0.7, 0.8, -0.6, 0], unit);
        Assert.Equal(-1.6, unit.Learn([0, 1.5, -0.5], -1, 0.1), 1e-14);
        Close([0.7, 0.8, -0.6, 0], unit);
        Assert.Equal(-2.1, unit.Learn([-1, 1, 0.5], 1, 0.1), 1e-14);
        Close([0.5, 0.6, -0.4, 0.1], unit);
    }

    [Fact]
    public void The_fifth_epoch_is_the_first_without_an_error()
    {
        var unit = new Perceptron<double>([0.5, 1, -1, 0]);

        PerceptronResult result = unit.Fit([1, -2, 0, 0, 1.5, -0.5, -1, 1, 0.5], [-1, -1, 1], rate: 0.1, maxEpochs: 100);

        Assert.True(result.Converged);
        Assert.Equal(5, result.Epochs);
        Assert.Equal(2, result.ErrorsPerEpoch[0]);
        Assert.Equal("converged: epoch 5 made no error", result.ToString());
        Close([0.3, -0.2, 0.3, 0.5], unit);
    }

    [Theory]
    [InlineData(-1, -1, -1, 1, 0.75, 0.5, 0.5)]
    [InlineData(-1, 1, 1, 1, 0.5, 1, 1)]
    public void AND_and_OR_are_separated_by_the_lines_of_the_source_and_by_learned_ones(int t00, int t01, int t10, int t11, double w0, double w1, double w2)
    {
        int[] targets = [t00, t01, t10, t11];
        var given = new Perceptron<double>([w0, w1, w2]);
        var learned = new Perceptron<double>(2);

        PerceptronResult result = learned.Fit(s_corners, targets);

        Assert.True(result.Converged);
        for (int corner = 0; corner < 4; corner++)
        {
            Assert.Equal(targets[corner], given.Classify(s_corners.AsSpan(2 * corner, 2)));
            Assert.Equal(targets[corner], learned.Classify(s_corners.AsSpan(2 * corner, 2)));
        }
    }

    [Fact]
    public void XOR_is_reported_as_not_converged_after_the_given_epochs()
    {
        var unit = new Perceptron<double>(2);

        PerceptronResult result = unit.Fit(s_corners, [-1, 1, 1, -1], maxEpochs: 250);

        Assert.False(result.Converged);
        Assert.Equal(250, result.Epochs);
        Assert.DoesNotContain(0, result.ErrorsPerEpoch);
        Assert.Contains("not be linearly separable", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_layers_solve_XOR_by_the_table_of_the_source()
    {
        // (0,0) -> 1,1 -> 0; (0,1) -> 1,0 -> 1; (1,0) -> 0,1 -> 1; (1,1) -> 1,1 -> 0, with -1 for 0 in what units give.
        int[] hidden = [1, 1, 1, -1, -1, 1, 1, 1];
        int[] targets = [-1, 1, 1, -1];
        var network = new TwoLayerPerceptron<double>(2, 2);

        IReadOnlyList<PerceptronResult> results = network.Fit(s_corners, hidden, targets);

        Assert.Equal(3, results.Count);
        Assert.All(results, result => Assert.True(result.Converged));
        for (int corner = 0; corner < 4; corner++)
        {
            ReadOnlySpan<double> x = s_corners.AsSpan(2 * corner, 2);
            Assert.Equal(hidden[(2 * corner)..((2 * corner) + 2)], network.Hide(x));
            Assert.Equal(targets[corner], network.Classify(x));
        }

        Assert.Equal(["hidden.0.weight", "hidden.1.weight", "output.weight"], network.NamedParameters.Select(named => named.Name));
    }

    private static void Close(double[] expected, Perceptron<double> unit) =>
        Assert.All(expected.Zip(unit.Weight.Value.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
}
