using AutoGrad.Errors;
using AutoGrad.Nn.Layers;

namespace AutoGrad.Nn.Tests;

public class PredictTests
{
    private static readonly double[] s_rows = [0.5, -1, 2, 0.1, 0.3, -0.7];

    private static Sequential<double> Model() => new(
        new Linear<double>(3, 4, new RandomSource(1)), new BatchNorm<double>(4), new Dropout<double>(0.5, new RandomSource(2)), new Linear<double>(4, 2, new RandomSource(3)));

    [Fact]
    public void Predict_of_a_batch_is_Forward_in_evaluation()
    {
        Sequential<double> model = Model();
        model.Evaluate();
        double[] expected = model.Forward(new Tape<double>().Constant(s_rows, 2, 3)).Value.ToArray();
        model.Train();

        TensorView<double> y = model.Predict(s_rows, 2, 3);

        Assert.Equal("(2, 2)", y.Shape.ToString());
        Assert.Equal(expected, y.ToArray());
    }

    [Fact]
    public void Predict_of_a_sample_is_a_row_of_the_batch_without_its_axis()
    {
        Sequential<double> model = Model();

        TensorView<double> y = model.Predict(s_rows.AsSpan(0, 3));
        TensorView<double> later = model.Predict(s_rows.AsSpan(3, 3));
        TensorView<double> batch = model.Predict(s_rows, 2, 3);

        Assert.Equal("(2,)", y.Shape.ToString());
        Assert.All(y.ToArray().Concat(later.ToArray()).Zip(batch.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }

    [Fact]
    public void Predict_leaves_mode_and_state_of_every_module_as_they_were()
    {
        Sequential<double> model = Model();
        model.Layers[1].Evaluate();
        byte[][] state = [.. model.State().Select(slot => slot.Bytes.ToArray())];

        model.Predict(s_rows, 2, 3);
        Assert.Throws<ShapeException>(() => model.Predict(s_rows, 3, 2));

        Assert.Equal([true, true, false, true, true], model.Layers.Select(layer => layer.IsTraining).Prepend(model.IsTraining));
        Assert.Equal(state, model.State().Select(slot => slot.Bytes.ToArray()));
    }

    [Fact]
    public void Predict_of_a_sample_refuses_an_output_without_a_batch()
    {
        var sum = new Activation<double>("sum", x => x.Sum());

        Assert.Contains("()", Assert.Throws<ShapeException>(() => sum.Predict(s_rows)).Message, StringComparison.Ordinal);
    }
}
