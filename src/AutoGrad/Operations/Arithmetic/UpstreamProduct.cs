using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Sweeps;

namespace AutoGrad.Operations;

/// <summary>Upstream times local gradient: y = g d, and 0 where g is 0, whatever d is.</summary>
/// <remarks>Shapes broadcast. Domain: the reals, smooth. Saves the inputs. 0 times infinity is 0. Source: the sweep's product, as an operation, for derivatives of derivatives.</remarks>
public readonly struct UpstreamProduct : IBinaryElementwise<UpstreamProduct>
{
    private readonly bool isTangent;

    /// <summary>The product of a tangent: 0 where the local gradient is 0 as well, as that then lies nearer to the result.</summary>
    internal UpstreamProduct(bool isTangent) => this.isTangent = isTangent;

    /// <inheritdoc/>
    public static OperationInfo<UpstreamProduct> Info { get; } = new("upstream_product", 2)
    {
        Saves = Saves.Inputs,
        Kinks = "0 times infinity is 0.",
        Accuracy = "correctly rounded",
        Source = "the sweep's product, as an operation, for derivatives of derivatives",
        Samples = [new(default, [2, 3], [2, 3]), new(new(true), [3], [2, 3])],
        Probes = [new([0, double.PositiveInfinity], 0, [double.PositiveInfinity, 0]), new([2, 3], 6, [3, 2])],
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Primal<N>(N a, N b)
        where N : struct, INumberSystem<N>
    {
        N product = isTangent ? N.Select(N.Equal(b, N.Zero), N.Zero, a * b) : a * b;
        return N.Select(N.Equal(a, N.Zero), N.Zero, product);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (N A, N B) LocalGradients<N>(N a, N b, N y)
        where N : struct, INumberSystem<N>
        => (b, a);

    /// <inheritdoc/>
    public override string ToString() => isTangent ? "tangent_product" : "upstream_product";

    static Recorder<T, UpstreamProduct> IOperation<UpstreamProduct>.CreateRecorder<T>() => new ProductRecorder<T>();
}
