using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Sweeps;

namespace AutoGrad.Operations;

/// <summary>Tangent times local gradient: y = t d, and 0 where one of them is 0, whatever the other one is.</summary>
/// <remarks>The local gradient may be zero too: it is what lies nearer to the result, as the upstream gradient is in the reverse sweep.</remarks>
internal readonly struct TangentProduct : IBinaryElementwise<TangentProduct>
{
    /// <inheritdoc/>
    public static OperationInfo<TangentProduct> Info { get; } = new("tangent_product", 2)
    {
        Saves = Saves.Inputs,
        Kinks = "0 times infinity is 0.",
        Accuracy = "correctly rounded",
        Source = "the forward sweep's product, as an operation, for derivatives of derivatives",
        Probes =
        [
            new([0, double.PositiveInfinity], 0, [double.PositiveInfinity, 0]),
            new([double.NegativeInfinity, 0], 0, [0, double.NegativeInfinity]),
            new([2, 3], 6, [3, 2]),
        ],
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Primal<N>(N a, N b)
        where N : struct, INumberSystem<N>
        => N.Select(N.Equal(a, N.Zero), N.Zero, N.Select(N.Equal(b, N.Zero), N.Zero, a * b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (N A, N B) LocalGradients<N>(N a, N b, N y)
        where N : struct, INumberSystem<N>
        => (b, a);

    static Recorder<T, TangentProduct> IOperation<TangentProduct>.CreateRecorder<T>() => new ProductRecorder<T, TangentProduct>();
}
