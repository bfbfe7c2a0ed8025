// Two half-moons that no line separates: a tanh layer with softmax and cross-entropy draws a curve between them.
//
//   dotnet run docs/samples/moons.cs
#:project ../../src/AutoGrad.Plots/AutoGrad.Plots.csproj
#:package Spectre.Console

using System.Globalization;
using AutoGrad;
using AutoGrad.Nn;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Losses;
using AutoGrad.Nn.Optimizers;
using AutoGrad.Nn.Training;
using AutoGrad.Nn.Training.Metrics;
using AutoGrad.Plots;
using Spectre.Console;

const int Points = 200;
const double Spread = 0.15;

string here = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? AppContext.BaseDirectory;
string picture = Path.Combine(here, "output", "moons.svg");
string losses = Path.Combine(here, "output", "moons-loss.svg");
string weights = Path.Combine(here, "output", "moons-weights.svg");

Dataset<double> points = Moons(new RandomSource(1));
Dataset<double> newPoints = Moons(new RandomSource(2));

// z1 = x W1 + b1, a1 = tanh z1, z2 = a1 W2 + b2; the softmax of z2 is in the cross-entropy.
var model = new MultilayerPerceptron<double>([2, 16, 2], new RandomSource(3), Activation<double>.Tanh);
var trainer = new Trainer<double>(
    model,
    (output, batch) => Loss.CrossEntropy(output, batch.Labels),
    new Adam<double>(model.Parameters, rate: 0.02),
    new() { Epochs = 100, BatchSize = 20, Shuffle = new RandomSource(4), Metrics = [new Accuracy<double>()] });

var progress = new Bar();
var recorder = new TrainingRecorder<double>(model, progress);
TrainingResult result = AnsiConsole.Progress().HideCompleted(false).Start(context =>
{
    progress.Task = context.AddTask($"training on {points.Count} points", maxValue: 1);
    return trainer.Train(points, newPoints, recorder);
});
Console.WriteLine(result);

try
{
    // The more certain a moon, the fuller its colour; the line is where both are equally probable.
    DecisionBoundary.Of(model, points, new()
    {
        Title = "Two half-moons",
        ClassNames = ["first moon", "second moon"],
        IsGraded = true,
    }).SaveSvg(picture);
    recorder.LossCurve("Two half-moons", "cross-entropy (nats)").SaveSvg(losses);
    recorder.WeightHistograms().SaveSvg(weights);
    foreach ((string what, string path) in ((string, string)[])[("decision boundary", picture), ("losses", losses), ("weights", weights)])
    {
        Console.WriteLine($"{what}: {Path.GetRelativePath(Environment.CurrentDirectory, path)}");
    }
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"the pictures could not be drawn: {problem.Message}");
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accuracy on {newPoints.Count} new points: {trainer.Evaluate(newPoints).Metrics["accuracy"]:F3}"));
return 0;

// Two half circles of radius 1, the second moved by (1, 0.5) and turned down, with noise.
static Dataset<double> Moons(RandomSource random)
{
    var x = new double[2 * Points];
    var labels = new int[Points];
    for (int i = 0; i < Points; i++)
    {
        labels[i] = i % 2;
        double angle = Math.PI * random.NextUniform();
        (double across, double up) = labels[i] == 0 ? (Math.Cos(angle), Math.Sin(angle)) : (1 - Math.Cos(angle), 0.5 - Math.Sin(angle));
        x[2 * i] = across + (Spread * random.NextNormal());
        x[(2 * i) + 1] = up + (Spread * random.NextNormal());
    }

    return new Dataset<double>(x, new Shape(2), labels, classes: 2);
}

/// <summary>Moves a bar as training goes on.</summary>
internal sealed class Bar : IProgress<TrainingProgress>
{
    public ProgressTask? Task { get; set; }

    public void Report(TrainingProgress value) => Task!.Value = value.Fraction;
}
