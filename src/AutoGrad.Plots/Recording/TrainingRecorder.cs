using System.Numerics;
using AutoGrad.Nn;
using AutoGrad.Nn.Training;

namespace AutoGrad.Plots;

/// <summary>Keeps what a trainer tells of a training, and how the model's weights and gradients are spread, for pictures.</summary>
/// <remarks>
/// Given to <see cref="Trainer{T}.Train"/> as its progress, it is called at the end of each epoch, so that a step costs as much
/// as without it. Made before the training, it knows the weights from before the first epoch, too. Gradients are those of the
/// last update of an epoch, as the optimiser used them.
/// </remarks>
/// <example>
/// <code>
/// var recorder = new TrainingRecorder&lt;float&gt;(model);
/// trainer.Train(training, validation, recorder);
/// recorder.LossCurve().SaveSvg("loss.svg");
/// </code>
/// </example>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed partial class TrainingRecorder<T> : IProgress<TrainingProgress>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // More columns than this cannot be told apart.
    private const int MostHistograms = 128;

    private readonly (string Name, Parameter<T> Parameter)[] parameters;
    private readonly IProgress<TrainingProgress>? next;
    private readonly List<TrainingProgress> epochs = [];
    private readonly ParameterHistory[] weights;
    private readonly ParameterHistory[] gradients;
    private Histogram[]? weightsBefore;
    private int every = 1;

    /// <summary>A recorder for a model.</summary>
    /// <param name="model">The model that will be trained.</param>
    /// <param name="next">Who is told all that the recorder is told, as a bar on the console.</param>
    public TrainingRecorder(Module<T> model, IProgress<TrainingProgress>? next = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.next = next;
        parameters = [.. model.NamedParameters];
        weights = [.. parameters.Select(named => new ParameterHistory(named.Name, named.Parameter.Shape))];
        gradients = [.. parameters.Select(named => new ParameterHistory(named.Name, named.Parameter.Shape))];
        weightsBefore = [.. parameters.Select(WeightsOf)];
    }

    /// <summary>
    /// After how many epochs histograms are taken, 1 unless given; 0 for never. From 128 of them on every second one is
    /// dropped and the number doubles.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int HistogramEvery
    {
        get => every;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            every = value;
        }
    }

    /// <summary>What was told at the end of each epoch.</summary>
    public IReadOnlyList<TrainingProgress> Epochs => epochs;

    /// <summary>What was told of the update whose loss was NaN or infinite; null if there was none.</summary>
    public TrainingProgress? DivergedAt { get; private set; }

    /// <summary>How the weights of each parameter were spread.</summary>
    public IReadOnlyList<ParameterHistory> Weights => weights;

    /// <summary>How the gradients of each parameter were spread; without entries where it got none, as a frozen one does.</summary>
    public IReadOnlyList<ParameterHistory> Gradients => gradients;

    /// <summary>Takes down what a trainer tells.</summary>
    public void Report(TrainingProgress value)
    {
        if (value.IsEndOfEpoch)
        {
            epochs.Add(value);
            TakeHistograms(value.Epoch);
        }
        else if (!double.IsFinite(value.TrainingLoss))
        {
            DivergedAt = value;
        }

        next?.Report(value);
    }

    private void TakeHistograms(int epoch)
    {
        if (weightsBefore is not null && every > 0)
        {
            AddWeights(epoch - 1, weightsBefore);
        }

        weightsBefore = null;
        if (every == 0 || epoch % every != 0)
        {
            return;
        }

        AddWeights(epoch, [.. parameters.Select(WeightsOf)]);
        for (int i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].Parameter.HasGradient)
            {
                gradients[i].Add(epoch, Histogram.Of<T>(parameters[i].Parameter.Gradient.Span));
            }
        }

        if (weights.Length > 0 && weights[0].Entries.Count > MostHistograms)
        {
            every *= 2;
            Array.ForEach(weights, history => history.Keep(every));
            Array.ForEach(gradients, history => history.Keep(every));
        }
    }

    private void AddWeights(int epoch, Histogram[] histograms)
    {
        if (epoch % every == 0)
        {
            for (int i = 0; i < histograms.Length; i++)
            {
                weights[i].Add(epoch, histograms[i]);
            }
        }
    }

    private static Histogram WeightsOf((string Name, Parameter<T> Parameter) named) => Histogram.Of<T>(named.Parameter.Value.Span);
}
