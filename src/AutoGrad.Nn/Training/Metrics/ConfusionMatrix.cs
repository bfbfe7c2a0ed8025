using System.Globalization;
using System.Numerics;
using System.Text;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Training.Metrics;

/// <summary>How often samples of each class (row) were taken for each class (column).</summary>
public sealed class ConfusionMatrix
{
    private readonly long[,] counts;
    private readonly string[] names;

    /// <summary>An empty matrix.</summary>
    /// <param name="classes">The number of classes, at least 1.</param>
    /// <param name="names">Their names in the table; their numbers unless given.</param>
    /// <exception cref="ModuleException">There is no class, or not a name for each.</exception>
    public ConfusionMatrix(int classes, IReadOnlyList<string>? names = null)
    {
        if (classes < 1 || (names is not null && names.Count != classes))
        {
            throw new ModuleException($"ConfusionMatrix: {classes} classes and {names?.Count ?? classes} names; give at least one class, and a name for each");
        }

        counts = new long[classes, classes];
        this.names = names is null ? [.. Enumerable.Range(0, classes).Select(c => c.ToString(CultureInfo.InvariantCulture))] : [.. names];
    }

    /// <summary>The number of classes.</summary>
    public int Classes => names.Length;

    /// <summary>The names of the classes in the table.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The number of samples.</summary>
    public long Count { get; private set; }

    /// <summary>How often a sample of a class was taken for a class.</summary>
    /// <exception cref="ModuleException">A class does not exist.</exception>
    public long this[int actual, int predicted] => counts[Existing(actual), Existing(predicted)];

    /// <summary>The share of the samples that were taken for what they are; NaN without samples.</summary>
    public double Accuracy => (double)Enumerable.Range(0, Classes).Sum(c => counts[c, c]) / Count;

    /// <summary>Of the samples taken for a class, the share that belongs to it; NaN if there is none.</summary>
    /// <exception cref="ModuleException">The class does not exist.</exception>
    public double Precision(int label) => (double)counts[Existing(label), label] / Enumerable.Range(0, Classes).Sum(actual => counts[actual, label]);

    /// <summary>Of the samples of a class, the share that was taken for it; NaN if there is none.</summary>
    /// <exception cref="ModuleException">The class does not exist.</exception>
    public double Recall(int label) => (double)counts[Existing(label), label] / Enumerable.Range(0, Classes).Sum(predicted => counts[label, predicted]);

    /// <summary>The harmonic mean of precision and recall: 2 right / (actual + predicted); NaN if the class occurs on neither side.</summary>
    /// <exception cref="ModuleException">The class does not exist.</exception>
    public double F1(int label) => 2.0 * counts[Existing(label), label]
        / Enumerable.Range(0, Classes).Sum(other => counts[other, label] + counts[label, other]);

    /// <summary>Counts a sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A class does not exist.</exception>
    public void Add(int actual, int predicted)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(actual);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(actual, Classes);
        ArgumentOutOfRangeException.ThrowIfNegative(predicted);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(predicted, Classes);
        counts[actual, predicted]++;
        Count++;
    }

    /// <summary>Counts samples by their outputs: as many for each sample as there are classes, or one for two classes.</summary>
    /// <param name="outputs">Logits or probabilities, row by row.</param>
    /// <param name="labels">What the samples are.</param>
    /// <param name="threshold">Where the second class begins if there is one output: 0 for a logit, 0.5 for a probability.</param>
    /// <exception cref="ShapeException">The outputs are not as many for each sample as there are classes, or a label is none of them.</exception>
    /// <exception cref="ModuleException">An output is NaN. No sample is counted then.</exception>
    public void Add<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, double threshold = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = Predictions.Width(outputs.Length, labels);
        if (!labels.IsEmpty && Math.Max(2, width) != Classes)
        {
            throw new ShapeException($"ConfusionMatrix: {width} outputs a sample, but {Classes} classes");
        }

        int wrong = Predictions.FirstNaN(outputs);
        if (wrong >= 0)
        {
            throw new ModuleException($"ConfusionMatrix: output {wrong % width} of sample {wrong / width} is NaN, which is no class; find out where it comes from");
        }

        for (int sample = 0; sample < labels.Length; sample++)
        {
            Add(labels[sample], Predictions.ClassOf(outputs.Slice(sample * width, width), threshold));
        }
    }

    /// <summary>Forgets all samples.</summary>
    public void Clear()
    {
        Array.Clear(counts);
        Count = 0;
    }

    /// <summary>A table: a row for each class, a column for what it was taken for, and a dot for 0.</summary>
    public override string ToString()
    {
        int first = names.Max(name => name.Length);
        int[] widths = [.. Enumerable.Range(0, Classes).Select(column => Math.Max(names[column].Length, Enumerable.Range(0, Classes).Max(row => Cell(row, column).Length)))];
        var text = new StringBuilder(new string(' ', first));
        for (int column = 0; column < Classes; column++)
        {
            text.Append("  ").Append(names[column].PadLeft(widths[column]));
        }

        text.Append('\n');
        for (int row = 0; row < Classes; row++)
        {
            text.Append(names[row].PadLeft(first));
            for (int column = 0; column < Classes; column++)
            {
                text.Append("  ").Append(Cell(row, column).PadLeft(widths[column]));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private int Existing(int label) => label >= 0 && label < Classes
        ? label
        : throw new ModuleException($"ConfusionMatrix: there is no class {label}; with {Classes} classes they go from 0 to {Classes - 1}");

    private string Cell(int row, int column) => counts[row, column] == 0 ? "." : counts[row, column].ToString(CultureInfo.InvariantCulture);
}
