// Back-propagation learns XOR: nothing happens for a long time, and then it finds the way down.
//
//   dotnet run docs/samples/xor.cs
#:project ../../src/AutoGrad.Plots/AutoGrad.Plots.csproj
#:package Spectre.Console

using System.Globalization;
using AutoGrad;
using AutoGrad.Nn;
using AutoGrad.Nn.Initializers;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Losses;
using AutoGrad.Nn.Optimizers;
using AutoGrad.Nn.Training;
using AutoGrad.Plots;
using Spectre.Console;

const int Seed = 2;
const int Iterations = 11_050;

string here = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? AppContext.BaseDirectory;
string picture = Path.Combine(here, "output", "xor-error.svg");

// Two inputs, two hidden units and one output, all sigmoid, from weights near 0: every pattern gives about 0.5.
var model = new MultilayerPerceptron<double>(
    [2, 2, 1], new RandomSource(Seed), Activation<double>.Sigmoid, Activation<double>.Sigmoid,
    weight: Initialize<double>.Uniform(-0.5, 0.5), bias: Initialize<double>.Zeros);
var patterns = new Dataset<double>(inputs: [0, 0, 0, 1, 1, 0, 1, 1], inputShape: new Shape(2), targets: [0, 1, 1, 0], targetShape: new Shape(1));

// The error is 1/2 the sum of (target - output)² over the four patterns, and a step goes against its gradient.
Table story = new Table().Border(TableBorder.Simple).AddColumns("iteration", "0 0", "0 1", "1 0", "1 1", "error");
var trainer = new Trainer<double>(
    model,
    (output, batch) => Loss.HalfSquaredError(output, batch.Targets),
    new GradientDescent<double>(model.Parameters, rate: 0.275),
    new() { Epochs = Iterations, BatchSize = 4, AfterEpoch = Tell });

TrainingResult result = AnsiConsole.Progress().HideCompleted(false).Start(context =>
    trainer.Train(patterns, progress: new Bar(context.AddTask("learning XOR", maxValue: 1))));

AnsiConsole.Write(story);
try
{
    LossCurve.Of(result, "Back-propagation on XOR", "error", "iteration").SaveSvg(picture);
    Console.WriteLine($"error curve: {Path.GetRelativePath(Environment.CurrentDirectory, picture)}");
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"the error curve could not be drawn: {problem.Message}");
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"error after {result.Iterations} iterations: {result.TrainingLoss:F4}"));
return 0;

// What the network gives for each pattern, at the iterations at which a textbook shows it.
void Tell(Trainer<double> trainer)
{
    if (trainer.Epoch is 1 or 2_000 or 4_000 or 8_000 or Iterations)
    {
        var tape = new Tape<double>();
        double[] outputs = model.Forward(tape.Constant(patterns.Inputs, 4, 2)).Value.ToArray();
        story.AddRow([Number(trainer.Epoch, "N0"), .. outputs.Select(output => Number(output, "F3")), Number(trainer.Evaluate(patterns).Loss, "F3")]);
    }
}

static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

/// <summary>Moves a bar as training goes on.</summary>
internal sealed class Bar(ProgressTask task) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => task.Value = value.Fraction;
}
