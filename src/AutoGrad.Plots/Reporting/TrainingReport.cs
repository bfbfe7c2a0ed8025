using System.Globalization;
using System.Numerics;
using AutoGrad.Nn.Training;
using AutoGrad.Nn.Training.Metrics;

namespace AutoGrad.Plots;

/// <summary>A page about a training: settings, outcomes, pictures and figures, in one HTML file that needs nothing else.</summary>
/// <remarks>
/// The pictures are in the page as SVG; there is no script, and nothing is loaded from elsewhere. Light or dark, as the
/// reader's system says. What is added comes in the order in which it was added.
/// </remarks>
/// <example>
/// <code>
/// new TrainingReport("Handwritten digits")
///     .Setting("optimiser", "AdamW, rate 0.01")
///     .Add(result)
///     .Add(recorder)
///     .Add(confusion)
///     .Save("report.html");
/// </code>
/// </example>
public sealed class TrainingReport
{
    private readonly List<(string Name, string Value)> settings = [];
    private readonly List<(string Name, string Value)> outcomes = [];
    private readonly List<Picture> pictures = [];

    /// <summary>An empty report.</summary>
    /// <param name="title">Its heading.</param>
    public TrainingReport(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        Title = title;
    }

    /// <summary>The heading.</summary>
    public string Title { get; }

    /// <summary>A paragraph below the heading; none unless given.</summary>
    public string? Summary { get; init; }

    internal IReadOnlyList<(string Name, string Value)> Settings => settings;

    internal IReadOnlyList<(string Name, string Value)> Outcomes => outcomes;

    internal IReadOnlyList<Picture> Pictures => pictures;

    internal IReadOnlyList<TrainingProgress> Epochs { get; private set; } = [];

    internal string? Alarm { get; private set; }

    /// <summary>Adds a row to the settings, as a rate or a seed. Gives the report back.</summary>
    /// <param name="name">What is set.</param>
    /// <param name="value">To what; numbers are written with six digits.</param>
    public TrainingReport Setting(string name, object value)
    {
        settings.Add((name, Text(value)));
        return this;
    }

    /// <summary>Adds a row to the outcomes, as an accuracy. Gives the report back.</summary>
    /// <param name="name">What came out.</param>
    /// <param name="value">How much; numbers are written with six digits.</param>
    public TrainingReport Outcome(string name, object value)
    {
        outcomes.Add((name, Text(value)));
        return this;
    }

    /// <summary>Adds a picture. Gives the report back.</summary>
    public TrainingReport Add(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        pictures.Add(picture);
        return this;
    }

    /// <summary>Adds a confusion matrix, and its accuracy to the outcomes. Gives the report back.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="title">What is above its picture.</param>
    /// <exception cref="PictureException">There is no sample in the matrix.</exception>
    public TrainingReport Add(ConfusionMatrix matrix, string title = "Confusion matrix")
    {
        Picture picture = ConfusionPicture.Of(matrix, title);
        Outcome("samples in the confusion matrix", matrix.Count);
        Outcome("accuracy on them", matrix.Accuracy);
        return Add(picture);
    }

    /// <summary>Adds to the outcomes how a training ended; if it diverged, the page says so at its beginning. Gives the report back.</summary>
    public TrainingReport Add(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Outcome("stopped by", result.Reason);
        Outcome("epochs", result.Epochs);
        Outcome("updates", result.Iterations);
        Outcome("training loss", result.TrainingLoss);
        if (result.ValidationLosses.Count > 0)
        {
            Outcome("validation loss", result.ValidationLosses[^1]);
        }

        if (result.BestEpoch is int best)
        {
            Outcome("best epoch", result.IsBestRestored ? $"{best}, whose parameters the model has" : best);
        }

        Outcome("time", result.Elapsed);
        Alarm = result.Divergence is null ? Alarm : result.ToString();
        return this;
    }

    /// <summary>
    /// Adds all pictures of what was recorded: losses, metrics, rates if they change, weights and gradients; and a table of
    /// the epochs. Gives the report back.
    /// </summary>
    /// <param name="recorder">What the trainer told.</param>
    /// <param name="quantity">What the loss is, with its unit if it has one.</param>
    /// <exception cref="PictureException">No epoch was recorded.</exception>
    public TrainingReport Add<T>(TrainingRecorder<T> recorder, string quantity = "loss")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(recorder);
        pictures.Add(recorder.LossCurve(quantity: quantity));
        pictures.AddRange(recorder.MetricNames.Select(name => recorder.MetricCurve(name)));
        if (recorder.Epochs.Select(epoch => epoch.Rate).Distinct().Count() > 1)
        {
            pictures.Add(recorder.RateCurve());
        }

        if (recorder.Gradients.Any(history => history.Entries.Count > 0))
        {
            pictures.Add(recorder.GradientSizes());
            pictures.Add(recorder.GradientHistograms());
        }

        if (recorder.Weights.Any(history => history.Entries.Count > 0))
        {
            pictures.Add(recorder.WeightHistograms());
        }

        Epochs = recorder.Epochs;
        if (recorder.DivergedAt is { } diverged)
        {
            Alarm ??= string.Create(CultureInfo.InvariantCulture, $"Diverged: after {diverged.Iteration} updates the training loss was {diverged.TrainingLoss}");
        }

        return this;
    }

    /// <summary>The page.</summary>
    public string ToHtml() => ReportPage.Of(this);

    /// <summary>Writes the page, into a folder that is made if there is none.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path) => TextFile.Write(path, ToHtml());

    internal static string Text(object value) => value switch
    {
        null => throw new ArgumentNullException(nameof(value)),
        TimeSpan time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##} s"),
        double or float => ((IFormattable)value).ToString("G6", CultureInfo.InvariantCulture),
        int or long => ((IFormattable)value).ToString("N0", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
