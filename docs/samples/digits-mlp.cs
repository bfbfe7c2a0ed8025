// Handwritten digits with ready-made layers: a perceptron with a tanh layer, trained, saved and loaded again.
// The same network out of plain expressions is digits.cs.
//
//   dotnet run docs/samples/digits-mlp.cs [-- FILE]
//
// FILE is a CSV file, plain or .gz, of 64 pixels and a class a row; docs/samples/data/digits.csv.gz unless given.
#:project ../../src/AutoGrad.Plots/AutoGrad.Plots.csproj
#:package CsvHelper
#:package Spectre.Console

using System.Globalization;
using System.IO.Compression;
using AutoGrad;
using AutoGrad.Errors;
using AutoGrad.Nn;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Losses;
using AutoGrad.Nn.Optimizers;
using AutoGrad.Nn.Optimizers.Schedules;
using AutoGrad.Nn.Serialization;
using AutoGrad.Nn.Training;
using AutoGrad.Nn.Training.Metrics;
using AutoGrad.Plots;
using CsvHelper;
using Spectre.Console;

const int Seed = 7;
const int Pixels = 64;
const int Classes = 10;
const int Epochs = 40;

string here = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? AppContext.BaseDirectory;
string file = args.Length > 0 ? args[0] : Path.Combine(here, "data", "digits.csv.gz");
string picture = Path.Combine(here, "output", "digits-mlp-loss.svg");
string report = Path.Combine(here, "output", "digits-mlp.html");
string saved = Path.Combine(here, "output", "digits-mlp.safetensors");

Dataset<float> train, test;
var random = new RandomSource(Seed);
try
{
    (train, test) = Read(file).Split(0.8, random);
}
catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException or CsvFormatException or AutoGradException)
{
    Console.Error.WriteLine($"digits-mlp: {problem.Message}");
    return 1;
}

// Fresh noise on every picture keeps the network from learning the training pictures by heart.
MultilayerPerceptron<float> network = NewNetwork();
var model = new Sequential<float>(new Noise(0.3f, random), network);
var optimizer = new AdamW<float>(model.Parameters, rate: 0.01, weightDecay: 0.1);
var trainer = new Trainer<float>(
    model,
    (output, batch) => Loss.CrossEntropy(output, batch.Labels),
    optimizer,
    new()
    {
        Epochs = Epochs,
        BatchSize = 32,
        Shuffle = random,
        Schedule = new CosineSchedule<float>(optimizer, length: Epochs),
        Metrics = [new Accuracy<float>()],
    });

Console.Write(network.Summary());
var progress = new Bar();
var recorder = new TrainingRecorder<float>(network, progress);
TrainingResult result = AnsiConsole.Progress().HideCompleted(false).Start(context =>
{
    progress.Task = context.AddTask($"training on {train.Count} digits", maxValue: 1);
    return trainer.Train(train, test, recorder);
});
Console.WriteLine(result);

// Rows: the digit; columns: what it was taken for.
ConfusionMatrix confusion = Test(network);
Console.Write(confusion);
try
{
    recorder.LossCurve("Handwritten digits", "cross-entropy (nats)").SaveSvg(picture);
    Report().Save(report);
    Console.WriteLine($"loss curve: {Path.GetRelativePath(Environment.CurrentDirectory, picture)}");
    Console.WriteLine($"report: {Path.GetRelativePath(Environment.CurrentDirectory, report)}");
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"the pictures could not be drawn: {problem.Message}");
}

// A file that PyTorch and Hugging Face tools read too. A new network takes the weights over by their names.
try
{
    Directory.CreateDirectory(Path.GetDirectoryName(saved)!);
    SafeTensors.Save(saved, network);
    MultilayerPerceptron<float> loaded = NewNetwork();
    SafeTensors.Load(saved, loaded);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accuracy of the network loaded from {Path.GetRelativePath(Environment.CurrentDirectory, saved)}: {Test(loaded).Accuracy:F4}"));
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or AutoGradException)
{
    Console.Error.WriteLine($"digits-mlp: the network could not be saved and loaded: {problem.Message}");
    return 1;
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy: {confusion.Accuracy:F4}"));
return 0;

MultilayerPerceptron<float> NewNetwork() => new([Pixels, 128, Classes], random, Activation<float>.Tanh);

ConfusionMatrix Test(MultilayerPerceptron<float> network)
{
    var tape = new Tape<float>();
    Variable<float> outputs = network.Forward(tape.Constant(test.Inputs, test.Count, Pixels));
    var confusion = new ConfusionMatrix(Classes);
    confusion.Add(outputs.Value.Span, test.Labels);
    return confusion;
}

// Grey levels of 0 to 16 come in as -1 to 1.
static Dataset<float> Read(string path)
{
    using Stream raw = File.OpenRead(path);
    using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
    using CsvReader csv = CsvReader.Create(stream, new CsvReaderOptions { HasHeader = false });
    var pixels = new List<float>();
    var labels = new List<int>();
    while (csv.Read())
    {
        string row = $"{path}, row {labels.Count + 1}";
        if (csv.FieldCount != Pixels + 1)
        {
            throw new InvalidDataException($"{row}: {csv.FieldCount} fields instead of {Pixels} pixels and a class");
        }

        for (int i = 0; i < Pixels; i++)
        {
            pixels.Add(csv.TryParse(i, out float value) && float.IsFinite(value)
                ? (value / 8) - 1
                : throw new InvalidDataException($"{row}: pixel {i + 1} is '{csv.GetString(i)}', not a number"));
        }

        labels.Add(csv.TryParse(Pixels, out int label) && label >= 0 && label < Classes
            ? label
            : throw new InvalidDataException($"{row}: the class is '{csv.GetString(Pixels)}', not one of 0 to {Classes - 1}"));
    }

    return labels.Count > 0
        ? new Dataset<float>([.. pixels], new Shape(Pixels), [.. labels], Classes)
        : throw new InvalidDataException($"{path}: there are no rows");
}

// One page with all that can be seen of the training, for any browser.
TrainingReport Report() => new TrainingReport("Handwritten digits")
{
    Summary = $"A network of 64 inputs, 128 tanh units and 10 outputs, trained on {train.Count} pictures of digits and tested on {test.Count} others. "
        + "Its training loss is measured with noise on the pictures, and its validation loss without.",
}
    .Setting("optimiser", "AdamW, weight decay 0.1")
    .Setting("rate", "0.01, falling to 0 along a cosine")
    .Setting("batch size", 32)
    .Setting("seed", Seed)
    .Add(result)
    .Add(recorder, "cross-entropy (nats)")
    .Add(confusion);

/// <summary>A layer of one's own: normal noise on every input while it is trained, and nothing afterwards.</summary>
internal sealed class Noise(float deviation, RandomSource random) : Layer<float>
{
    private float[] noise = [];

    public override Variable<float> Forward(Variable<float> x)
    {
        if (!IsTraining)
        {
            return x;
        }

        Array.Resize(ref noise, x.Shape.Count);
        for (int i = 0; i < noise.Length; i++)
        {
            noise[i] = deviation * (float)random.NextNormal();
        }

        return x + x.Tape.Constant(noise, x.Shape.Lengths);
    }
}

/// <summary>Moves a bar as training goes on.</summary>
internal sealed class Bar : IProgress<TrainingProgress>
{
    public ProgressTask? Task { get; set; }

    public void Report(TrainingProgress value) => Task!.Value = value.Fraction;
}
