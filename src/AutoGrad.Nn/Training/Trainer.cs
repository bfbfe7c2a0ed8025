using System.Numerics;
using AutoGrad.Nn.Optimizers;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Training;

/// <summary>Trains a model: batches, epochs, stop rules, validation, progress, cancellation, checkpoints.</summary>
/// <remarks>
/// The trainer is one state in whole: model, optimiser, schedule, random sources, the place in the epoch and what the stop
/// rules remember. Saved after a cancellation and loaded into a trainer that is put together alike, it goes on bit for bit as
/// if it had never been interrupted. Not for two threads at the same time.
/// </remarks>
/// <example>
/// <code>
/// var trainer = new Trainer&lt;float&gt;(
///     model,
///     (output, batch) => Loss.CrossEntropy(output, batch.Labels),
///     new Adam&lt;float&gt;(model.Parameters),
///     new() { Epochs = 40, Shuffle = new RandomSource(7), EarlyStopping = new(patience: 5) });
/// TrainingResult result = trainer.Train(training, validation, cancellation: token);
/// SafeTensors.Save("run.safetensors", trainer);    // later: SafeTensors.Load("run.safetensors", trainer), then Train again
/// </code>
/// </example>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed partial class Trainer<T> : IStateful
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Module<T> model;
    private readonly Layer<T>? layer;
    private readonly OutputLoss<T>? outputLoss;
    private readonly BatchLoss<T>? batchLoss;
    private readonly Optimizer<T> optimizer;
    private readonly TrainerOptions<T> options;
    private readonly Tape<T> tape = new() { ReleaseValues = true };
    private readonly Parameter<T>[] parameters;
    private readonly Func<double> evaluate;

    /// <summary>A trainer of a layer with a loss of its output.</summary>
    /// <param name="model">What is trained.</param>
    /// <param name="loss">The loss of an output.</param>
    /// <param name="optimizer">Changes the parameters.</param>
    /// <param name="options">How to train; as <see cref="TrainerOptions{T}"/> has it unless given.</param>
    /// <exception cref="ModuleException">An option is out of its range, the model has no parameters, or the optimiser none of them, or the schedule is another optimiser's.</exception>
    public Trainer(Layer<T> model, OutputLoss<T> loss, Optimizer<T> optimizer, TrainerOptions<T>? options = null)
        : this(model, optimizer, options)
    {
        ArgumentNullException.ThrowIfNull(loss);
        layer = model;
        outputLoss = loss;
    }

    /// <summary>A trainer of any module with a loss that calls it.</summary>
    /// <param name="model">What is trained.</param>
    /// <param name="loss">The loss of the model on a batch.</param>
    /// <param name="optimizer">Changes the parameters.</param>
    /// <param name="options">How to train; as <see cref="TrainerOptions{T}"/> has it unless given.</param>
    /// <exception cref="ModuleException">
    /// An option is out of its range, the model has no parameters, or the optimiser none of them, the schedule is another
    /// optimiser's, or metrics are asked for and the model is no layer.
    /// </exception>
    public Trainer(Module<T> model, BatchLoss<T> loss, Optimizer<T> optimizer, TrainerOptions<T>? options = null)
        : this(model, optimizer, options)
    {
        ArgumentNullException.ThrowIfNull(loss);
        batchLoss = loss;
        layer = model as Layer<T>;
        if (layer is null && this.options.Metrics.Count > 0)
        {
            throw new ModuleException("Trainer: metrics need the model's output, and this model is no Layer; derive it from Layer, or leave the metrics out");
        }
    }

    private Trainer(Module<T> model, Optimizer<T> optimizer, TrainerOptions<T>? options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        this.model = model;
        this.optimizer = optimizer;
        this.options = options ?? new TrainerOptions<T>();
        this.options.Check();
        parameters = [.. model.Parameters];
        if (parameters.Length == 0)
        {
            throw new ModuleException("Trainer: the model has no parameters, so there is nothing to train");
        }

        CheckOptimizer();

        if (this.options.EarlyStopping is not null)
        {
            best =
            [
                .. model.NamedParameters.Select(named => new BestValue(named.Name, named.Parameter)),
                .. model.NamedBuffers.Select(named => new BestValue(named.Name, named.Buffer)),
            ];
        }

        // Made once, so that a step allocates nothing.
        evaluate = EvaluateUpdate;
    }

    /// <summary>The epochs that are done.</summary>
    public int Epoch => (int)epoch;

    /// <summary>The updates that are done.</summary>
    public long Iteration => iteration;

    /// <summary>Trains until a stop rule holds, going on where the trainer is.</summary>
    /// <param name="training">The samples to learn from.</param>
    /// <param name="validation">Samples to measure with after each epoch.</param>
    /// <param name="progress">
    /// Told at the end of each epoch, and in between as <see cref="TrainerOptions{T}.ReportEvery"/> says; where the loss of an
    /// update is NaN or infinite, once more, with that loss.
    /// </param>
    /// <param name="cancellation">Stops between two updates, or during validation; the result says so.</param>
    /// <returns>Why it stopped, and the losses.</returns>
    /// <exception cref="ModuleException">
    /// The training has come to its end before; early stopping or metrics have no samples to measure with; a checkpoint within
    /// an epoch belongs to other data or another batch size; the validation part does not fit the training part or a metric;
    /// all parameters are frozen, or the loss does not depend on them.
    /// </exception>
    /// <exception cref="AutoGrad.Errors.ShapeException">The validation part's inputs or targets have another shape, or the loss is no single number.</exception>
    public TrainingResult Train(
        Dataset<T> training, Dataset<T>? validation = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        Begin(training, validation);
        bool wasTraining = model.IsTraining;
        long start = options.Time.GetTimestamp();
        double startFraction = Fraction;
        model.Train();
        try
        {
            StopReason? reason;
            double? metLoss = null;
            while ((reason = Rule()) is null)
            {
                if (cancellation.IsCancellationRequested)
                {
                    reason = StopReason.Cancelled;
                    break;
                }

                if (position < batches!.Count)
                {
                    reason = Update(out double loss);
                    if (reason is not null)
                    {
                        metLoss = loss;
                        if (reason == StopReason.Diverged)
                        {
                            progress?.Report(Progress(start, startFraction, null) with { TrainingLoss = loss });
                        }

                        break;
                    }

                    if (options.ReportEvery > 0 && iteration % options.ReportEvery == 0)
                    {
                        progress?.Report(Progress(start, startFraction, null));
                    }
                }
                else if (!FinishEpoch(validation, cancellation, out Evaluation? measured))
                {
                    reason = StopReason.Cancelled;
                    break;
                }
                else
                {
                    progress?.Report(Progress(start, startFraction, measured, isEndOfEpoch: true));
                    if (divergence is null)
                    {
                        options.AfterEpoch?.Invoke(this);
                    }
                }
            }

            ended = reason is StopReason.LossThreshold or StopReason.Diverged ? reason : null;
            bool restored = RestoreBest(reason.Value);
            return new TrainingResult
            {
                Reason = reason.Value,
                Epochs = Epoch,
                Iterations = iteration,
                TrainingLoss = metLoss ?? CurrentLoss,
                TrainingLosses = [.. trainingLosses],
                ValidationLosses = [.. validationLosses],
                BestEpoch = best is not null && bestEpoch > 0 ? (int)bestEpoch : null,
                IsBestRestored = restored,
                Divergence = reason == StopReason.Diverged ? divergence : null,
                Elapsed = options.Time.GetElapsedTime(start),
            };
        }
        finally
        {
            tape.Reset();
            if (!wasTraining)
            {
                model.Evaluate();
            }
        }
    }

    /// <summary>The loss and the metrics on samples, with the model in evaluation and nothing recorded.</summary>
    public Evaluation Evaluate(Dataset<T> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Measure(new Batches<T>(data, options.BatchSize), CancellationToken.None)!;
    }

    private void Begin(Dataset<T> training, Dataset<T>? validation)
    {
        if (validation is null && (options.EarlyStopping is not null || options.Metrics.Count > 0))
        {
            throw new ModuleException("Trainer: early stopping and metrics need samples to measure with; give Train a validation part, as from Dataset.Split");
        }

        if (!ReferenceEquals(batches?.Data, training))
        {
            batches = new Batches<T>(training, options.BatchSize, options.Shuffle, options.DropLast);
        }

        if (validation is not null && !ReferenceEquals(validationBatches?.Data, validation))
        {
            validationBatches = new Batches<T>(validation, options.BatchSize);
        }

        if (position > 0)
        {
            ResumeEpoch(training.Count);
        }

        CheckNotEnded();
        CheckNotFrozen();
        CheckValidation(training, validation);
        hasGradients = false;
    }

    // What the stop rules say of the state; an epoch whose batches are done is finished first.
    private StopReason? Rule()
    {
        if (divergence is not null)
        {
            return StopReason.Diverged;
        }

        bool isBetweenEpochs = position == 0;
        if (isBetweenEpochs && trainingLosses.Count > 0 && trainingLosses[^1] <= options.LossThreshold)
        {
            return StopReason.LossThreshold;
        }

        if (isBetweenEpochs && options.EarlyStopping is not null && epochsWithoutImprovement >= options.EarlyStopping.Patience)
        {
            return StopReason.EarlyStopping;
        }

        if (isBetweenEpochs && epoch >= options.Epochs)
        {
            return StopReason.Epochs;
        }

        return position < batches!.Count && iteration >= options.MaxIterations ? StopReason.Iterations : null;
    }

    private TrainingProgress Progress(long start, double startFraction, Evaluation? measured, bool isEndOfEpoch = false)
    {
        TimeSpan elapsed = options.Time.GetElapsedTime(start);
        double fraction = Fraction;
        double done = fraction - startFraction;
        return new TrainingProgress
        {
            Epoch = Epoch,
            Epochs = options.Epochs,
            Iteration = iteration,
            Fraction = fraction,
            IsEndOfEpoch = isEndOfEpoch,
            TrainingLoss = CurrentLoss,
            ValidationLoss = measured?.Loss,
            Metrics = measured?.Metrics ?? EmptyMetrics,
            Rate = optimizer.Rate,
            Elapsed = elapsed,
            Remaining = done > 0 ? elapsed * ((1 - fraction) / done) : null,
        };
    }
}
