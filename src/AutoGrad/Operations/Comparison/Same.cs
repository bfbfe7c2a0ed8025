using System.Runtime.CompilerServices;
using AutoGrad.Numbers;

namespace AutoGrad.Operations;

/// <summary>1 where a = b or both are NaN, 0 elsewhere: where a reduction found its extremum.</summary>
/// <remarks>Shapes broadcast. Domain: the reals, a jump at a = b. Saves nothing. Source: elementary.</remarks>
public readonly struct Same : IBinaryElementwise<Same>
{
    /// <inheritdoc/>
    public static OperationInfo<Same> Info { get; } = new("same", 2)
    {
        Saves = Saves.Nothing,
        StopsGradient = true,
        Domain = [new Interval(-3, -0.05), new Interval(0.05, 3)],
        Accuracy = "exact",
        Source = "elementary",
        Probes = [new([1, 1], 1, [0, 0]), new([double.NaN, double.NaN], 1, [0, 0]), new([double.NaN, 2], 0, [0, 0])],
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Primal<N>(N a, N b)
        where N : struct, INumberSystem<N>
        => N.Select(N.Equal(a, b), N.One, N.Select(N.NotEqual(a, a), N.Select(N.NotEqual(b, b), N.One, N.Zero), N.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (N A, N B) LocalGradients<N>(N a, N b, N y)
        where N : struct, INumberSystem<N>
        => (N.Zero, N.Zero);
}
