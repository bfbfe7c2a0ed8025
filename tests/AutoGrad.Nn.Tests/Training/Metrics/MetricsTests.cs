using AutoGrad.Errors;
using AutoGrad.Nn.Training.Metrics;

namespace AutoGrad.Nn.Tests.Training.Metrics;

public class MetricsTests
{
    [Fact]
    public void Accuracy_counts_samples_whose_largest_output_is_their_class()
    {
        var accuracy = new Accuracy<float>();

        accuracy.Add([1, 2, 0, 5, 5, 5, 0, 0, 1], [1, 1, 2]);
        accuracy.Add([-1, 0, -1], [0]);

        // The second is a tie, which the first class wins.
        Assert.Equal(2 / 4.0, accuracy.Value);
        accuracy.Reset();
        Assert.Equal(double.NaN, accuracy.Value);
    }

    [Fact]
    public void Top_k_accuracy_lets_the_model_name_k_classes()
    {
        var accuracy = new Accuracy<double>(top: 2);

        accuracy.Add([3, 2, 1, 3, 2, 1, 3, 2, 1], [0, 1, 2]);

        Assert.Equal(2 / 3.0, accuracy.Value);
        Assert.Equal("top-2 accuracy", accuracy.Name);
    }

    [Fact]
    public void Accuracy_of_one_output_a_sample_is_that_of_two_classes()
    {
        var accuracy = new Accuracy<double>(threshold: 0.5);

        accuracy.Add([0.4, 0.6, 0.5, 0.9], [0, 1, 0, 0]);

        Assert.Equal(0.75, accuracy.Value);
    }

    [Fact]
    public void Confusion_matrix_has_a_row_for_what_is_and_a_column_for_what_was_taken()
    {
        var matrix = new ConfusionMatrix(3, ["cat", "dog", "bird"]);

        // Class by class: 2 cats right and 1 taken for a dog; 3 dogs right; 1 bird taken for a cat.
        matrix.Add<float>([9, 0, 0, 9, 0, 0, 0, 9, 0, 0, 9, 0, 0, 9, 0, 0, 9, 0, 9, 0, 0], [0, 0, 0, 1, 1, 1, 2]);

        Assert.Equal(["cat", "dog", "bird"], matrix.Names);
        Assert.Equal(7, matrix.Count);
        Assert.Equal(5 / 7.0, matrix.Accuracy);
        Assert.Equal(1, matrix[2, 0]);
        Assert.Equal(2 / 3.0, matrix.Precision(0));
        Assert.Equal(3 / 4.0, matrix.Precision(1));
        Assert.Equal(double.NaN, matrix.Precision(2));
        Assert.Equal([2 / 3.0, 1, 0], [matrix.Recall(0), matrix.Recall(1), matrix.Recall(2)]);
        Assert.Equal(6 / 7.0, matrix.F1(1), 1e-15);
        Assert.Equal(
            """
                  cat  dog  bird
             cat    2    1     .
             dog    .    3     .
            bird    1    .     .

            """,
            matrix.ToString());
    }

    [Fact]
    public void Root_mean_squared_error_is_over_all_numbers()
    {
        var metric = new RootMeanSquaredError<float>();

        metric.Add([1, 2], [1, 4]);
        metric.Add([0, 0], [4, -4]);

        Assert.Equal(3, metric.Value);
    }

    [Fact]
    public void R2_compares_with_the_mean_and_is_exact_far_from_zero()
    {
        var metric = new CoefficientOfDetermination<double>();
        const double Far = 1e9;

        metric.Add([Far + 1, Far + 2, Far + 3.5], [Far + 1, Far + 2, Far + 3]);
        metric.Add([Far + 4], [Far + 4]);

        // Squares about the mean 2.5: 2.25 + 0.25 + 0.25 + 2.25 = 5; squared errors: 0.25.
        Assert.Equal(1 - (0.25 / 5), metric.Value, 1e-9);
        metric.Reset();
        metric.Add([2, 2, 2], [1, 2, 3]);
        Assert.Equal(0, metric.Value);
        metric.Reset();
        metric.Add([2, 2], [2, 2]);
        Assert.Equal(1, metric.Value);
    }

    [Fact]
    public void Wrong_shapes_name_both_sides()
    {
        Assert.Contains("5 outputs for 2 labels", Assert.Throws<ShapeException>(() => new Accuracy<float>().Add([1, 2, 3, 4, 5], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("a label is 3", Assert.Throws<ShapeException>(() => new Accuracy<float>().Add([1, 2, 3], [3])).Message, StringComparison.Ordinal);
        Assert.Contains("3 outputs a sample, but 2", Assert.Throws<ShapeException>(() => new ConfusionMatrix(2).Add<float>([1, 2, 3], [0])).Message, StringComparison.Ordinal);
        Assert.Contains("1 outputs for 2 targets", Assert.Throws<ShapeException>(() => new RootMeanSquaredError<float>().Add([1], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ModuleException>(() => new Accuracy<float>(top: 0));
        Assert.Throws<ModuleException>(() => new ConfusionMatrix(2, ["a"]));
    }

    [Fact]
    public void NaN_outputs_are_seen_in_the_figures()
    {
        var accuracy = new Accuracy<float>();
        accuracy.Add([1, 0, float.NaN, 0], [0, 1]);
        Assert.Equal(double.NaN, accuracy.Value);
        accuracy.Reset();
        accuracy.Add([1, 0], [0]);
        Assert.Equal(1, accuracy.Value);

        var matrix = new ConfusionMatrix(2);
        string message = Assert.Throws<ModuleException>(() => matrix.Add<float>([1, 0, 0, float.NaN], [0, 1])).Message;
        Assert.StartsWith("ConfusionMatrix: output 1 of sample 1 is NaN", message, StringComparison.Ordinal);
        Assert.Equal(0, matrix.Count);
    }

    [Fact]
    public void More_classes_than_there_are_cannot_be_named()
    {
        string message = Assert.Throws<ModuleException>(() => new Accuracy<float>(top: 9).Add([1, 0], [0])).Message;

        Assert.Equal("Accuracy: the top 9 classes of 2 outputs a sample; there must be at least as many outputs", message);
    }

    [Fact]
    public void Classes_that_are_not_there_are_named()
    {
        var matrix = new ConfusionMatrix(3);
        Func<object>[] calls = [() => matrix.Recall(3), () => matrix.Precision(3), () => matrix.F1(3), () => matrix[0, 3], () => matrix[3, 0]];

        Assert.All(calls, call => Assert.Equal("ConfusionMatrix: there is no class 3; with 3 classes they go from 0 to 2", Assert.Throws<ModuleException>(call).Message));
    }
}
