using AutoGrad.Errors;
using AutoGrad.Nn.Losses;

namespace AutoGrad.Nn.Tests.Losses;

public class LossTests
{
    [Fact]
    public void Squared_error_has_the_three_normalisations_of_worked_example_10()
    {
        var tape = new Tape<double>();
        Variable<double> y = tape.Variable(new double[,] { { 1, 2, 3 }, { -1, 0, 2 } });
        double[,] t = { { 0, 2, 5 }, { -2, 3, 2 } };

        // The squares are 1 0 4 and 1 9 0.
        Assert.Equal(7.5, Loss.MeanSquaredError(y, t, Normalization.Half).Value.Item, 1e-15);
        Assert.Equal(5, Loss.MeanSquaredError(y, t, Normalization.Outputs).Value.Item, 1e-15);
        Assert.Equal(2.5, Loss.MeanSquaredError(y, t, Normalization.SamplesAndOutputs).Value.Item, 1e-15);
        Assert.Equal(7.5, Loss.HalfSquaredError(y, t).Value.Item, 1e-15);
        Variable<double> half = Loss.HalfSquaredError(y, t);
        half.Backward();
        Assert.Equal([1, 0, -2, 1, -3, 0], y.Gradient.ToArray());
    }

    [Fact]
    public void Cross_entropy_of_worked_example_9_has_the_delta_of_softmax_minus_target()
    {
        var tape = new Tape<double>();
        Variable<double> z = tape.Variable(new double[,] { { 0.2, -0.4 }, { 1.5, 0.3 }, { -0.7, 0.1 } });
        int[] labels = [0, 1, 1];

        Variable<double> loss = Loss.CrossEntropy(z, labels);
        loss.Backward();

        double[] softmax = z.Softmax().Value.ToArray();
        double[] delta = [.. softmax.Select((p, i) => (p - (labels[i / 2] == i % 2 ? 1 : 0)) / 3)];
        double value = -(Math.Log(softmax[0]) + Math.Log(softmax[3]) + Math.Log(softmax[5])) / 3;
        Assert.Equal(value, loss.Value.Item, 1e-14);
        Assert.All(delta.Zip(z.Gradient.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
    }

    [Fact]
    public void Cross_entropy_of_positions_is_that_of_the_samples_in_other_words()
    {
        var tape = new Tape<double>();
        double[] scores = [0.1, 0.7, -0.3, 1.2, 0.4, -0.9, 0.6, 0.2, -1.1, 0.8, 0.05, -0.45];
        Variable<double> spatial = tape.Variable(scores, 2, 3, 2);
        Variable<double> rows = spatial.Permute(0, 2, 1).Reshape(4, 3);
        int[] labels = [2, -100, 1, 0];

        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            foreach (double smoothing in new[] { 0, 0.1 })
            {
                double[] expected = Loss.CrossEntropy(rows, labels, [1, 2, 0.5], smoothing, reduction: reduction).Value.ToArray();
                Variable<double> found = Loss.CrossEntropy(spatial, labels, [1, 2, 0.5], smoothing, reduction: reduction);
                Assert.All(expected.Zip(found.Value.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
                Assert.Equal(reduction == Reduction.None ? [2, 2] : [], found.Shape.Lengths.ToArray());
            }
        }
    }

    [Fact]
    public void Cross_entropy_of_one_sample_needs_no_batch()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([1.0, 2, 3]);

        Assert.Equal(0.40760596444438, Loss.CrossEntropy(x, [2]).Value.Item, 1e-13);
        Assert.Equal([], Loss.CrossEntropy(x, [2], reduction: Reduction.None).Shape.Lengths.ToArray());
    }

    [Fact]
    public void Cross_entropy_of_nothing_but_ignored_labels_is_0_with_gradient_0()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(new double[,] { { 1, 2 }, { 3, 4 } });

        foreach (double smoothing in new[] { 0, 0.1 })
        {
            Variable<double> loss = Loss.CrossEntropy(x, [-100, -100], labelSmoothing: smoothing);
            Assert.Equal(0, loss.Value.Item);
            Assert.Equal([0, 0, 0, 0], Differentiate.Gradient(loss, x).Value.ToArray());
        }
    }

    [Fact]
    public void Cross_entropy_of_labels_takes_few_records_and_no_memory_once_warm()
    {
        var tape = new Tape<float>();
        float[] scores = [.. Enumerable.Range(0, 640).Select(i => MathF.Sin(i))];
        int[] labels = [.. Enumerable.Range(0, 64).Select(i => i % 10)];
        int records = 0;
        long Run()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            tape.Reset();
            Variable<float> x = tape.Variable(scores, 64, 10);
            int first = tape.Count;
            Variable<float> loss = Loss.CrossEntropy(x, labels);
            records = tape.Count - first;
            loss.Backward();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        for (int i = 0; i < 50; i++)
        {
            Run();
        }

        Assert.Equal(0, Run());
        Assert.InRange(records, 1, 5);
    }

    [Theory]
    [InlineData(3, "0 to 2")]
    [InlineData(-1, "-100")]
    public void Cross_entropy_refuses_a_label_that_is_no_class(int label, string remedy)
    {
        Variable<float> x = new Tape<float>().Filled(1, 2, 3);

        ShapeException error = Assert.Throws<ShapeException>(() => Loss.CrossEntropy(x, [0, label]));

        Assert.Contains("CrossEntropy", error.Message, StringComparison.Ordinal);
        Assert.Contains("position 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("(2, 3)", error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_refuse_shapes_that_differ_and_name_them()
    {
        Variable<float> x = new Tape<float>().Filled(1, 4, 1);
        float[] t = [1, 2, 3, 4];
        Action[] calls =
        [
            () => Loss.MeanSquaredError(x, t), () => Loss.HalfSquaredError(x, t), () => Loss.AbsoluteError(x, t), () => Loss.Huber(x, t),
            () => Loss.SmoothAbsoluteError(x, t), () => Loss.BinaryCrossEntropy(x, t), () => Loss.BinaryCrossEntropyFromLogits(x, t),
            () => Loss.KullbackLeibler(x, t), () => Loss.Hinge(x, t), () => Loss.HingeEmbedding(x, t), () => Loss.MarginRanking(x, t, t),
            () => Loss.SoftMargin(x, t), () => Loss.MultiLabelSoftMargin(x, t), () => Loss.CosineEmbedding(x, t, t),
            () => Loss.TripletMargin(x, t, t), () => Loss.Poisson(x, t), () => Loss.Gaussian(x, t, t), () => Loss.CrossEntropy(x, t),
        ];

        Assert.All(calls, call =>
        {
            ShapeException error = Assert.Throws<ShapeException>(call);
            Assert.Contains("(4, 1)", error.Message, StringComparison.Ordinal);
            Assert.Contains("(4,)", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Losses_refuse_numbers_out_of_range()
    {
        Variable<double> x = new Tape<double>().Filled(1.5, 2, 3);

        Assert.Throws<ModuleException>(() => Loss.Huber(x, x, delta: 0));
        Assert.Throws<ModuleException>(() => Loss.SmoothAbsoluteError(x, x, beta: -1));
        Assert.Throws<ModuleException>(() => Loss.CrossEntropy(x, [0, 1], labelSmoothing: 1.1));
        Assert.Throws<ModuleException>(() => Loss.BinaryCrossEntropy(x, x));
        Assert.Throws<ModuleException>(() => Loss.Gaussian(x, x, -x));
        Assert.Throws<ModuleException>(() => Loss.MultiMargin(x, [0, 1], power: 3));
        Assert.Throws<ModuleException>(() => Loss.TripletMargin(x, x, x, norm: 0.5));
        Assert.Throws<ModuleException>(() => Loss.CosineEmbedding(x, x, new double[] { 1, 1 }, margin: 2));
        Assert.Throws<ShapeException>(() => Loss.CrossEntropy(x, [0]));
        Assert.Throws<ShapeException>(() => Loss.CrossEntropy(x, [0, 1], classWeights: [1, 2]));
        Assert.Throws<ShapeException>(() => Loss.MultiMargin(x, [0, -100]));
    }
}
