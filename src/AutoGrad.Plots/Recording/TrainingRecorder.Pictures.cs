using System.Numerics;

namespace AutoGrad.Plots;

/// <content>The pictures of what was recorded.</content>
public sealed partial class TrainingRecorder<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The names of the metrics that were told, in the order in which they came first.</summary>
    public IReadOnlyList<string> MetricNames => [.. epochs.SelectMany(epoch => epoch.Metrics.Keys).Distinct()];

    // The epoch in which it diverged was not done.
    private double DivergedEpoch => DivergedAt!.Value.Epoch + 1;

    /// <summary>The training loss, and the validation loss if there is one, of each epoch; where it diverged, a mark says so.</summary>
    /// <param name="title">What is above the picture.</param>
    /// <param name="quantity">What the loss is, with its unit if it has one: at the axis.</param>
    /// <exception cref="PictureException">No epoch was recorded.</exception>
    public Picture LossCurve(string title = "Loss", string quantity = "loss")
    {
        CheckRecorded("LossCurve", DivergedAt is not null);
        IEnumerable<(double X, double Y)> training = epochs.Select(epoch => ((double)epoch.Epoch, epoch.TrainingLoss));
        if (DivergedAt is { } diverged)
        {
            training = training.Append((DivergedEpoch, diverged.TrainingLoss));
        }

        return Plots.LossCurve.Of(
            new Curve("training", [.. training]),
            new Curve("validation", [.. epochs.Where(epoch => epoch.ValidationLoss is not null).Select(epoch => ((double)epoch.Epoch, epoch.ValidationLoss!.Value))]),
            title,
            quantity,
            "epoch");
    }

    /// <summary>A metric on the validation part after each epoch.</summary>
    /// <param name="name">Its name, as in <see cref="MetricNames"/>.</param>
    /// <param name="title">What is above the picture; the name unless given.</param>
    /// <exception cref="PictureException">No epoch was recorded, or there is no such metric.</exception>
    public Picture MetricCurve(string name, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        CheckRecorded("MetricCurve");
        (double X, double Y)[] points = [.. epochs.Where(epoch => epoch.Metrics.ContainsKey(name)).Select(epoch => ((double)epoch.Epoch, epoch.Metrics[name]))];
        if (points.Length == 0)
        {
            string known = MetricNames.Count == 0 ? "no metric was recorded; give the trainer Metrics and a validation part" : $"there are {string.Join(", ", MetricNames)}";
            throw new PictureException($"MetricCurve: there is no metric '{name}'; {known}");
        }

        return CurvePlot.Of(title ?? $"{char.ToUpperInvariant(name[0])}{name[1..]} on the validation part", "epoch", name, [new Curve(name, points)], []);
    }

    /// <summary>The learning rate after each epoch, at which the next one goes on.</summary>
    /// <param name="title">What is above the picture.</param>
    /// <exception cref="PictureException">No epoch was recorded.</exception>
    public Picture RateCurve(string title = "Learning rate")
    {
        CheckRecorded("RateCurve");
        return CurvePlot.Of(title, "epoch", "learning rate", [new Curve("learning rate", [.. epochs.Select(epoch => ((double)epoch.Epoch, epoch.Rate))])], []);
    }

    /// <summary>How the weights of each parameter are spread, over epochs: a fuller colour where more numbers are, and a line at the median.</summary>
    /// <param name="title">What is above the picture.</param>
    /// <exception cref="PictureException">No histogram was taken.</exception>
    public Picture WeightHistograms(string title = "Weights by layer and epoch") =>
        HistogramPlot.Of(title, "weight", Taken("WeightHistograms", weights));

    /// <summary>How the gradients of each parameter are spread, over epochs: a fuller colour where more numbers are, and a line at the median.</summary>
    /// <param name="title">What is above the picture.</param>
    /// <exception cref="PictureException">No histogram was taken, or no parameter had a gradient.</exception>
    public Picture GradientHistograms(string title = "Gradients by layer and epoch") =>
        HistogramPlot.Of(title, "gradient", Taken("GradientHistograms", gradients));

    /// <summary>The root mean square of each parameter's gradient, over epochs: whether gradients vanish or explode from layer to layer.</summary>
    /// <param name="title">What is above the picture.</param>
    /// <exception cref="PictureException">No histogram was taken, or no parameter had a gradient.</exception>
    public Picture GradientSizes(string title = "Size of the gradients by layer")
    {
        IEnumerable<Curve> curves = Taken("GradientSizes", gradients).Select(history => new Curve(
            history.Name, [.. history.Entries.Select(entry => ((double)entry.Epoch, entry.Histogram.NotFinite > 0 ? double.NaN : entry.Histogram.RootMeanSquare))]));
        return CurvePlot.Of(title, "epoch", "root mean square of the gradient", [.. curves], []);
    }

    private ParameterHistory[] Taken(string picture, ParameterHistory[] histories)
    {
        CheckRecorded(picture);
        ParameterHistory[] taken = [.. histories.Where(history => history.Entries.Count > 0)];
        return taken.Length > 0
            ? taken
            : throw new PictureException($"{picture}: no histogram was taken in {epochs.Count} epochs, with {nameof(HistogramEvery)} {every}; make it smaller than the number of epochs, and not 0");
    }

    private void CheckRecorded(string picture, bool isEnough = false)
    {
        if (epochs.Count == 0 && !isEnough)
        {
            throw new PictureException($"{picture}: no epoch was recorded; give the recorder to Train as its progress");
        }
    }
}
