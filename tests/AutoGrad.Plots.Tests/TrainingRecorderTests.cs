using AutoGrad.Nn.Training;
using AutoGrad.Nn.Training.Metrics;

namespace AutoGrad.Plots.Tests;

public class TrainingRecorderTests
{
    [Fact]
    public void Recorder_knows_what_the_result_knows()
    {
        (TrainingRecorder<double> recorder, TrainingResult result, _) = Runs.Train(epochs: 6);

        Assert.Equal([1, 2, 3, 4, 5, 6], recorder.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(result.TrainingLosses, recorder.Epochs.Select(epoch => epoch.TrainingLoss));
        Assert.Equal(result.ValidationLosses, recorder.Epochs.Select(epoch => epoch.ValidationLoss!.Value));
        Assert.Equal([MetricNames.Accuracy], recorder.MetricNames);
        Assert.Null(recorder.DivergedAt);
    }

    [Fact]
    public void Loss_curve_of_a_recorder_is_that_of_the_result()
    {
        (TrainingRecorder<double> recorder, TrainingResult result, _) = Runs.Train(epochs: 6);

        Assert.Equal(LossCurve.Of(result, "Loss", "cross-entropy (nats)").ToSvg(), recorder.LossCurve(quantity: "cross-entropy (nats)").ToSvg());
    }

    [Fact]
    public void Recorder_passes_on_all_that_it_is_told()
    {
        var passed = new List<TrainingProgress>();

        (TrainingRecorder<double> recorder, _, _) = Runs.Train(epochs: 3, next: new Immediately(passed.Add), reportEvery: 1);

        Assert.Equal(9, passed.Count);
        Assert.Equal(recorder.Epochs, passed.Where(progress => progress.IsEndOfEpoch));
    }

    [Fact]
    public void Histograms_are_taken_before_the_first_epoch_and_after_each()
    {
        (TrainingRecorder<double> recorder, _, var model) = Runs.Train(epochs: 4);

        Assert.Equal(["hidden.0.weight", "hidden.0.bias", "output.weight", "output.bias"], recorder.Weights.Select(history => history.Name));
        Assert.All(recorder.Weights, history => Assert.Equal([0, 1, 2, 3, 4], history.Entries.Select(entry => entry.Epoch)));
        Assert.All(recorder.Gradients, history => Assert.Equal([1, 2, 3, 4], history.Entries.Select(entry => entry.Epoch)));
        Assert.All(recorder.Weights.Concat(recorder.Gradients), history => Assert.All(history.Entries, entry => Assert.Equal(history.Shape.Count, entry.Histogram.Counts.Sum())));
        double[] last = model.Parameters[0].Value.ToArray();
        Assert.Equal((last.Min(), last.Max()), (recorder.Weights[0].Entries[^1].Histogram.Minimum, recorder.Weights[0].Entries[^1].Histogram.Maximum));
        Assert.NotEqual(recorder.Weights[0].Entries[0].Histogram.RootMeanSquare, recorder.Weights[0].Entries[^1].Histogram.RootMeanSquare);
        double[] gradient = model.Parameters[0].Gradient.ToArray();
        Assert.Equal(Math.Sqrt(gradient.Average(g => g * g)), recorder.Gradients[0].Entries[^1].Histogram.RootMeanSquare, 1e-15);
    }

    [Fact]
    public void Histograms_are_taken_as_often_as_set()
    {
        (TrainingRecorder<double> recorder, _, _) = Runs.Train(epochs: 7, histogramEvery: 3);

        Assert.Equal([0, 3, 6], recorder.Weights[0].Entries.Select(entry => entry.Epoch));
        Assert.Equal([3, 6], recorder.Gradients[0].Entries.Select(entry => entry.Epoch));
        Assert.Throws<ArgumentOutOfRangeException>(() => Runs.Train(epochs: 1, histogramEvery: -1));
    }

    [Fact]
    public void Long_training_has_at_most_128_histograms_at_even_steps()
    {
        (TrainingRecorder<double> recorder, _, _) = Runs.Train(epochs: 600);

        Assert.Equal(8, recorder.HistogramEvery);
        Assert.Equal(Enumerable.Range(0, 76).Select(i => 8 * i), recorder.Weights[0].Entries.Select(entry => entry.Epoch));
        Assert.Equal(Enumerable.Range(1, 75).Select(i => 8 * i), recorder.Gradients[3].Entries.Select(entry => entry.Epoch));
    }

    [Fact]
    public void Histograms_have_a_plot_for_each_parameter_with_a_column_for_each_epoch()
    {
        (TrainingRecorder<double> recorder, _, _) = Runs.Train(epochs: 4);

        var weights = new SvgReading(recorder.WeightHistograms());

        Assert.Equal(4, weights.Named("image").Count());
        Assert.StartsWith("The fuller the colour, the more numbers; the line is their median. hidden.0.weight: from ", weights.Description);
        Assert.Superset(new HashSet<string> { "hidden.0.weight", "hidden.0.bias", "output.weight", "output.bias", "(3, 2), weight", "epoch" }, weights.Texts.ToHashSet());
        Assert.All(weights.Lines(SvgReading.Ink), median => Assert.Equal(5, median.Length));
        Assert.All(new SvgReading(recorder.GradientHistograms()).Lines(SvgReading.Ink), median => Assert.Equal(4, median.Length));
    }

    [Fact]
    public void Gradient_sizes_metrics_and_rates_are_curves()
    {
        (TrainingRecorder<double> recorder, _, _) = Runs.Train(epochs: 4);

        var sizes = new SvgReading(recorder.GradientSizes());
        Assert.Equal(4, Assert.Single(sizes.Curves(SvgReading.Blue)).Length);
        Assert.Contains("output.bias", sizes.Texts);
        var accuracy = new SvgReading(recorder.MetricCurve(MetricNames.Accuracy));
        Assert.Equal("Accuracy on the validation part", accuracy.Title);
        Assert.Equal(4, Assert.Single(accuracy.Curves(SvgReading.Blue)).Length);
        Assert.Contains("learning rate: from 0.1 at epoch 1", new SvgReading(recorder.RateCurve()).Description);
    }

    [Fact]
    public void Diverged_training_shows_when()
    {
        (TrainingRecorder<double> recorder, TrainingResult result) = Runs.Diverge();

        Assert.Equal(StopReason.Diverged, result.Reason);
        Assert.Equal(result.Iterations, recorder.DivergedAt!.Value.Iteration);
        Assert.False(double.IsFinite(recorder.DivergedAt.Value.TrainingLoss));
        var drawing = new SvgReading(recorder.LossCurve());
        Assert.Contains(drawing.Texts, text => text.StartsWith("training is ", StringComparison.Ordinal) && text.EndsWith(" at epoch 1", StringComparison.Ordinal));
        Assert.Single(drawing.Lines(SvgReading.Alarm));
    }

    [Fact]
    public void What_was_not_recorded_is_refused()
    {
        (TrainingRecorder<double> recorder, _, var model) = Runs.Train(epochs: 2, histogramEvery: 0);
        var empty = new TrainingRecorder<double>(model);

        Assert.Contains("as its progress", Assert.Throws<PictureException>(() => empty.LossCurve()).Message);
        Assert.Contains("as its progress", Assert.Throws<PictureException>(() => empty.WeightHistograms()).Message);
        Assert.Contains("HistogramEvery 0", Assert.Throws<PictureException>(() => recorder.WeightHistograms()).Message);
        Assert.Contains("HistogramEvery 0", Assert.Throws<PictureException>(() => recorder.GradientSizes()).Message);
        Assert.Contains("there are accuracy", Assert.Throws<PictureException>(() => recorder.MetricCurve("RMSE")).Message);
    }

    private sealed class Immediately(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
