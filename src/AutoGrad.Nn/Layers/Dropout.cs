using System.Buffers;
using System.Numerics;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Layers;

/// <summary>In training each number is set to 0 with a probability, and the others are divided by that of staying; in evaluation nothing happens.</summary>
/// <remarks>
/// (...) -> (...). The division keeps the expected value, so that evaluation needs no scaling. The source's position is saved
/// with the model as <c>random</c>, so that a resumed run drops what the uninterrupted one would have dropped.
/// Source: Srivastava et al. 2014.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Dropout<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RandomSource random;
    private readonly ulong threshold;
    private readonly T scale;

    /// <summary>A layer that drops with a probability.</summary>
    /// <param name="probability">From 0 inclusive to 1 exclusive.</param>
    /// <param name="random">Where the choice comes from; several layers may share one.</param>
    /// <exception cref="ModuleException">The probability is out of range.</exception>
    public Dropout(double probability, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (!(probability >= 0 && probability < 1))
        {
            throw new ModuleException($"Dropout: the probability {probability} is not from 0 to less than 1");
        }

        Probability = probability;
        this.random = random;

        // Of 2^32 equally likely draws this many drop, which is the probability to within 2^-33.
        threshold = (ulong)Math.Round(probability * (1UL << 32));
        scale = T.CreateTruncating(1 / (1 - probability));
    }

    /// <summary>How likely a number is dropped.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    public override int? OutputLengthFor(int? inputLength) => inputLength;

    /// <inheritdoc/>
    public override Variable<T> Forward(Variable<T> x)
    {
        using Tape<T>.NamedScope scope = Scope(x.Tape);
        if (!IsTraining || Probability == 0)
        {
            return x;
        }

        Shape shape = x.Shape;
        T[] rented = ArrayPool<T>.Shared.Rent(shape.Count);
        try
        {
            Span<T> mask = rented.AsSpan(0, shape.Count);
            Draw(mask);
            return x * x.Tape.Constant(mask, shape.Lengths);
        }
        finally
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }

    /// <summary>The layer with its probability.</summary>
    public override string ToString() => FormattableString.Invariant($"dropout({Probability})");

    /// <inheritdoc/>
    protected override IEnumerable<StateSlot> OwnState() => random.State();

    /// <summary>0 or the scale; two choices for each draw of 64 bits.</summary>
    private void Draw(Span<T> mask)
    {
        for (int i = 0; i < mask.Length; i += 2)
        {
            ulong bits = random.NextBits();
            mask[i] = bits >> 32 < threshold ? T.Zero : scale;
            if (i + 1 < mask.Length)
            {
                mask[i + 1] = (uint)bits < threshold ? T.Zero : scale;
            }
        }
    }
}
