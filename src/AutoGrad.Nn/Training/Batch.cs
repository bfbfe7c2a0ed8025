using System.Numerics;

namespace AutoGrad.Nn.Training;

/// <summary>Some samples of a data set, as variables of a tape; the next batch takes its memory over.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Batch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dataset<T> data;
    private readonly T[] inputs;
    private readonly T[] targets;
    private readonly int[] labels;
    private readonly nint[] inputLengths;
    private readonly nint[] targetLengths;
    private Tape<T>? tape;
    private Variable<T> inputsOnTape;
    private Variable<T> targetsOnTape;

    internal Batch(Dataset<T> data, int size)
    {
        this.data = data;
        inputs = new T[size * data.InputShape.Count];
        targets = new T[data.HasLabels ? 0 : size * data.TargetShape.Count];
        labels = new int[data.HasLabels ? size : 0];
        inputLengths = [size, .. data.InputShape.Lengths];
        targetLengths = [size, .. data.TargetShape.Lengths];
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; private set; }

    /// <summary>The tape that the batch is for.</summary>
    public Tape<T> Tape => tape ?? throw new ModuleException("Batch: it is not filled yet; take it from Batches.Epoch");

    /// <summary>The inputs, (count, shape of an input...).</summary>
    public Variable<T> Inputs
    {
        get
        {
            if (inputsOnTape.IsDefault)
            {
                inputsOnTape = Tape.Constant(inputs.AsSpan(0, Count * data.InputShape.Count), inputLengths);
            }

            return inputsOnTape;
        }
    }

    /// <summary>The targets, (count, shape of a target...).</summary>
    /// <exception cref="ModuleException">The samples have labels instead.</exception>
    public Variable<T> Targets
    {
        get
        {
            if (data.HasLabels)
            {
                throw new ModuleException("Batch: the samples have labels instead of targets; use Labels, or make the data set with targets");
            }

            if (targetsOnTape.IsDefault)
            {
                targetsOnTape = Tape.Constant(targets.AsSpan(0, Count * data.TargetShape.Count), targetLengths);
            }

            return targetsOnTape;
        }
    }

    /// <summary>The targets as numbers; empty, if the samples have labels instead.</summary>
    public ReadOnlySpan<T> TargetValues => data.HasLabels ? [] : targets.AsSpan(0, Count * data.TargetShape.Count);

    /// <summary>The class of each sample.</summary>
    /// <exception cref="ModuleException">The samples have targets instead.</exception>
    public ReadOnlySpan<int> Labels => data.HasLabels
        ? labels.AsSpan(0, Count)
        : throw new ModuleException("Batch: the samples have targets instead of labels; use Targets, or make the data set with labels");

    /// <summary>The number of classes; 0, if the samples have targets instead.</summary>
    public int Classes => data.Classes;

    /// <summary>Takes samples over for a tape that has just been reset.</summary>
    internal void Fill(Tape<T> owner, ReadOnlySpan<int> samples)
    {
        tape = owner;
        inputsOnTape = default;
        targetsOnTape = default;
        Count = samples.Length;
        inputLengths[0] = samples.Length;
        targetLengths[0] = samples.Length;
        for (int i = 0; i < samples.Length; i++)
        {
            data.Input(samples[i]).CopyTo(inputs.AsSpan(i * data.InputShape.Count));
            if (data.HasLabels)
            {
                labels[i] = data.Labels[samples[i]];
            }
            else
            {
                data.Target(samples[i]).CopyTo(targets.AsSpan(i * data.TargetShape.Count));
            }
        }
    }
}
