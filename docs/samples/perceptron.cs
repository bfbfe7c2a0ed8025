// A perceptron: one unit that learns on which side of a line points lie, what it cannot learn, and how two layers can.
//
//   dotnet run docs/samples/perceptron.cs
#:project ../../src/AutoGrad.Plots/AutoGrad.Plots.csproj
#:package Spectre.Console

using System.Globalization;
using AutoGrad.Nn.Perceptrons;
using AutoGrad.Plots;
using Spectre.Console;

const double Rate = 0.1;
const int MaxEpochs = 1000;

string here = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? AppContext.BaseDirectory;
string picture = Path.Combine(here, "output", "perceptron.svg");

// A unit gives 1 where w . x is positive and -1 elsewhere; x0 = -1 is its own, so that w0 is the threshold. After a wrong
// answer it moves by w += rate (d - o) x. Three samples, one after the other, as in the first epoch of a textbook:
double[][] samples = [[1, -2, 0], [0, 1.5, -0.5], [-1, 1, 0.5]];
int[] wanted = [-1, -1, 1];
var worked = new Perceptron<double>([0.5, 1, -1, 0]);
Table steps = new Table().Title("the first epoch").Border(TableBorder.Simple).AddColumns("x1, x2, x3", "wanted", "net", "weights after it");
foreach ((double[] x, int target) in samples.Zip(wanted))
{
    double net = worked.Learn(x, target, Rate);
    steps.AddRow(Numbers(x), $"{target}", Numbers(net), Numbers(worked.Weight.Value.Span));
}

AnsiConsole.Write(steps);

// Again and again, until an epoch makes no error.
PerceptronResult rest = worked.Fit([.. samples.SelectMany(x => x)], wanted, Rate, MaxEpochs);
string workedCase = $"worked case: epoch {1 + rest.Epochs} made no error, weights {Numbers(worked.Weight.Value.Span)}";

// The corners of a square, and what logical functions make of them, with -1 for false.
double[] corners = [0, 0, 0, 1, 1, 0, 1, 1];
int[] and = [-1, -1, -1, 1];
int[] or = [-1, 1, 1, 1];
int[] xor = [-1, 1, 1, -1];

// A step changes weights by 0.2, so that from a threshold of 0.1 no net at a corner is ever 0, and no line runs through one.
double[] start = [0.1, 0, 0];
var andUnit = new Perceptron<double>(start);
var orUnit = new Perceptron<double>(start);
var xorUnit = new Perceptron<double>(start);
var xorNetwork = new TwoLayerPerceptron<double>(inputs: 2, hidden: 2);
foreach (Perceptron<double> unit in xorNetwork.Hidden)
{
    start.CopyTo(unit.Weight.MutableValue);
}

var outcomes = new List<string>();
AnsiConsole.Progress().HideCompleted(false).Start(context =>
{
    ProgressTask progress = context.AddTask("AND, OR, XOR", maxValue: 4);
    Learned("AND", $"{andUnit.Fit(corners, and, Rate, MaxEpochs)}");
    Learned("OR", $"{orUnit.Fit(corners, or, Rate, MaxEpochs)}");

    // No line has (0, 0) and (1, 1) on one side and the other two corners on the other.
    Learned("XOR", $"{xorUnit.Fit(corners, xor, Rate, MaxEpochs)}");

    // Two lines do: one unit is told to leave out (1, 0), the other (0, 1), and a third joins what they say.
    int[] hidden = [1, 1, 1, -1, -1, 1, 1, 1];
    bool allConverged = xorNetwork.Fit(corners, hidden, xor, Rate, MaxEpochs).All(result => result.Converged);
    Learned("XOR in two layers", allConverged ? "all three units converged" : "did not converge");

    void Learned(string what, string how)
    {
        outcomes.Add($"{what}: {how}");
        progress.Increment(1);
    }
});

outcomes.ForEach(Console.WriteLine);
try
{
    Draw(picture);
    Console.WriteLine($"boundaries: {Path.GetRelativePath(Environment.CurrentDirectory, picture)}");
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"the boundaries could not be drawn: {problem.Message}");
}

Console.WriteLine(workedCase);
string answers = string.Join(' ', Enumerable.Range(0, 4).Select(corner => xorNetwork.Classify(corners.AsSpan(2 * corner, 2)) > 0 ? 1 : 0));
Console.WriteLine($"XOR of 00, 01, 10 and 11 in two layers: {answers}");
return 0;

static string Numbers(params ReadOnlySpan<double> values) => string.Join(", ", values.ToArray().Select(value => value.ToString("0.0", CultureInfo.InvariantCulture)));

// A picture for each function: the half-plane or region that is called true, the lines of its units, and the corners.
void Draw(string path)
{
    Picture.Beside(
        "What one perceptron can separate, and what takes two layers",
        3,
        Regions("x1 AND x2: a half-plane", and, andUnit.Classify, andUnit),
        Regions("x1 OR x2: a half-plane", or, orUnit.Classify, orUnit),
        Regions("x1 XOR x2: outside a convex region", xor, xorNetwork.Classify, [.. xorNetwork.Hidden])).SaveSvg(path);

    Picture Regions(string title, int[] targets, Side side, params Perceptron<double>[] units) => DecisionBoundary.Of(
        (x1, x2) => side([x1, x2]) > 0 ? 1 : 0,
        corners,
        [.. targets.Select(target => target > 0 ? 1 : 0)],
        new()
        {
            Title = title,
            ClassNames = ["false", "true"],
            XRange = (-0.5, 1.5),
            YRange = (-0.5, 1.5),
            Lines = [.. units.Select(unit => unit.Weight.Value.ToArray()).Select(w => new PlaneLine(w[1], w[2], w[0]))],
            Width = 360,
            Height = 380,
        });
}

/// <summary>1 or -1 for a point.</summary>
internal delegate int Side(ReadOnlySpan<double> point);
