using System.Numerics;
using AutoGrad.Nn.Optimizers.Schedules;
using AutoGrad.Nn.Training.Metrics;

namespace AutoGrad.Nn.Training;

/// <summary>How a <see cref="Trainer{T}"/> trains.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed record TrainerOptions<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How often all samples are gone through, at least 1.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>The samples of a batch, at least 1; the last one of an epoch may have fewer.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Whether a last batch that is not full is left out.</summary>
    public bool DropLast { get; init; }

    /// <summary>Where the order of the samples comes from, which differs each epoch; the order of the data set, if null.</summary>
    public RandomSource? Shuffle { get; init; }

    /// <summary>
    /// How many batches make an update, at least 1: their gradients are averaged over all samples, as if they were one
    /// batch. At the end of an epoch fewer may be left.
    /// </summary>
    public int AccumulatedBatches { get; init; } = 1;

    /// <summary>Stop rule: the largest number of updates.</summary>
    public long? MaxIterations { get; init; }

    /// <summary>
    /// Stop rule: the training loss that is low enough. It is the mean loss of an epoch; where an epoch is a single update,
    /// the loss before that update, which is then not done any more.
    /// </summary>
    public double? LossThreshold { get; init; }

    /// <summary>Stop rule: no more improvement on the validation part.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Sets the rate of the optimiser; <see cref="ReduceOnPlateau{T}"/> by the validation loss, or the training loss if there is none.</summary>
    public Schedule<T>? Schedule { get; init; }

    /// <summary>What the schedule counts.</summary>
    public ScheduleUnit ScheduleUnit { get; init; }

    /// <summary>Called with the parameters after each update's gradients are there and before they are used, as for clipping.</summary>
    public Action<IReadOnlyList<Parameter<T>>>? GradientHook { get; init; }

    /// <summary>What is measured on the validation part after each epoch.</summary>
    public IReadOnlyList<Metric<T>> Metrics { get; init; } = [];

    /// <summary>Random sources that the loss draws from beside the model, as noise on inputs does; a checkpoint keeps their states.</summary>
    public IReadOnlyList<RandomSource> RandomSources { get; init; } = [];

    /// <summary>Called after each epoch, for example to save a checkpoint; not after one that diverged.</summary>
    public Action<Trainer<T>>? AfterEpoch { get; init; }

    /// <summary>After how many updates within an epoch progress is reported; 0 for at the end of epochs alone.</summary>
    public int ReportEvery { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <exception cref="ModuleException">A number is out of its range.</exception>
    internal void Check()
    {
        Require(Epochs >= 1, $"{nameof(Epochs)} is {Epochs}, but must be at least 1");
        Require(BatchSize >= 1, $"{nameof(BatchSize)} is {BatchSize}, but must be at least 1");
        Require(AccumulatedBatches >= 1, $"{nameof(AccumulatedBatches)} is {AccumulatedBatches}, but must be at least 1");
        Require(MaxIterations is null or >= 1, $"{nameof(MaxIterations)} is {MaxIterations}, but must be at least 1, or null for no such rule");
        Require(LossThreshold is null || double.IsFinite(LossThreshold.Value), $"{nameof(LossThreshold)} is {LossThreshold}, but must be a finite number, or null for no such rule");
        string? twice = Metrics.GroupBy(metric => metric.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
        Require(twice is null, $"two metrics are called '{twice}', but their names must differ");
        Require(
            ScheduleUnit == ScheduleUnit.Epoch || Schedule is not ReduceOnPlateau<T>,
            $"{nameof(ReduceOnPlateau<>)} goes by the loss of an epoch, so {nameof(ScheduleUnit)} must be {nameof(ScheduleUnit.Epoch)}");
        Require(ReportEvery >= 0, $"{nameof(ReportEvery)} is {ReportEvery}, but must be at least 0");
    }

    private static void Require(bool condition, string rule)
    {
        if (!condition)
        {
            throw new ModuleException($"Trainer: {rule}");
        }
    }
}
