using System.Numerics;

namespace AutoGrad.Nn.Layers;

/// <summary>What the normalising layers share: the formula, and the checks of their constants.</summary>
internal static class Normalization
{
    /// <summary>For initialisers that draw nothing.</summary>
    public static RandomSource NoRandom { get; } = new(0);

    /// <summary>(x - mean) / sqrt(variance + epsilon) over axes, the variance divided by n.</summary>
    public static Variable<T> Standardise<T>(Variable<T> x, Axes axes, T epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> deviation = x - x.Mean(axes, keepDimensions: true);
        Variable<T> variance = deviation.Square().Mean(axes, keepDimensions: true);
        return deviation * (variance + epsilon).ReciprocalSqrt();
    }

    /// <exception cref="ModuleException">Epsilon is negative or not finite.</exception>
    public static T CheckedEpsilon<T>(double epsilon, string layer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => double.IsFinite(epsilon) && epsilon >= 0
            ? T.CreateTruncating(epsilon)
            : throw new ModuleException($"{layer}: epsilon is {epsilon}; it must be finite and not negative");

    /// <exception cref="ModuleException">There are no lengths, or one is not positive.</exception>
    public static ReadOnlySpan<nint> CheckedLengths(ReadOnlySpan<nint> lengths, string layer)
    {
        if (lengths.IsEmpty)
        {
            throw new ModuleException($"{layer}: there is no axis to normalise; give at least one length");
        }

        foreach (nint length in lengths)
        {
            if (length <= 0)
            {
                throw new ModuleException($"{layer}: an axis of length {length}; lengths must be positive");
            }
        }

        return lengths;
    }
}
