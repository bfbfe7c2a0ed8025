using System.Numerics;

namespace AutoGrad.Nn.Training.Metrics;

/// <summary>A figure for how good a model is, collected over batches.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Metric<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The name in progress and results.</summary>
    public abstract string Name { get; }

    /// <summary>The figure for all batches since <see cref="Reset"/>; NaN if there was none.</summary>
    public abstract double Value { get; }

    /// <summary>Whether it can only measure samples that have labels; a trainer refuses others before it begins.</summary>
    public virtual bool NeedsLabels => false;

    /// <summary>Whether it can only measure samples that have targets; a trainer refuses others before it begins.</summary>
    public virtual bool NeedsTargets => false;

    /// <summary>Forgets all batches.</summary>
    public abstract void Reset();

    /// <summary>Takes a batch into account.</summary>
    /// <param name="output">What the model gave for the batch.</param>
    /// <param name="batch">The batch.</param>
    public abstract void Add(Variable<T> output, Batch<T> batch);
}
