using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Nn.Initializers;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Layers;

/// <summary>Batch normalisation: y = (x - mean) / sqrt(variance + epsilon) * weight + bias, channel by channel.</summary>
/// <remarks>
/// (N, channels, ...) -> (N, channels, ...). In training mean and variance are those of the batch, over all axes but the
/// channels' (the variance divided by n), and the running ones move towards them: running = (1 - momentum) running +
/// momentum batch, with the batch's variance divided by n - 1. In evaluation the running ones take their place, as constants.
/// Parameters: <c>weight</c> and <c>bias</c> (channels), which start at 1 and 0. Saved beside them, under PyTorch's names:
/// <c>running_mean</c>, <c>running_var</c> and the whole number <c>num_batches_tracked</c>. Source: Ioffe, Szegedy 2015.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class BatchNorm<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double? momentum;
    private readonly T epsilon;
    private long batches;

    /// <summary>A layer for a number of channels.</summary>
    /// <param name="channels">The length of axis 1.</param>
    /// <param name="momentum">From 0 to 1: how far the running statistics move towards those of a batch; <c>null</c> makes them the plain average over all batches.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="isAffine">Whether weight and bias are there.</param>
    /// <exception cref="ModuleException">The number of channels is not positive, the momentum outside of 0 to 1, or epsilon negative or not finite.</exception>
    public BatchNorm(int channels, double? momentum = 0.1, double epsilon = 1e-5, bool isAffine = true)
    {
        ReadOnlySpan<nint> lengths = Normalization.CheckedLengths([channels], nameof(BatchNorm<>));
        if (momentum is { } part && !(part >= 0 && part <= 1))
        {
            throw new ModuleException($"BatchNorm: the momentum {part} is not from 0 to 1");
        }

        this.momentum = momentum;
        this.epsilon = Normalization.CheckedEpsilon<T>(epsilon, nameof(BatchNorm<>));
        if (isAffine)
        {
            Weight = Add("weight", Initialize<T>.Parameter(Initialize<T>.Ones, Normalization.NoRandom, lengths));
            Bias = Add("bias", Initialize<T>.Parameter(Initialize<T>.Zeros, Normalization.NoRandom, lengths));
        }

        RunningMean = AddBuffer("running_mean", Initialize<T>.Parameter(Initialize<T>.Zeros, Normalization.NoRandom, lengths));
        RunningVariance = AddBuffer("running_var", Initialize<T>.Parameter(Initialize<T>.Ones, Normalization.NoRandom, lengths));
    }

    /// <summary>The factors (channels).</summary>
    public Parameter<T>? Weight { get; }

    /// <summary>The offsets (channels).</summary>
    public Parameter<T>? Bias { get; }

    /// <summary>The mean that evaluation takes off (channels).</summary>
    public Parameter<T> RunningMean { get; }

    /// <summary>The variance that evaluation divides by (channels).</summary>
    public Parameter<T> RunningVariance { get; }

    /// <summary>The number of batches seen in training.</summary>
    public long BatchesTracked => batches;

    /// <summary>The length of axis 1.</summary>
    public int Channels => (int)RunningMean.Shape[0];

    /// <inheritdoc/>
    public override int? OutputLengthFor(int? inputLength) => inputLength;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Axis 1 of the input has another length, or a training batch has a single value a channel.</exception>
    public override Variable<T> Forward(Variable<T> x)
    {
        using Tape<T>.NamedScope scope = Scope(x.Tape);
        Shape shape = x.Shape;
        if (shape.Rank < 2 || shape[1] != Channels)
        {
            throw new ShapeException($"{Title}: the input has shape {shape}, but axis 1 must have length {Channels}");
        }

        Variable<T> y = IsTraining ? Standardise(x) : Scale(x, OfChannels(x, RunningMean), OfChannels(x, RunningVariance));
        y = Weight is null ? y : y * Aligned(x.Tape.Watch(Weight), shape);
        return Bias is null ? y : y + Aligned(x.Tape.Watch(Bias), shape);
    }

    /// <summary>The layer with its number of channels.</summary>
    public override string ToString() => $"batch norm({Channels})";

    // The layer by its path, as far as the tree is built; its buffers carry that with their own name at the end.
    private string Title => RunningMean.Name is { } name && name.LastIndexOf('.') is > 0 and int end ? $"BatchNorm {name[..end]}" : "BatchNorm";

    /// <inheritdoc/>
    protected override IEnumerable<StateSlot> OwnState() => [StateSlot.Of("num_batches_tracked", () => batches, value => batches = value)];

    private Variable<T> Standardise(Variable<T> x)
    {
        Shape shape = x.Shape;
        int count = shape.Count / Channels;
        if (count < 2)
        {
            throw new ShapeException(
                $"{Title}: a training batch of shape {shape} has {count} value a channel, which has no variance; if it is the rest at the end of an epoch, leave it out with DropLast = true; or else give larger batches, or call Evaluate()");
        }

        Axes axes = AllButChannels(shape.Rank);
        Variable<T> mean = x.Mean(axes, keepDimensions: true);
        Variable<T> deviation = x - mean;
        Variable<T> variance = deviation.Square().Mean(axes, keepDimensions: true);
        batches++;
        double part = momentum ?? (1.0 / batches);
        Move(RunningMean, mean.Value.Span, part, 1);
        Move(RunningVariance, variance.Value.Span, part, count / (count - 1.0));
        return deviation * (variance + epsilon).ReciprocalSqrt();
    }

    private Variable<T> Scale(Variable<T> x, Variable<T> mean, Variable<T> variance) => (x - mean) * (variance + epsilon).ReciprocalSqrt();

    private static void Move(Parameter<T> running, ReadOnlySpan<T> batch, double part, double scale)
    {
        Span<T> values = running.MutableValue;
        T kept = T.CreateTruncating(1 - part);
        T taken = T.CreateTruncating(part * scale);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (kept * values[i]) + (taken * batch[i]);
        }
    }

    /// <summary>A copy of running statistics: watched, they would make the tape refuse to go backward after the next training batch.</summary>
    private static Variable<T> OfChannels(Variable<T> x, Parameter<T> running)
    {
        Span<nint> lengths = stackalloc nint[x.Rank - 1];
        lengths.Fill(1);
        lengths[0] = running.Shape[0];
        return x.Tape.Constant(running.Value.Span, lengths);
    }

    private static Variable<T> Aligned(Variable<T> ofChannels, Shape shape)
    {
        if (shape.Rank == 2)
        {
            return ofChannels;
        }

        Span<nint> lengths = stackalloc nint[shape.Rank - 1];
        lengths.Fill(1);
        lengths[0] = ofChannels.Shape[0];
        return ofChannels.Reshape(lengths);
    }

    private static Axes AllButChannels(int rank)
    {
        Span<int> axes = stackalloc int[rank - 1];
        for (int i = 1; i < axes.Length; i++)
        {
            axes[i] = i + 1;
        }

        return Axes.Create(axes);
    }
}
