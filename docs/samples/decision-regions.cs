// Which regions a network can cut out of the plane: without a hidden layer, with one, and with two.
//
//   dotnet run docs/samples/decision-regions.cs
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

const int Points = 160;
const int Epochs = 400;

string here = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? AppContext.BaseDirectory;
string picture = Path.Combine(here, "output", "decision-regions.svg");

// Three kinds of classes, and three networks with tanh units. Without a hidden layer a line divides the plane. Three units
// are three lines, whose half-planes the output joins to a region; a second hidden layer joins such regions once more.
(string Name, Func<RandomSource, (double X, double Y, int Label)> Draw)[] problems =
[
    ("XOR", Xor),
    ("meshed classes", Horseshoes),
    ("islands and a lake", Islands),
];
(string Name, int[] Sizes)[] networks =
[
    ("no hidden layer: one line", [2, 1]),
    ("one hidden layer of 3 units: three lines", [2, 3, 1]),
    ("two hidden layers of 16 units: any shape", [2, 16, 16, 1]),
];

var rows = new List<Picture>();
var accuracies = new List<double[]>();
AnsiConsole.Progress().HideCompleted(false).Start(context =>
{
    ProgressTask progress = context.AddTask("training nine networks", maxValue: networks.Length * problems.Length);
    foreach ((string network, int[] sizes) in networks)
    {
        var row = new List<double>();
        var pictures = new List<Picture>();
        foreach ((int place, (string problem, Func<RandomSource, (double X, double Y, int Label)> draw)) in problems.Index())
        {
            Dataset<double> points = Sample(draw, new RandomSource(place + 1));
            MultilayerPerceptron<double> model = Train(sizes, points, out double accuracy);
            row.Add(accuracy);
            pictures.Add(DecisionBoundary.Of(model, points, new() { Title = problem, HasLegend = false, Cells = 100, Width = 380, Height = 360 }));
            progress.Increment(1);
        }

        accuracies.Add([.. row]);
        rows.Add(Picture.Beside($"{char.ToUpperInvariant(network[0])}{network[1..]}", problems.Length, pictures));
    }
});

Table table = new Table().Border(TableBorder.Simple).AddColumns(["points in the region of their class", .. problems.Select(problem => problem.Name)]);
foreach (((string network, _), double[] row) in networks.Zip(accuracies))
{
    table.AddRow([network, .. row.Select(Number)]);
}

AnsiConsole.Write(table);
try
{
    Picture.Beside("What hidden layers are for", 1, rows).SaveSvg(picture);
    Console.WriteLine($"regions: {Path.GetRelativePath(Environment.CurrentDirectory, picture)}");
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"the regions could not be drawn: {problem.Message}");
}

Console.WriteLine($"with two hidden layers: {string.Join(", ", problems.Zip(accuracies[^1], (problem, accuracy) => $"{problem.Name} {Number(accuracy)}"))}");
return 0;

static string Number(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

static MultilayerPerceptron<double> Train(int[] sizes, Dataset<double> points, out double accuracy)
{
    var model = new MultilayerPerceptron<double>(sizes, new RandomSource(3), Activation<double>.Tanh);
    var trainer = new Trainer<double>(
        model,
        (output, batch) => Loss.BinaryCrossEntropyFromLogits(output.Reshape(batch.Count), batch.Tape.Constant([.. batch.Labels.ToArray().Select(label => (double)label)])),
        new Adam<double>(model.Parameters, rate: 0.03),
        new() { Epochs = Epochs, BatchSize = Points, Metrics = [new Accuracy<double>()] });
    trainer.Train(points, points);
    accuracy = trainer.Evaluate(points).Metrics[MetricNames.Accuracy];
    return model;
}

static Dataset<double> Sample(Func<RandomSource, (double X, double Y, int Label)> draw, RandomSource random)
{
    (double X, double Y, int Label)[] points = [.. Enumerable.Range(0, Points).Select(_ => draw(random))];
    return new Dataset<double>([.. points.SelectMany(point => (double[])[point.X, point.Y])], new Shape(2), [.. points.Select(point => point.Label)], classes: 2);
}

// Opposite quarters of a square belong together.
static (double X, double Y, int Label) Xor(RandomSource random)
{
    int corner = (int)(4 * random.NextUniform());
    (int right, int up) = (corner / 2, corner % 2);
    return (right + (0.17 * random.NextNormal()), up + (0.17 * random.NextNormal()), right ^ up);
}

// Two horseshoes, each with an end inside the other.
static (double X, double Y, int Label) Horseshoes(RandomSource random)
{
    int label = (int)(2 * random.NextUniform());
    double angle = Math.PI * ((1.3 * random.NextUniform()) - 0.15);
    (double x, double y) = label == 0 ? (Math.Cos(angle), Math.Sin(angle)) : (1 - Math.Cos(angle), 0.4 - Math.Sin(angle));
    return (x + (0.08 * random.NextNormal()), y + (0.08 * random.NextNormal()), label);
}

// Two islands, one of them with a lake.
static (double X, double Y, int Label) Islands(RandomSource random)
{
    while (true)
    {
        (double x, double y) = ((4 * random.NextUniform()) - 2, (4 * random.NextUniform()) - 2);
        double first = Math.Sqrt(((x + 0.7) * (x + 0.7)) + ((y - 0.6) * (y - 0.6)));
        double second = Math.Sqrt(((x - 1.2) * (x - 1.2)) + ((y + 1.2) * (y + 1.2)));

        // Shores are left free, so that there is something to cut along.
        double[] shores = [first - 1.1, first - 0.45, second - 0.55];
        if (shores.All(distance => Math.Abs(distance) > 0.09))
        {
            return (x, y, (first < 1.1 && first > 0.45) || second < 0.55 ? 1 : 0);
        }
    }
}
