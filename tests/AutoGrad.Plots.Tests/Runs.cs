using AutoGrad.Nn;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Losses;
using AutoGrad.Nn.Optimizers;
using AutoGrad.Nn.Training;
using AutoGrad.Nn.Training.Metrics;

namespace AutoGrad.Plots.Tests;

/// <summary>Short trainings that are recorded.</summary>
internal static class Runs
{
    /// <summary>Points along a line, and the model 2-3-2 that learns on which half they lie.</summary>
    public static (TrainingRecorder<double> Recorder, TrainingResult Result, MultilayerPerceptron<double> Model) Train(
        int epochs, int histogramEvery = 1, double rate = 0.1, IProgress<TrainingProgress>? next = null, int reportEvery = 0)
    {
        var model = new MultilayerPerceptron<double>([2, 3, 2], new RandomSource(5));
        var recorder = new TrainingRecorder<double>(model, next) { HistogramEvery = histogramEvery };
        var trainer = new Trainer<double>(
            model,
            (output, batch) => Loss.CrossEntropy(output, batch.Labels),
            new GradientDescent<double>(model.Parameters, rate),
            new() { Epochs = epochs, BatchSize = 5, Metrics = [new Accuracy<double>()], ReportEvery = reportEvery });
        return (recorder, trainer.Train(Points(), Points(), recorder), model);
    }

    /// <summary>A training whose second update meets an infinite loss.</summary>
    public static (TrainingRecorder<double> Recorder, TrainingResult Result) Diverge()
    {
        var model = new Linear<double>(2, 1, new RandomSource(5));
        var recorder = new TrainingRecorder<double>(model);
        var data = new Dataset<double>([1, 2, 3, 4], new Shape(2), [1, 2], new Shape(1));
        var trainer = new Trainer<double>(
            model,
            (output, batch) => Loss.MeanSquaredError(output, batch.Targets),
            new GradientDescent<double>(model.Parameters, rate: 1e200),
            new() { Epochs = 5, BatchSize = 1 });
        return (recorder, trainer.Train(data, progress: recorder));
    }

    private static Dataset<double> Points()
    {
        double[] inputs = [.. Enumerable.Range(0, 10).SelectMany(i => (double[])[(i - 4.5) / 5, (4.5 - i) / 10])];
        return new Dataset<double>(inputs, new Shape(2), [.. Enumerable.Range(0, 10).Select(i => i / 5)], classes: 2);
    }
}
