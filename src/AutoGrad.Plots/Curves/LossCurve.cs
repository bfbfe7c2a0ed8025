using AutoGrad.Nn.Training;

namespace AutoGrad.Plots;

/// <summary>Losses over epochs.</summary>
/// <remarks>
/// The axis of the loss is logarithmic where the losses are positive and the largest is at least ten times the smallest.
/// A loss that is NaN or infinite is a gap in the curve, with a mark that says so.
/// </remarks>
public static class LossCurve
{
    /// <summary>The losses of a training, the one included by which it diverged.</summary>
    /// <param name="result">How the training ended.</param>
    /// <param name="title">What is above the picture.</param>
    /// <param name="quantity">What the loss is, with its unit if it has one: at the axis.</param>
    /// <param name="unit">What an epoch is called: an iteration, say, where all samples are one batch.</param>
    /// <exception cref="PictureException">The training has no epoch, and did not diverge in its first one.</exception>
    public static Picture Of(TrainingResult result, string title = "Loss", string quantity = "loss", string unit = "epoch")
    {
        ArgumentNullException.ThrowIfNull(result);
        IReadOnlyList<double> validation = result.ValidationLosses.Count == result.TrainingLosses.Count ? result.ValidationLosses : [];
        IReadOnlyList<double> training = result.Divergence == Divergence.Loss ? [.. result.TrainingLosses, result.TrainingLoss] : result.TrainingLosses;
        return Of(Curve.Of("training", training), Curve.Of("validation", validation), title, quantity, unit);
    }

    /// <summary>The losses of epochs 1, 2, 3 and so on.</summary>
    /// <param name="training">The losses on the samples that are learnt from.</param>
    /// <param name="validation">The losses on other samples; none unless given.</param>
    /// <param name="title">What is above the picture.</param>
    /// <param name="quantity">What the loss is, with its unit if it has one: at the axis.</param>
    /// <param name="unit">What an epoch is called: an iteration, say, where all samples are one batch.</param>
    /// <exception cref="PictureException">There is no loss, or there are validation losses, but not one for each epoch.</exception>
    public static Picture Of(IReadOnlyList<double> training, IReadOnlyList<double>? validation = null, string title = "Loss", string quantity = "loss", string unit = "epoch")
    {
        ArgumentNullException.ThrowIfNull(training);
        if (validation?.Count > 0 && validation.Count != training.Count)
        {
            throw new PictureException($"LossCurve: {training.Count} training losses and {validation.Count} validation losses; give one of each for every epoch, or no validation losses");
        }

        return Of(Curve.Of("training", training), Curve.Of("validation", validation ?? []), title, quantity, unit);
    }

    internal static Picture Of(Curve training, Curve validation, string title, string quantity, string unit)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(quantity);
        if (training.Points.Count == 0)
        {
            throw new PictureException("LossCurve: there is no loss, as no epoch was done; draw it after Train");
        }

        (double X, double Y)[] finite = [.. validation.Points.Where(point => double.IsFinite(point.Y))];
        return CurvePlot.Of(
            title,
            unit,
            quantity,
            validation.Points.Count > 0 ? [training, validation] : [training],
            finite.Length > 0 ? [Best(finite.MinBy(point => point.Y), unit)] : []);
    }

    private static Mark Best((double X, double Y) lowest, string unit) => new(lowest.X, lowest.Y, FormattableString.Invariant($"lowest validation loss: {lowest.Y:G3} at {unit} {lowest.X}"), IsAlarm: false);
}
