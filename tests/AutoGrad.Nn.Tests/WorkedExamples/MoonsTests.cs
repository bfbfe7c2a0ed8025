using AutoGrad.Nn.Layers;

namespace AutoGrad.Nn.Tests.WorkedExamples;

/// <summary>Worked example 9: a tanh hidden layer with softmax and cross-entropy tells two half-moons apart.</summary>
public class MoonsTests
{
    [Fact]
    public void Trained_on_two_half_moons_the_network_classifies_new_points()
    {
        (double[] x, int[] labels) = Moons(200, new RandomSource(1));
        (double[] newX, int[] newLabels) = Moons(200, new RandomSource(2));
        var model = new MultilayerPerceptron<double>([2, 8, 2], new RandomSource(3));
        var tape = new Tape<double>();
        Variable<double> Loss() => -model.Forward(tape.Constant(x, 200, 2)).LogSoftmax().TakePairs([.. Enumerable.Range(0, 200)], labels).Sum() / 200;

        double first = GradientDescentStep.Take(tape, model, 0, Loss);
        for (int step = 0; step < 2_000; step++)
        {
            GradientDescentStep.Take(tape, model, 1, Loss);
        }

        int[] classes = model.Forward(tape.Constant(newX, 200, 2)).ArgMax(1);
        Assert.Equal(Math.Log(2), first, 0.4);
        Assert.True(Loss().Value.Item < 0.05);
        Assert.True(classes.Zip(newLabels).Count(pair => pair.First == pair.Second) >= 195);
    }

    [Fact]
    public void Gradients_are_the_handwritten_deltas()
    {
        (double[] x, int[] labels) = Moons(5, new RandomSource(1));
        var model = new MultilayerPerceptron<double>([2, 3, 2], new RandomSource(3));
        var tape = new Tape<double>();
        Variable<double> input = tape.Constant(x, 5, 2);
        (-model.Forward(input).LogSoftmax().TakePairs([.. Enumerable.Range(0, 5)], labels).Sum() / 5).Backward();

        // delta3 = y^ - y (the source prints y - y^, a slip of sign), delta2 = (1 - a²) o (delta3 W2), all over N.
        Variable<double> a = model.Hidden[0].Forward(input).Tanh();
        Variable<double> oneHot = tape.Constant([.. labels.SelectMany(label => new double[] { 1 - label, label })], 5, 2);
        Variable<double> delta3 = (model.Output.Forward(a).Softmax() - oneHot) / 5;
        Variable<double> delta2 = (1 - a.Square()) * delta3.MatMul(model.Output.Weight);

        Close(delta3.Transpose().MatMul(a), model.Output.Weight);
        Close(delta3.Sum(0), model.Output.Bias!);
        Close(delta2.Transpose().MatMul(input), model.Hidden[0].Weight);
        Close(delta2.Sum(0), model.Hidden[0].Bias!);
    }

    private static void Close(Variable<double> expected, Parameter<double> parameter)
    {
        Assert.Equal(expected.Shape, parameter.Shape);
        Assert.All(expected.Value.ToArray().Zip(parameter.Gradient.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }

    /// <summary>Two half circles of radius 1, the second moved by (1, 0.5) and turned down, with noise.</summary>
    private static (double[] X, int[] Labels) Moons(int count, RandomSource random)
    {
        var x = new double[2 * count];
        var labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % 2;
            double angle = Math.PI * random.NextUniform();
            (double across, double up) = labels[i] == 0 ? (Math.Cos(angle), Math.Sin(angle)) : (1 - Math.Cos(angle), 0.5 - Math.Sin(angle));
            x[2 * i] = across + (0.1 * random.NextNormal());
            x[(2 * i) + 1] = up + (0.1 * random.NextNormal());
        }

        return (x, labels);
    }
}
