using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Nn.Initializers;

namespace AutoGrad.Nn.Layers;

/// <summary>Layer normalisation: y = (x - mean) / sqrt(variance + epsilon) * weight + bias, over the last axes of each sample.</summary>
/// <remarks>
/// (..., lengths) -> (..., lengths). The variance divides by n. Parameters: <c>weight</c> and <c>bias</c> (lengths), which start
/// at 1 and 0. Source: Ba, Kiros, Hinton 2016.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class LayerNorm<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Axes axes;
    private readonly T epsilon;

    /// <summary>A layer over the last axis.</summary>
    /// <inheritdoc cref="LayerNorm{T}.LayerNorm(ReadOnlySpan{nint}, double, bool, bool)"/>
    public LayerNorm(int length, double epsilon = 1e-5, bool isAffine = true, bool hasBias = true)
        : this([(nint)length], epsilon, isAffine, hasBias)
    {
    }

    /// <summary>A layer over the last axes.</summary>
    /// <param name="lengths">The lengths of the axes that are normalised together.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="isAffine">Whether weight and bias are there.</param>
    /// <param name="hasBias">Whether the bias is there; without effect where the layer is not affine.</param>
    /// <exception cref="ModuleException">There are no lengths, one is not positive, or epsilon is negative or not finite.</exception>
    public LayerNorm(ReadOnlySpan<nint> lengths, double epsilon = 1e-5, bool isAffine = true, bool hasBias = true)
    {
        Normalised = new Shape(Normalization.CheckedLengths(lengths, nameof(LayerNorm<>)));
        this.epsilon = Normalization.CheckedEpsilon<T>(epsilon, nameof(LayerNorm<>));
        Span<int> fromEnd = stackalloc int[lengths.Length];
        for (int i = 0; i < fromEnd.Length; i++)
        {
            fromEnd[i] = -1 - i;
        }

        axes = Axes.Create(fromEnd);
        if (isAffine)
        {
            Weight = Add("weight", Initialize<T>.Parameter(Initialize<T>.Ones, Normalization.NoRandom, lengths));
            Bias = hasBias ? Add("bias", Initialize<T>.Parameter(Initialize<T>.Zeros, Normalization.NoRandom, lengths)) : null;
        }
    }

    /// <summary>The factors, in the shape of the normalised axes.</summary>
    public Parameter<T>? Weight { get; }

    /// <summary>The offsets, in the shape of the normalised axes.</summary>
    public Parameter<T>? Bias { get; }

    /// <summary>The lengths of the normalised axes.</summary>
    public Shape Normalised { get; }

    /// <inheritdoc/>
    public override int? InputLength => (int)Normalised[Normalised.Rank - 1];

    /// <inheritdoc/>
    public override int? OutputLengthFor(int? inputLength) => InputLength;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The last axes of the input have other lengths.</exception>
    public override Variable<T> Forward(Variable<T> x)
    {
        using Tape<T>.NamedScope scope = Scope(x.Tape);
        Shape shape = x.Shape;
        if (shape.Rank < Normalised.Rank || !shape.Lengths[^Normalised.Rank..].SequenceEqual(Normalised.Lengths))
        {
            throw new ShapeException($"LayerNorm {Weight?.Name}: the input has shape {shape}, but its last axes must have the lengths {Normalised}");
        }

        Variable<T> y = Normalization.Standardise(x, axes, epsilon);
        y = Weight is null ? y : y * Weight;
        return Bias is null ? y : y + Bias;
    }

    /// <summary>The layer with the lengths of its axes.</summary>
    public override string ToString() => $"layer norm{Normalised}";
}
