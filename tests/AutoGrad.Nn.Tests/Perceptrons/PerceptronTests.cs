using AutoGrad.Errors;
using AutoGrad.Nn.Perceptrons;

namespace AutoGrad.Nn.Tests.Perceptrons;

public class PerceptronTests
{
    [Fact]
    public void A_net_of_0_counts_as_negative()
    {
        var unit = new Perceptron<double>([1, 2]);

        Assert.Equal(0, unit.Net([0.5]));
        Assert.Equal(-1, unit.Classify([0.5]));
        Assert.Equal(1, unit.Classify([0.6]));
        Assert.Equal(-1, new Perceptron<float>(3).Classify([1, 2, 3]));
    }

    [Fact]
    public void Any_separable_samples_are_learned()
    {
        var random = new RandomSource(7);
        var inputs = new double[200 * 3];
        var targets = new int[200];
        for (int sample = 0; sample < targets.Length; sample++)
        {
            double side;
            do
            {
                Span<double> x = inputs.AsSpan(sample * 3, 3);
                for (int i = 0; i < 3; i++)
                {
                    x[i] = random.NextNormal();
                }

                side = x[0] - (2 * x[1]) + (0.5 * x[2]) + 0.3;
            }
            while (Math.Abs(side) < 0.1);
            targets[sample] = Math.Sign(side);
        }

        var unit = new Perceptron<double>(3);
        PerceptronResult result = unit.Fit(inputs, targets, rate: 0.5);

        Assert.True(result.Converged);
        Assert.Equal(0, result.ErrorsPerEpoch[^1]);
        Assert.All(Enumerable.Range(0, 200), i => Assert.Equal(targets[i], unit.Classify(inputs.AsSpan(i * 3, 3))));
    }

    [Fact]
    public void State_is_the_weight() => Assert.Equal(["weight"], new Perceptron<float>(2).State().Select(slot => slot.Name));

    [Fact]
    public void Bad_samples_are_refused_and_change_nothing()
    {
        var unit = new Perceptron<double>([0.5, 1, -1]);

        Assert.Throws<ModuleException>(() => unit.Fit([], []));
        Assert.Throws<ModuleException>(() => unit.Fit([1, 2, 3], [1]));
        Assert.Contains("target 0", Assert.Throws<ModuleException>(() => unit.Fit([1, 2, 3, 4], [1, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("NaN", Assert.Throws<ModuleException>(() => unit.Fit([1, double.NaN], [1])).Message, StringComparison.Ordinal);
        Assert.Throws<ModuleException>(() => unit.Fit([1, 2], [1], rate: 0));
        Assert.Throws<ModuleException>(() => unit.Fit([1, 2], [1], maxEpochs: 0));
        Assert.Throws<ShapeException>(() => unit.Classify([1]));
        Assert.Throws<ModuleException>(() => new Perceptron<double>(0));
        Assert.Equal([0.5, 1, -1], unit.Weight.Value.ToArray());
        Assert.Throws<ModuleException>(() => new TwoLayerPerceptron<double>(2, 0));
        Assert.Throws<ModuleException>(() => new TwoLayerPerceptron<double>(2, 2).Fit([0, 0], [1], [1]));
    }
}
