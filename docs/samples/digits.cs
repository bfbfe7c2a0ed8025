// Handwritten digits: a tanh network with softmax cross-entropy, out of plain expressions.
//
//   dotnet run docs/samples/digits.cs [-- FILE]
//
// FILE is a CSV file, plain or .gz, of 64 pixels and a class a row; docs/samples/data/digits.csv.gz unless given.
#:project ../../src/AutoGrad/AutoGrad.csproj
#:package CsvHelper
#:package OxyPlot.Core
#:package Spectre.Console

using System.Globalization;
using System.IO.Compression;
using AutoGrad;
using CsvHelper;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;
using Spectre.Console;

const int Seed = 7;
const int Inputs = 64;
const int Hidden = 128;
const int Classes = 10;
const int Epochs = 40;
const int BatchSize = 32;
const float Noise = 0.6f;

string here = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? AppContext.BaseDirectory;
string file = args.Length > 0 ? args[0] : Path.Combine(here, "data", "digits.csv.gz");
string picture = Path.Combine(here, "output", "digits-loss.svg");

Samples train, test;
var random = new Random(Seed);
try
{
    (train, test) = Samples.Read(file, Inputs, Classes).Split(0.8, random);
    Standardise(train, test);
}
catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException or CsvFormatException)
{
    Console.Error.WriteLine($"digits: {problem.Message}");
    return 1;
}

// The model: y = log softmax(tanh(x W1 + b1) W2 + b2).
var w1 = new Parameter<float>(Normal(Inputs * Hidden, 1 / MathF.Sqrt(Inputs)), Inputs, Hidden) { Name = "W1" };
var b1 = new Parameter<float>(new float[Hidden], Hidden) { Name = "b1" };
var w2 = new Parameter<float>(Normal(Hidden * Classes, 1 / MathF.Sqrt(Hidden)), Hidden, Classes) { Name = "W2" };
var b2 = new Parameter<float>(new float[Classes], Classes) { Name = "b2" };
var optimizer = new Adam([w1, b1, w2, b2]) { Decay = 0.1f };

Variable<float> Predict(Variable<float> x) => ((x.MatMul(w1) + b1).Tanh().MatMul(w2) + b2).LogSoftmax();

// The cross-entropy -1/N sum over samples and classes of target times log probability.
Variable<float> CrossEntropy(Variable<float> logProbabilities, Variable<float> targets) =>
    -(targets * logProbabilities).Sum() / logProbabilities.Shape[0];

var tape = new Tape<float>();
var trainCurve = new List<double>();
var testCurve = new List<double>();
AnsiConsole.Progress().HideCompleted(false).Start(context =>
{
    ProgressTask progress = context.AddTask($"training on {train.Count} digits", maxValue: Epochs);
    for (int epoch = 0; epoch < Epochs; epoch++)
    {
        // Half a cosine: large steps first, ever smaller ones towards the end.
        optimizer.Rate = 0.01f * (1 + MathF.Cos(MathF.PI * epoch / Epochs)) / 2;
        trainCurve.Add(Train());
        testCurve.Add(Evaluate(test).Loss);
        progress.Increment(1);
    }
});

int[,] confusion = Evaluate(test).Confusion;
Print(confusion);
try
{
    Draw(trainCurve, testCurve, picture);
    Console.WriteLine($"loss curve: {Path.GetRelativePath(Environment.CurrentDirectory, picture)}");
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"the loss curve could not be drawn: {problem.Message}");
}

double right = Enumerable.Range(0, Classes).Sum(c => confusion[c, c]) / (double)test.Count;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy: {right:F4}"));
return 0;

// One pass over the training part in minibatches; the mean loss. Fresh noise on every picture keeps the network from
// learning the training pictures by heart: over 8 seeds it takes the mean accuracy from 0.978 to 0.987.
double Train()
{
    train.Shuffle(random);
    double total = 0;
    for (int start = 0; start < train.Count; start += BatchSize)
    {
        int count = Math.Min(BatchSize, train.Count - start);
        Variable<float> x = tape.Constant(train.PixelsOf(start, count), count, Inputs);
        Variable<float> noise = tape.Constant(Normal(count * Inputs, Noise), count, Inputs);
        Variable<float> targets = tape.Constant(train.TargetsOf(start, count), count, Classes);
        Variable<float> loss = CrossEntropy(Predict(x + noise), targets);
        loss.Backward();
        total += loss.Value.Item * count;
        optimizer.Step();
        tape.Reset();
    }

    return total / train.Count;
}

// The loss, and how often each class (row) was taken for each class (column).
(double Loss, int[,] Confusion) Evaluate(Samples samples)
{
    using var _ = tape.StopRecording();
    Variable<float> y = Predict(tape.Constant(samples.PixelsOf(0, samples.Count), samples.Count, Inputs));
    double loss = CrossEntropy(y, tape.Constant(samples.TargetsOf(0, samples.Count), samples.Count, Classes)).Value.Item;
    var confusion = new int[Classes, Classes];
    for (int i = 0; i < samples.Count; i++)
    {
        ReadOnlySpan<float> row = y.Value.Span.Slice(i * Classes, Classes);
        confusion[samples.ClassOf(i), System.Numerics.Tensors.TensorPrimitives.IndexOfMax(row)]++;
    }

    tape.Reset();
    return (loss, confusion);
}

float[] Normal(int count, float deviation)
{
    var values = new float[count];
    for (int i = 0; i < count; i++)
    {
        // Box and Muller: a normal number from two uniform ones; 1 - u keeps the logarithm away from 0.
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        values[i] = deviation * (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()));
    }

    return values;
}

// Every pixel to mean 0 and a deviation near 1, both taken from the training part alone. The 1 under the root, one grey
// level, keeps pixels that are nearly always blank from becoming huge.
static void Standardise(Samples train, Samples test)
{
    for (int pixel = 0; pixel < Inputs; pixel++)
    {
        double mean = train.Column(pixel).Average();
        double deviation = Math.Sqrt(1 + train.Column(pixel).Average(value => (value - mean) * (value - mean)));
        foreach (Samples samples in (Samples[])[train, test])
        {
            samples.Rescale(pixel, value => (float)((value - mean) / deviation));
        }
    }
}

// The curves as SVG whose labels are text, so that nothing needs a font or a native library to draw them.
static void Draw(List<double> train, List<double> test, string path)
{
    var plot = new PlotModel { Title = "Handwritten digits", DefaultFont = "Arial", Background = OxyColors.White };
    plot.Axes.Add(new LogarithmicAxis { Position = AxisPosition.Left, Title = "cross-entropy", AxisTitleDistance = 16, MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = OxyColors.LightGray });
    plot.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Title = "epoch", AxisTitleDistance = 8, Minimum = 0 });
    plot.Legends.Add(new Legend { LegendPosition = LegendPosition.TopRight, LegendLineSpacing = 6 });
    plot.Series.Add(Line("train", train, OxyColors.SteelBlue));
    plot.Series.Add(Line("test", test, OxyColors.DarkOrange));
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    using FileStream file = File.Create(path);
    new SvgExporter { Width = 720, Height = 440, UseVerticalTextAlignmentWorkaround = true }.Export(plot, file);

    static LineSeries Line(string title, List<double> losses, OxyColor color)
    {
        // Room at the end: labels are measured in Arial, and the font of whoever looks at them may run wider.
        var line = new LineSeries { Title = title + "\u00A0\u00A0", Color = color };
        line.Points.AddRange(losses.Select((loss, epoch) => new DataPoint(epoch + 1, loss)));
        return line;
    }
}

static void Print(int[,] confusion)
{
    var table = new Table().Title("rows: the digit; columns: what it was taken for").Border(TableBorder.Simple);
    table.AddColumn("");
    for (int column = 0; column < Classes; column++)
    {
        table.AddColumn(new TableColumn($"{column}").RightAligned());
    }

    for (int row = 0; row < Classes; row++)
    {
        table.AddRow([$"{row}", .. Enumerable.Range(0, Classes).Select(column => confusion[row, column] == 0 ? "." : $"{confusion[row, column]}")]);
    }

    AnsiConsole.Write(table);
}

/// <summary>Adam (Kingma and Ba, 2015) with the decay of weights kept apart from the gradient (Loshchilov and Hutter, 2019).</summary>
internal sealed class Adam(Parameter<float>[] parameters)
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;
    private readonly float[][] means = [.. parameters.Select(parameter => new float[parameter.Shape.Count])];
    private readonly float[][] squares = [.. parameters.Select(parameter => new float[parameter.Shape.Count])];
    private int steps;

    public float Rate { get; set; }

    public float Decay { get; init; }

    /// <summary>Moves every parameter against its gradient, and forgets the gradient.</summary>
    public void Step()
    {
        steps++;
        float unbias1 = 1 - MathF.Pow(Beta1, steps);
        float unbias2 = 1 - MathF.Pow(Beta2, steps);
        for (int p = 0; p < parameters.Length; p++)
        {
            ReadOnlySpan<float> gradient = parameters[p].Gradient.Span;
            Span<float> value = parameters[p].MutableValue;
            float decay = parameters[p].Shape.Rank > 1 ? Rate * Decay : 0;
            for (int i = 0; i < value.Length; i++)
            {
                means[p][i] = (Beta1 * means[p][i]) + ((1 - Beta1) * gradient[i]);
                squares[p][i] = (Beta2 * squares[p][i]) + ((1 - Beta2) * gradient[i] * gradient[i]);
                value[i] -= (decay * value[i]) + (Rate * (means[p][i] / unbias1) / (MathF.Sqrt(squares[p][i] / unbias2) + Epsilon));
            }

            parameters[p].ZeroGradient();
        }
    }
}

/// <summary>Labelled pictures, one a row.</summary>
internal sealed class Samples(float[] pixels, int[] labels, int classes)
{
    private readonly int width = pixels.Length / labels.Length;
    private readonly float[] targets = OneHot(labels, classes);

    public int Count => labels.Length;

    public int ClassOf(int row) => labels[row];

    public ReadOnlySpan<float> PixelsOf(int start, int count) => pixels.AsSpan(start * width, count * width);

    public ReadOnlySpan<float> TargetsOf(int start, int count) => targets.AsSpan(start * classes, count * classes);

    public IEnumerable<double> Column(int pixel) => Enumerable.Range(0, Count).Select(row => (double)pixels[(row * width) + pixel]);

    public void Rescale(int pixel, Func<float, float> scale)
    {
        for (int i = pixel; i < pixels.Length; i += width)
        {
            pixels[i] = scale(pixels[i]);
        }
    }

    /// <summary>Shuffles the rows where they are (Fisher and Yates).</summary>
    public void Shuffle(Random random)
    {
        for (int last = Count - 1; last > 0; last--)
        {
            int other = random.Next(last + 1);
            (labels[last], labels[other]) = (labels[other], labels[last]);
            Swap(pixels, width, last, other);
            Swap(targets, classes, last, other);
        }
    }

    /// <summary>A random part of the rows, and the rest.</summary>
    public (Samples First, Samples Second) Split(double fraction, Random random)
    {
        Shuffle(random);
        int first = (int)(fraction * Count);
        return first > 0 && first < Count
            ? (new Samples(pixels[..(first * width)], labels[..first], classes), new Samples(pixels[(first * width)..], labels[first..], classes))
            : throw new InvalidDataException($"{Count} rows are too few to train on some and test on the others");
    }

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A row is not made of numbers, or of the wrong number of them.</exception>
    public static Samples Read(string path, int width, int classes)
    {
        using Stream raw = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        using CsvReader csv = CsvReader.Create(stream, new CsvReaderOptions { HasHeader = false });
        var pixels = new List<float>();
        var labels = new List<int>();
        while (csv.Read())
        {
            string row = $"{path}, row {labels.Count + 1}";
            if (csv.FieldCount != width + 1)
            {
                throw new InvalidDataException($"{row}: {csv.FieldCount} fields instead of {width} pixels and a class");
            }

            for (int i = 0; i < width; i++)
            {
                pixels.Add(csv.TryParse(i, out float value) && float.IsFinite(value)
                    ? value
                    : throw new InvalidDataException($"{row}: pixel {i + 1} is '{csv.GetString(i)}', not a number"));
            }

            labels.Add(csv.TryParse(width, out int label) && label >= 0 && label < classes
                ? label
                : throw new InvalidDataException($"{row}: the class is '{csv.GetString(width)}', not one of 0 to {classes - 1}"));
        }

        return labels.Count > 0
            ? new Samples([.. pixels], [.. labels], classes)
            : throw new InvalidDataException($"{path}: there are no rows");
    }

    private static float[] OneHot(int[] labels, int classes)
    {
        var targets = new float[labels.Length * classes];
        for (int row = 0; row < labels.Length; row++)
        {
            targets[(row * classes) + labels[row]] = 1;
        }

        return targets;
    }

    private static void Swap(float[] values, int width, int row, int other)
    {
        for (int i = 0; i < width; i++)
        {
            (values[(row * width) + i], values[(other * width) + i]) = (values[(other * width) + i], values[(row * width) + i]);
        }
    }
}
