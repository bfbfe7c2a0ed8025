using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Training.Metrics;

/// <summary>The share of the samples whose class is among the first of the model's.</summary>
/// <remarks>
/// Output (n, classes) with logits or probabilities: a sample counts if fewer than k classes have a larger output than its
/// own, and of equal ones the first comes first. Output (n,) or (n, 1) for two classes: the second class, if the output is
/// above the threshold. As soon as an output is NaN, the accuracy is NaN, until <see cref="Reset"/>.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Accuracy<T> : Metric<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int top;
    private readonly double threshold;
    private long right;
    private long count;
    private bool isUndefined;

    /// <summary>A new count.</summary>
    /// <param name="top">k: how many classes the model may name.</param>
    /// <param name="threshold">Where the second class begins if there is one output: 0 for a logit, 0.5 for a probability.</param>
    /// <exception cref="ModuleException">k is not positive.</exception>
    public Accuracy(int top = 1, double threshold = 0)
    {
        this.top = top >= 1 ? top : throw new ModuleException($"Accuracy: the top {top} classes; it must be at least 1");
        this.threshold = threshold;
    }

    /// <inheritdoc/>
    public override string Name => MetricNames.TopAccuracy(top);

    /// <inheritdoc/>
    public override double Value => isUndefined ? double.NaN : (double)right / count;

    /// <inheritdoc/>
    public override bool NeedsLabels => true;

    /// <inheritdoc/>
    public override void Reset() => (right, count, isUndefined) = (0, 0, false);

    /// <inheritdoc/>
    public override void Add(Variable<T> output, Batch<T> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Add(output.Value.Span, batch.Labels);
    }

    /// <summary>Takes outputs into account: as many for each sample as there are classes, or one.</summary>
    /// <exception cref="ShapeException">The outputs are not equally many for each sample, or a label is none of the classes.</exception>
    /// <exception cref="ModuleException">k is larger than the number of outputs a sample.</exception>
    public void Add(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels)
    {
        int width = Predictions.Width(outputs.Length, labels);
        if (!labels.IsEmpty && top > width)
        {
            throw new ModuleException($"Accuracy: the top {top} classes of {width} outputs a sample; there must be at least as many outputs");
        }

        isUndefined |= Predictions.FirstNaN(outputs) >= 0;
        for (int sample = 0; sample < labels.Length; sample++)
        {
            ReadOnlySpan<T> row = outputs.Slice(sample * width, width);
            right += (width == 1 ? Predictions.ClassOf(row, threshold) == labels[sample] : RankOf(row, labels[sample]) < top) ? 1 : 0;
        }

        count += labels.Length;
    }

    private static int RankOf(ReadOnlySpan<T> row, int label)
    {
        int before = 0;
        for (int other = 0; other < row.Length; other++)
        {
            before += row[other] > row[label] || (row[other] == row[label] && other < label) ? 1 : 0;
        }

        return before;
    }
}
