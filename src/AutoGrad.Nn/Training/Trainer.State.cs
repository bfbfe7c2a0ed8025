using System.Numerics;
using System.Runtime.InteropServices;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Training;

/// <content>What a checkpoint keeps.</content>
public sealed partial class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<double> trainingLosses = [];
    private readonly List<double> validationLosses = [];
    private readonly ulong[] shuffleAtStart = [1, 0, 0, 0];
    private readonly BestValue[]? best;
    private long epoch;

    // The batches of the current epoch that are done. Greater than 0 exactly while an epoch is under way.
    private long position;
    private long iteration;
    private long samplesInEpoch;
    private long batchSizeInEpoch;
    private double lossSum;
    private long samplesSeen;
    private double bestLoss = double.PositiveInfinity;
    private long bestEpoch;
    private long epochsWithoutImprovement;

    /// <inheritdoc/>
    public IEnumerable<StateSlot> State()
    {
        IEnumerable<StateSlot> slots =
        [
            .. Under("model", model),
            .. Under("optimizer", optimizer),
            Counter("epoch", () => epoch, value => epoch = value, int.MaxValue),
            Counter("position", () => position, GoOnFrom, int.MaxValue),
            Counter("iteration", () => iteration, value => iteration = value),
            Counter("samples_in_epoch", () => samplesInEpoch, value => samplesInEpoch = value),
            Counter("batch_size_in_epoch", () => batchSizeInEpoch, value => batchSizeInEpoch = value, int.MaxValue),
            Counter("samples_seen", () => samplesSeen, value => samplesSeen = value),
            StateSlot.Of("loss_sum", () => lossSum, value => lossSum = value),
            StateSlot.Of("training_losses", trainingLosses),
            StateSlot.Of("validation_losses", validationLosses),
        ];
        if (options.Schedule is not null)
        {
            slots = slots.Concat(Under("schedule", options.Schedule));
        }

        if (options.Shuffle is not null)
        {
            slots = slots.Concat(Under("shuffle", options.Shuffle)).Append(StateSlot.Of("shuffle_at_start", shuffleAtStart).Checked(NotAllZeros));
        }

        for (int i = 0; i < options.RandomSources.Count; i++)
        {
            slots = slots.Concat(Under($"random.{i}", options.RandomSources[i]));
        }

        if (best is not null)
        {
            slots = slots.Concat(
            [
                StateSlot.Of("best_loss", () => bestLoss, value => bestLoss = value),
                Counter("best_epoch", () => bestEpoch, value => bestEpoch = value, int.MaxValue),
                Counter("epochs_without_improvement", () => epochsWithoutImprovement, value => epochsWithoutImprovement = value),
                .. best.Select(value => value.Slot.Under("best")),
            ]);
        }

        return slots;
    }

    private static IEnumerable<StateSlot> Under(string prefix, IStateful state) => state.State().Select(slot => slot.Under(prefix));

    private static StateSlot Counter(string name, Func<long> get, Action<long> set, long most = long.MaxValue) => StateSlot.Of(name, get, set).Checked(bytes =>
    {
        long count = MemoryMarshal.Read<long>(bytes);
        return count >= 0 && count <= most ? null : $"it is {count}, but from 0 to {most}";
    });

    private static string? NotAllZeros(ReadOnlySpan<byte> bytes) => bytes.ContainsAnyExcept((byte)0) ? null : "all zeros are no state of a random source";

    // What ended the training before belongs to the state before.
    private void GoOnFrom(long restored)
    {
        position = restored;
        ended = null;
        divergence = null;
    }

    private void BeginEpoch()
    {
        if (options.Shuffle is not null)
        {
            MemoryMarshal.Cast<byte, ulong>(options.Shuffle.State().Single().Bytes).CopyTo(shuffleAtStart);
        }

        samplesInEpoch = batches!.Data.Count;
        batchSizeInEpoch = batches.Size;
        batches.Reorder(options.Shuffle);
    }

    // The stop came before the first update: the epoch counts as not begun, and would be shuffled alike.
    private void AbandonEpoch() => options.Shuffle?.State().Single().Restore(MemoryMarshal.AsBytes(shuffleAtStart.AsSpan()));

    private void ResumeEpoch(int samples)
    {
        if (samples != samplesInEpoch || batches!.Size != batchSizeInEpoch || position > batches.Count)
        {
            throw new ModuleException(
                $"Trainer: it stands after batch {position} of an epoch over {samplesInEpoch} samples in batches of {batchSizeInEpoch}, but the data set has {samples} samples in {batches!.Count} batches of {batches.Size}; go on with the data and the batch size that it was begun with");
        }

        RandomSource? shuffle = null;
        if (options.Shuffle is not null)
        {
            shuffle = new RandomSource(0);
            shuffle.State().Single().Restore(MemoryMarshal.AsBytes(shuffleAtStart.AsSpan()));
        }

        batches.Reorder(shuffle);
    }

    private void NoteBest(double loss)
    {
        if (best is null)
        {
            return;
        }

        if (loss < bestLoss - options.EarlyStopping!.MinimumImprovement)
        {
            bestLoss = loss;
            bestEpoch = epoch;
            epochsWithoutImprovement = 0;
            Array.ForEach(best, value => value.Keep());
        }
        else
        {
            epochsWithoutImprovement++;
        }
    }

    private bool RestoreBest(StopReason reason)
    {
        if (best is null || bestEpoch == 0 || !options.EarlyStopping!.RestoreBest || reason == StopReason.Cancelled)
        {
            return false;
        }

        Array.ForEach(best, value => value.PutBack());
        return true;
    }

    /// <summary>A parameter's value of the best epoch.</summary>
    private sealed class BestValue(string name, Parameter<T> parameter)
    {
        private readonly T[] value = parameter.Value.Span.ToArray();

        public StateSlot Slot => StateSlot.Of(name, value, parameter.Shape.Lengths);

        public void Keep() => parameter.Value.Span.CopyTo(value);

        public void PutBack() => value.CopyTo(parameter.MutableValue);
    }
}
