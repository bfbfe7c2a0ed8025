// Iris: which of three species a flower is, from four measurements.
//
//   dotnet run docs/samples/iris.cs [-- FILE]
//
// FILE is a CSV file: a header row that ends with the names of the classes, then rows of four numbers and the number of a
// class; docs/samples/data/iris.csv unless given.
#:project ../../src/AutoGrad.Nn/AutoGrad.Nn.csproj
#:package CsvHelper
#:package OxyPlot.Core
#:package Spectre.Console

using System.Globalization;
using AutoGrad;
using AutoGrad.Errors;
using AutoGrad.Nn;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Losses;
using AutoGrad.Nn.Optimizers;
using AutoGrad.Nn.Training;
using AutoGrad.Nn.Training.Metrics;
using CsvHelper;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;
using Spectre.Console;

const int Features = 4;
const int PetalLength = 2;
const int PetalWidth = 3;

string here = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? AppContext.BaseDirectory;
string file = args.Length > 0 ? args[0] : Path.Combine(here, "data", "iris.csv");
string picture = Path.Combine(here, "output", "iris.svg");

Dataset<float> flowers, train, test;
string[] names;
try
{
    (flowers, names) = Read(file);
    (train, test) = flowers.Split(0.7, new RandomSource(1));
}
catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException or CsvFormatException or AutoGradException)
{
    Console.Error.WriteLine($"iris: {problem.Message}");
    return 1;
}

// Every measurement to mean 0 and deviation 1, as they are in the training part: the test part must stay unseen.
var scale = new Standardization<float>(train);
(train, Dataset<float> scaledTest) = (scale.Apply(train), scale.Apply(test));
var model = new MultilayerPerceptron<float>([Features, 8, names.Length], new RandomSource(2));
var trainer = new Trainer<float>(
    model,
    (output, batch) => Loss.CrossEntropy(output, batch.Labels),
    new AdamW<float>(model.Parameters, rate: 0.02, weightDecay: 0.01),
    new() { Epochs = 60, BatchSize = 16, Shuffle = new RandomSource(3) });

Console.Write(model.Summary());
TrainingResult result = AnsiConsole.Progress().HideCompleted(false).Start(context =>
    trainer.Train(train, progress: new Bar(context.AddTask($"training on {train.Count} flowers", maxValue: 1))));
Console.WriteLine(result);

// Rows: what a flower is; columns: what it was taken for.
var tape = new Tape<float>();
Variable<float> outputs = model.Forward(tape.Constant(scaledTest.Inputs, scaledTest.Count, Features));
int[] taken = outputs.ArgMax(1);
var confusion = new ConfusionMatrix(names.Length, names);
confusion.Add(outputs.Value.Span, scaledTest.Labels);
Console.Write(confusion);
try
{
    Draw(picture);
    Console.WriteLine($"petals: {Path.GetRelativePath(Environment.CurrentDirectory, picture)}");
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"the petals could not be drawn: {problem.Message}");
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy: {confusion.Accuracy:F3}"));
return 0;

static (Dataset<float> Flowers, string[] Names) Read(string path)
{
    using FileStream stream = File.OpenRead(path);
    using CsvReader csv = CsvReader.Create(stream, new CsvReaderOptions { HasHeader = false });
    if (!csv.Read() || csv.FieldCount != Features + 1)
    {
        throw new InvalidDataException($"{path}, row 1: there is no header of {Features + 1} fields, the last of them the names of the classes");
    }

    // "150,4,setosa,versicolor,virginica": how many rows and measurements, then the classes.
    string[] names = [.. Enumerable.Range(2, csv.FieldCount - 2).Select(field => csv.GetString(field)!)];
    var measurements = new List<float>();
    var labels = new List<int>();
    while (csv.Read())
    {
        string row = $"{path}, row {labels.Count + 2}";
        if (csv.FieldCount != Features + 1)
        {
            throw new InvalidDataException($"{row}: {csv.FieldCount} fields instead of {Features} measurements and a class");
        }

        for (int i = 0; i < Features; i++)
        {
            measurements.Add(csv.TryParse(i, out float value) && float.IsFinite(value)
                ? value
                : throw new InvalidDataException($"{row}: measurement {i + 1} is '{csv.GetString(i)}', not a number"));
        }

        labels.Add(csv.TryParse(Features, out int label) && label >= 0 && label < names.Length
            ? label
            : throw new InvalidDataException($"{row}: the class is '{csv.GetString(Features)}', not one of 0 to {names.Length - 1}"));
    }

    return labels.Count > 0
        ? (new Dataset<float>([.. measurements], new Shape(Features), [.. labels], names.Length), names)
        : throw new InvalidDataException($"{path}: there are no flowers");
}

// All flowers by their petals, and rings around those of the test part that were taken for something else.
void Draw(string path)
{
    var plot = new PlotModel { Title = "Iris by its petals", DefaultFont = "Arial", Background = OxyColors.White };
    plot.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Title = "petal width (cm)", AxisTitleDistance = 18, MinimumPadding = 0.05, MaximumPadding = 0.05 });
    plot.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Title = "petal length (cm)", AxisTitleDistance = 8, MinimumPadding = 0.05, MaximumPadding = 0.05 });
    plot.Legends.Add(new Legend { LegendPosition = LegendPosition.TopLeft, LegendLineSpacing = 6 });
    OxyColor[] colors = [OxyColors.SteelBlue, OxyColors.DarkOrange, OxyColors.SeaGreen];
    for (int species = 0; species < names.Length; species++)
    {
        plot.Series.Add(Petals(names[species], flowers, sample => flowers.Labels[sample] == species, 4, colors[species], OxyColors.White));
    }

    plot.Series.Add(Petals("wrong in the test", test, sample => taken[sample] != test.Labels[sample], 7, OxyColors.Transparent, OxyColors.Crimson));
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    using FileStream file = File.Create(path);
    new SvgExporter { Width = 720, Height = 460, UseVerticalTextAlignmentWorkaround = true }.Export(plot, file);

    static ScatterSeries Petals(string title, Dataset<float> data, Func<int, bool> wanted, double size, OxyColor fill, OxyColor stroke)
    {
        // Room at the end: labels are measured in Arial, and the font of whoever looks at them may run wider.
        var series = new ScatterSeries { Title = title + new string('\u00A0', 14), MarkerType = MarkerType.Circle, MarkerSize = size, MarkerFill = fill, MarkerStroke = stroke, MarkerStrokeThickness = 1.5 };
        series.Points.AddRange(Enumerable.Range(0, data.Count).Where(wanted).Select(sample => new ScatterPoint(data.Input(sample)[PetalLength], data.Input(sample)[PetalWidth])));
        return series;
    }
}

/// <summary>Moves a bar as training goes on.</summary>
internal sealed class Bar(ProgressTask task) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => task.Value = value.Fraction;
}
