using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Training;

/// <summary>Samples in memory: inputs of any shape, each with a target of numbers or with the number of its class.</summary>
/// <remarks>
/// The arrays given are not copied: a change to one of them afterwards changes the samples, unchecked. <see cref="Subset"/> and
/// <see cref="Split"/> copy.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Dataset<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] inputs;
    private readonly T[] targets;
    private readonly int[] labels;

    /// <summary>Samples with targets, for regression.</summary>
    /// <param name="inputs">All inputs, sample after sample, row by row; not copied.</param>
    /// <param name="inputShape">The shape of one input; <c>[4]</c> for four features.</param>
    /// <param name="targets">All targets, sample after sample; not copied.</param>
    /// <param name="targetShape">The shape of one target; <c>[1]</c> for one number, as a linear layer with one output gives it.</param>
    /// <exception cref="ShapeException">The arrays do not hold whole samples, or not equally many.</exception>
    /// <exception cref="ModuleException">There is no sample, or a value is NaN or infinite.</exception>
    public Dataset(T[] inputs, Shape inputShape, T[] targets, Shape targetShape)
        : this(inputs, inputShape)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(targetShape);
        this.targets = targets;
        TargetShape = targetShape;
        int count = CountOf("targets", targets, targetShape);
        if (count != Count)
        {
            throw new ShapeException($"Dataset: {Count} inputs of shape {inputShape}, but {count} targets of shape {targetShape}; give one target for each input");
        }
    }

    /// <summary>Samples with classes, for classification.</summary>
    /// <param name="inputs">All inputs, sample after sample, row by row; not copied.</param>
    /// <param name="inputShape">The shape of one input; <c>[4]</c> for four features.</param>
    /// <param name="labels">The class of each sample, from 0; not copied.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ShapeException">The inputs are no whole samples, or not as many as labels.</exception>
    /// <exception cref="ModuleException">There is no sample, a value is NaN or infinite, or a label is none of the classes.</exception>
    public Dataset(T[] inputs, Shape inputShape, int[] labels, int classes)
        : this(inputs, inputShape)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length != Count)
        {
            throw new ShapeException($"Dataset: {Count} inputs of shape {inputShape}, but {labels.Length} labels; give one label for each input");
        }

        if (classes < 1)
        {
            throw new ModuleException($"Dataset: {classes} classes; there must be at least 1");
        }

        int wrong = Array.FindIndex(labels, label => label < 0 || label >= classes);
        if (wrong >= 0)
        {
            throw new ModuleException($"Dataset: the label of sample {wrong} is {labels[wrong]}, but with {classes} classes labels go from 0 to {classes - 1}");
        }

        this.labels = labels;
        Classes = classes;
    }

    private Dataset(T[] inputs, Shape inputShape)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(inputShape);
        this.inputs = inputs;
        targets = [];
        labels = [];
        InputShape = inputShape;
        TargetShape = Shape.Scalar;
        Count = CountOf("inputs", inputs, inputShape);
    }

    /// <summary>The number of samples, at least 1.</summary>
    public int Count { get; }

    /// <summary>The shape of one input.</summary>
    public Shape InputShape { get; }

    /// <summary>The shape of one target; a scalar's, if there are labels instead.</summary>
    public Shape TargetShape { get; }

    /// <summary>The number of classes; 0, if there are targets instead of labels.</summary>
    public int Classes { get; }

    /// <summary>Whether samples have the number of a class instead of a target.</summary>
    public bool HasLabels => Classes > 0;

    /// <summary>All inputs, sample after sample.</summary>
    public ReadOnlySpan<T> Inputs => inputs;

    /// <summary>All targets, sample after sample; empty, if there are labels instead.</summary>
    public ReadOnlySpan<T> Targets => targets;

    /// <summary>The classes of all samples; empty, if there are targets instead.</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>The input of one sample, row by row.</summary>
    /// <exception cref="ModuleException">There is no such sample.</exception>
    public ReadOnlySpan<T> Input(int sample) => inputs.AsSpan(Existing(sample) * InputShape.Count, InputShape.Count);

    /// <summary>The target of one sample, row by row; empty, if there are labels instead.</summary>
    /// <exception cref="ModuleException">There is no such sample.</exception>
    public ReadOnlySpan<T> Target(int sample) => Existing(sample) is var place && HasLabels ? [] : targets.AsSpan(place * TargetShape.Count, TargetShape.Count);

    /// <summary>A copy of some of the samples, in the order given.</summary>
    /// <exception cref="ModuleException">None is given, or there is no such sample.</exception>
    public Dataset<T> Subset(params ReadOnlySpan<int> samples)
    {
        var someInputs = new T[samples.Length * InputShape.Count];
        var someTargets = new T[HasLabels ? 0 : samples.Length * TargetShape.Count];
        var someLabels = new int[HasLabels ? samples.Length : 0];
        for (int i = 0; i < samples.Length; i++)
        {
            Input(samples[i]).CopyTo(someInputs.AsSpan(i * InputShape.Count));
            if (HasLabels)
            {
                someLabels[i] = labels[samples[i]];
            }
            else
            {
                Target(samples[i]).CopyTo(someTargets.AsSpan(i * TargetShape.Count));
            }
        }

        return HasLabels ? new(someInputs, InputShape, someLabels, Classes) : new(someInputs, InputShape, someTargets, TargetShape);
    }

    /// <summary>Copies of a random part of the samples, and of the rest.</summary>
    /// <param name="fraction">How much of the samples the first part gets, between 0 and 1; rounded to whole samples.</param>
    /// <param name="random">Decides which samples; equal seeds give equal parts.</param>
    /// <exception cref="ModuleException">A part would be empty.</exception>
    public (Dataset<T> First, Dataset<T> Second) Split(double fraction, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double wanted = Math.Round(fraction * Count);
        if (!(wanted >= 1 && wanted <= Count - 1))
        {
            throw new ModuleException($"Dataset: a split of {Count} samples at {fraction} leaves a part empty; use a fraction between 0 and 1, and enough samples");
        }

        int[] order = [.. Enumerable.Range(0, Count)];
        random.Shuffle(order.AsSpan());
        return (Subset(order.AsSpan(0, (int)wanted)), Subset(order.AsSpan((int)wanted)));
    }

    /// <summary>A copy with other inputs for the same targets or labels.</summary>
    internal Dataset<T> WithInputs(T[] others) => HasLabels ? new(others, InputShape, labels, Classes) : new(others, InputShape, targets, TargetShape);

    private int Existing(int sample) => (uint)sample < (uint)Count
        ? sample
        : throw new ModuleException($"Dataset: there is no sample {sample}; with {Count} samples they go from 0 to {Count - 1}");

    private static int CountOf(string what, T[] values, Shape shape)
    {
        if (shape.Count == 0 || values.Length % shape.Count != 0)
        {
            throw new ShapeException($"Dataset: {values.Length} {what} are no whole number of samples of shape {shape}");
        }

        if (values.Length == 0)
        {
            throw new ModuleException("Dataset: there is no sample");
        }

        int wrong = Array.FindIndex(values, value => !T.IsFinite(value));
        return wrong < 0
            ? values.Length / shape.Count
            : throw new ModuleException($"Dataset: the {what} of sample {wrong / shape.Count} hold {values[wrong]} at position {wrong % shape.Count}; remove the sample, or fill the gap");
    }
}
