// Two half-moons that no line separates: a tanh layer with softmax and cross-entropy draws a curve between them.
//
//   dotnet run docs/samples/moons.cs
#:project ../../src/AutoGrad.Nn/AutoGrad.Nn.csproj
#:package OxyPlot.Core
#:package Spectre.Console

using System.Globalization;
using AutoGrad;
using AutoGrad.Nn;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Losses;
using AutoGrad.Nn.Optimizers;
using AutoGrad.Nn.Training;
using AutoGrad.Nn.Training.Metrics;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;
using Spectre.Console;

const int Points = 200;
const double Spread = 0.15;

string here = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? AppContext.BaseDirectory;
string picture = Path.Combine(here, "output", "moons.svg");

Dataset<double> points = Moons(new RandomSource(1));
Dataset<double> newPoints = Moons(new RandomSource(2));

// z1 = x W1 + b1, a1 = tanh z1, z2 = a1 W2 + b2; the softmax of z2 is in the cross-entropy.
var model = new MultilayerPerceptron<double>([2, 16, 2], new RandomSource(3), Activation<double>.Tanh);
var trainer = new Trainer<double>(
    model,
    (output, batch) => Loss.CrossEntropy(output, batch.Labels),
    new Adam<double>(model.Parameters, rate: 0.02),
    new() { Epochs = 100, BatchSize = 20, Shuffle = new RandomSource(4), Metrics = [new Accuracy<double>()] });

TrainingResult result = AnsiConsole.Progress().HideCompleted(false).Start(context =>
    trainer.Train(points, newPoints, new Bar(context.AddTask($"training on {points.Count} points", maxValue: 1))));
Console.WriteLine(result);

try
{
    Draw(picture);
    Console.WriteLine($"decision boundary: {Path.GetRelativePath(Environment.CurrentDirectory, picture)}");
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"the boundary could not be drawn: {problem.Message}");
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

// The probability of the second moon as colour, the line where it is a half, and the points of both moons.
void Draw(string path)
{
    (double left, double right, double low, double high) = (-1.7, 2.7, -1.2, 1.7);
    const int Cells = 120;
    double[] xs = [.. Enumerable.Range(0, Cells).Select(i => left + ((right - left) * i / (Cells - 1)))];
    double[] ys = [.. Enumerable.Range(0, Cells).Select(i => low + ((high - low) * i / (Cells - 1)))];
    double[] grid = [.. xs.SelectMany(x => ys.SelectMany(y => (double[])[x, y]))];
    var tape = new Tape<double>();
    double[] second = model.Forward(tape.Constant(grid, Cells * Cells, 2)).Softmax().Select(1, 1).Value.ToArray();
    var probability = new double[Cells, Cells];
    Buffer.BlockCopy(second, 0, probability, 0, second.Length * sizeof(double));

    var plot = new PlotModel { Title = "Two half-moons", DefaultFont = "Arial", Background = OxyColors.White };
    plot.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Title = "x2", Minimum = low, Maximum = high, AxisTitleDistance = 14 });
    plot.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Title = "x1", Minimum = left, Maximum = right, AxisTitleDistance = 8 });
    plot.Axes.Add(new LinearColorAxis { Position = AxisPosition.None, Minimum = 0, Maximum = 1, Palette = OxyPalette.Interpolate(64, OxyColor.FromRgb(0xB9, 0xD4, 0xEA), OxyColors.White, OxyColor.FromRgb(0xFB, 0xCF, 0x98)) });
    plot.Legends.Add(new Legend { LegendPosition = LegendPosition.TopLeft, LegendLineSpacing = 6 });
    plot.Series.Add(new HeatMapSeries { Data = probability, X0 = left, X1 = right, Y0 = low, Y1 = high });
    plot.Series.Add(new ContourSeries { Data = probability, ColumnCoordinates = xs, RowCoordinates = ys, ContourLevels = [0.5], Color = OxyColors.DimGray, StrokeThickness = 2, LabelStep = int.MaxValue });
    plot.Series.Add(Moon(0, "first moon", OxyColors.SteelBlue));
    plot.Series.Add(Moon(1, "second moon", OxyColors.DarkOrange));
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    using FileStream file = File.Create(path);
    new SvgExporter { Width = 720, Height = 500, UseVerticalTextAlignmentWorkaround = true }.Export(plot, file);

    LineSeries Moon(int label, string title, OxyColor color)
    {
        // Room at the end: labels are measured in Arial, and the font of whoever looks at them may run wider. And points
        // without a line, as scattered ones would take their colour from the probability's axis.
        var moon = new LineSeries { Title = title + new string('\u00A0', 7), Color = OxyColors.Transparent, MarkerType = MarkerType.Circle, MarkerSize = 4, MarkerFill = color, MarkerStroke = OxyColors.White };
        moon.Points.AddRange(Enumerable.Range(0, Points).Where(i => points.Labels[i] == label).Select(i => new DataPoint(points.Input(i)[0], points.Input(i)[1])));
        return moon;
    }
}

/// <summary>Moves a bar as training goes on.</summary>
internal sealed class Bar(ProgressTask task) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => task.Value = value.Fraction;
}
