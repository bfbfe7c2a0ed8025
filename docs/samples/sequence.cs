// A task that needs memory: name the first symbol of a sequence after its last one has been read.
// Long short-term memory learns it, and sooner if its forget gates are open at first.
//
//   dotnet run docs/samples/sequence.cs
#:project ../../src/AutoGrad.Nn/AutoGrad.Nn.csproj
#:package OxyPlot.Core
#:package Spectre.Console

using System.Globalization;
using AutoGrad;
using AutoGrad.Nn;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Losses;
using AutoGrad.Nn.Optimizers;
using AutoGrad.Nn.Recurrent;
using AutoGrad.Nn.Training;
using AutoGrad.Nn.Training.Metrics;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;
using Spectre.Console;

const int Symbols = 4;
const int Steps = 20;
const int Units = 16;
const int Epochs = 20;

string here = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? AppContext.BaseDirectory;
string picture = Path.Combine(here, "output", "sequence.svg");

Dataset<float> train = Sequences(768, new RandomSource(1));
Dataset<float> test = Sequences(256, new RandomSource(2));

Curve[] curves = AnsiConsole.Progress().HideCompleted(false).Start(context => (Curve[])
[
    Train("forget bias 1", forgetBias: 1, context),
    Train("forget bias 0", forgetBias: 0, context),
]);
try
{
    Draw(curves, picture);
    Console.WriteLine($"accuracy curves: {Path.GetRelativePath(Environment.CurrentDirectory, picture)}");
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"the curves could not be drawn: {problem.Message}");
}

foreach (Curve curve in curves)
{
    int epochs = 1 + curve.Accuracies.FindIndex(accuracy => accuracy > 0.9);
    Console.WriteLine($"{curve.Name}: {(epochs > 0 ? $"after {epochs} epochs" : $"not in {Epochs} epochs")} more than 0.9 of the first symbols are recalled");
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first of {Steps} symbols recalled: {curves[0].Accuracies[^1]:F3}"));
return 0;

// Random symbols, one of them a 1 among zeros at each step; the label is the first.
static Dataset<float> Sequences(int count, RandomSource random)
{
    var inputs = new float[count * Steps * Symbols];
    var labels = new int[count];
    for (int step = 0; step < count * Steps; step++)
    {
        int symbol = random.NextIndex(Symbols);
        inputs[(step * Symbols) + symbol] = 1;
        if (step % Steps == 0)
        {
            labels[step / Steps] = symbol;
        }
    }

    return new Dataset<float>(inputs, new Shape(Steps, Symbols), labels, Symbols);
}

// Trains by back-propagation through time; the accuracy on the test part after each epoch.
Curve Train(string name, float forgetBias, ProgressContext context)
{
    var model = new Recall(Symbols, Units, forgetBias, new RandomSource(3));
    ProgressTask bar = context.AddTask(name, maxValue: 1);
    var trainer = new Trainer<float>(
        model,
        (output, batch) => Loss.CrossEntropy(output, batch.Labels),
        new Adam<float>(model.Parameters, rate: 0.015),
        new()
        {
            Epochs = Epochs,
            BatchSize = 32,
            Shuffle = new RandomSource(5),
            Metrics = [new Accuracy<float>()],

            // Through so many steps, gradients may explode as well as fade.
            GradientHook = parameters => GradientClipping.ByNorm(parameters, 1),
        });
    var progress = new Bar(bar);
    trainer.Train(train, test, progress);
    return new Curve(name, progress.Accuracies);
}

static void Draw(Curve[] curves, string path)
{
    var plot = new PlotModel { Title = $"Which symbol was the first of {Steps}?", DefaultFont = "Arial", Background = OxyColors.White };
    plot.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Title = "test accuracy", Minimum = 0, Maximum = 1.05, AxisTitleDistance = 18, MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = OxyColors.LightGray });
    plot.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Title = "epoch", Minimum = 0, AxisTitleDistance = 8 });
    plot.Legends.Add(new Legend { LegendPosition = LegendPosition.TopLeft, LegendLineSpacing = 6 });
    foreach ((Curve curve, OxyColor color) in curves.Zip((OxyColor[])[OxyColors.SteelBlue, OxyColors.DarkOrange]))
    {
        // Room at the end: labels are measured in Arial, and the font of whoever looks at them may run wider.
        var line = new LineSeries { Title = curve.Name + new string('\u00A0', 7), Color = color };
        line.Points.AddRange(curve.Accuracies.Select((accuracy, epoch) => new DataPoint(epoch + 1, accuracy)));
        plot.Series.Add(line);
    }

    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    using FileStream file = File.Create(path);
    new SvgExporter { Width = 720, Height = 440, UseVerticalTextAlignmentWorkaround = true }.Export(plot, file);
}

/// <summary>A recurrent network, and a linear layer that reads the first symbol from its state after the last step.</summary>
internal sealed class Recall : Layer<float>
{
    private readonly Lstm<float> memory;
    private readonly Linear<float> output;

    /// <summary>A network with random weights.</summary>
    /// <param name="symbols">The number of symbols.</param>
    /// <param name="units">The number of memory units.</param>
    /// <param name="forgetBias">
    /// What is added to the biases of the forget gates, which say how much of a unit's memory stays from step to step: about
    /// a half with 0, which is a millionth after 20 steps, and nearly three quarters with 1 (Gers et al. 2000).
    /// </param>
    /// <param name="random">Where the weights come from.</param>
    public Recall(int symbols, int units, float forgetBias, RandomSource random)
    {
        memory = Add("memory", new Lstm<float>(symbols, units, random, isBatchFirst: true, forgetBias: forgetBias));
        output = Add("output", new Linear<float>(units, symbols, random));
    }

    public override Variable<float> Forward(Variable<float> x) => output.Forward(memory.Forward(x).Output.Select(1, (int)x.Shape[1] - 1));
}

/// <summary>Moves a bar as training goes on, and keeps the accuracies.</summary>
internal sealed class Bar(ProgressTask task) : IProgress<TrainingProgress>
{
    public List<double> Accuracies { get; } = [];

    public void Report(TrainingProgress value)
    {
        task.Value = value.Fraction;
        Accuracies.Add(value.Metrics["accuracy"]);
    }
}

/// <summary>The test accuracy of a network after each epoch.</summary>
internal sealed record Curve(string Name, List<double> Accuracies);
