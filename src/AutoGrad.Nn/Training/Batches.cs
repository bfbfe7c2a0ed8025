using System.Numerics;

namespace AutoGrad.Nn.Training;

/// <summary>Cuts a data set into batches, in another random order each epoch.</summary>
/// <remarks>The order of an epoch depends on the state of the random source at its beginning alone, so that a checkpoint in mid-epoch keeps only that.</remarks>
/// <example>
/// <code>
/// foreach (Batch&lt;float&gt; batch in batches.Epoch(tape))
/// {
///     Loss.CrossEntropy(model.Forward(batch.Inputs), batch.Labels).Backward();
///     ...
///     tape.Reset();
/// }
/// </code>
/// </example>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Batches<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] order;
    private readonly RandomSource? shuffle;
    private readonly Batch<T> batch;

    /// <summary>Batches of a data set.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="size">The samples of a batch; the last one of an epoch may have fewer.</param>
    /// <param name="shuffle">Where the order of each epoch comes from; the order of the data set, if null.</param>
    /// <param name="dropLast">Whether a last batch that is not full is left out.</param>
    /// <exception cref="ModuleException">The size is not positive, or no batch is full and the last is to be left out.</exception>
    public Batches(Dataset<T> data, int size, RandomSource? shuffle = null, bool dropLast = false)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (size < 1)
        {
            throw new ModuleException($"Batches: a size of {size}; a batch has at least 1 sample");
        }

        Count = dropLast ? data.Count / size : ((data.Count - 1) / size) + 1;
        if (Count == 0)
        {
            throw new ModuleException($"Batches: {data.Count} samples do not fill a batch of {size}, and the last one is to be dropped; use smaller batches, or keep the last one");
        }

        Data = data;
        Size = Math.Min(size, data.Count);
        this.shuffle = shuffle;
        order = [.. Enumerable.Range(0, data.Count)];
        batch = new Batch<T>(data, Size);
    }

    /// <summary>The samples.</summary>
    public Dataset<T> Data { get; }

    /// <summary>The number of batches in an epoch.</summary>
    public int Count { get; }

    /// <summary>The samples of a full batch.</summary>
    public int Size { get; }

    /// <summary>All batches once, in a new order; it is the same object over and over, and the tape is to be reset after each.</summary>
    public IEnumerable<Batch<T>> Epoch(Tape<T> tape)
    {
        ArgumentNullException.ThrowIfNull(tape);
        Reorder(shuffle);
        for (int i = 0; i < Count; i++)
        {
            yield return Fill(i, tape);
        }
    }

    /// <summary>The samples in a batch of an epoch.</summary>
    internal int SizeOf(int index) => Math.Min(Size, order.Length - (index * Size));

    /// <summary>The order that a random source gives; it goes on.</summary>
    internal void Reorder(RandomSource? random)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        random?.Shuffle(order.AsSpan());
    }

    /// <summary>A batch of the epoch's order, for a tape that has just been reset.</summary>
    internal Batch<T> Fill(int index, Tape<T> tape)
    {
        batch.Fill(tape, order.AsSpan(index * Size, SizeOf(index)));
        return batch;
    }
}
