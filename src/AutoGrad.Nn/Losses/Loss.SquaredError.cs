using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Losses;

/// <content>Squared errors.</content>
public static partial class Loss
{
    /// <summary>Half the squared error, E = 1/2 sum (y - t)², whose gradient is the error y - t itself.</summary>
    /// <param name="y">The output, of any shape.</param>
    /// <param name="target">What it should be, of the same shape.</param>
    /// <param name="reduction">The sum unless given, over all elements; <see cref="Reduction.Mean"/> divides by their number.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Variable<T> HalfSquaredError<T>(Variable<T> y, Operand<T> target, Reduction reduction = Reduction.Sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Reduced((y - Alike(y, target, nameof(HalfSquaredError))).Square(), reduction) * Number<T>(0.5);

    /// <summary>The mean squared error (y - t)² over all elements: for m samples of n outputs, 1/(m n) sum (y - t)².</summary>
    /// <param name="y">The output, of any shape.</param>
    /// <param name="target">What it should be, of the same shape.</param>
    /// <param name="reduction">The mean over all elements unless given.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Variable<T> MeanSquaredError<T>(Variable<T> y, Operand<T> target, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Reduced((y - Alike(y, target, nameof(MeanSquaredError))).Square(), reduction);

    /// <summary>The mean squared error in one of three normalisations: 1/2 sum, 1/n sum or 1/(m n) sum of (y - t)².</summary>
    /// <param name="y">The output, (m, n) for m samples of n outputs, or (n) for one sample.</param>
    /// <param name="target">What it should be, of the same shape.</param>
    /// <param name="normalization">What the sum is divided by.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Variable<T> MeanSquaredError<T>(Variable<T> y, Operand<T> target, Normalization normalization)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (normalization)
        {
            case Normalization.Half:
                return HalfSquaredError(y, target);
            case Normalization.Outputs when y.Rank > 0:
                nint outputs = y.Shape[y.Rank - 1];
                return MeanSquaredError(y, target, Reduction.Sum) * Number<T>(1.0 / outputs);
            case Normalization.Outputs or Normalization.SamplesAndOutputs:
                return MeanSquaredError(y, target, Reduction.Mean);
            default:
                throw new ArgumentOutOfRangeException(nameof(normalization), normalization, "it must be Half, Outputs or SamplesAndOutputs");
        }
    }
}
