using AutoGrad.Errors;

namespace AutoGrad;

/// <summary>Receives the lengths that a shape rule predicts, axis by axis, without allocating.</summary>
public ref struct ShapeBuilder
{
    private readonly Span<nint> lengths;

    internal ShapeBuilder(Span<nint> storage) => lengths = storage;

    /// <summary>The number of axes so far.</summary>
    public int Rank { get; private set; }

    /// <summary>The lengths so far.</summary>
    public readonly ReadOnlySpan<nint> Lengths => lengths[..Rank];

    /// <summary>Appends an axis on the inside.</summary>
    /// <exception cref="ShapeException">The rank would exceed <see cref="Shape.MaxRank"/>.</exception>
    public void Add(nint length)
    {
        if (Rank == Shape.MaxRank)
        {
            throw new ShapeException($"a result of rank {Rank + 1} was asked for; the largest rank is {Shape.MaxRank}");
        }

        lengths[Rank++] = length;
    }

    /// <summary>Appends all axes of a shape.</summary>
    public void Add(params ReadOnlySpan<nint> shape)
    {
        foreach (nint length in shape)
        {
            Add(length);
        }
    }
}
