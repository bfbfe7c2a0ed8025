using System.Numerics;

namespace AutoGrad.Nn.Initializers;

/// <summary>Fills a new parameter: values row by row, the lengths of the axes, and where random numbers come from.</summary>
/// <remarks>Of a weight (outputs, inputs, ...) the second axis times all further ones is the fan-in, the first times all further ones the fan-out.</remarks>
public delegate void Initializer<T>(Span<T> values, ReadOnlySpan<nint> lengths, RandomSource random)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
