using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Nn.Losses;

/// <summary>A term of a divergence, of a log-probability x and a probability t: y = t (log t - x), and 0 where t is 0.</summary>
/// <remarks>Shapes broadcast. dy/dx = -t, dy/dt = log t + 1 - x. Source: Kullback and Leibler 1951.</remarks>
internal readonly struct RelativeEntropy : IBinaryElementwise<RelativeEntropy>
{
    /// <inheritdoc/>
    public static OperationInfo<RelativeEntropy> Info { get; } = new("relative_entropy", 2)
    {
        Saves = Saves.Inputs,
        Source = "Kullback and Leibler 1951",
        Domain = [Interval.Reals, Interval.Positive],
        Kinks = "At t = 0 the gradient by t is 1 - x, its part without the infinite logarithm.",
        Probes = [new([-2, 0], 0, [0, 3]), new([double.NegativeInfinity, 0], 0, [0, double.PositiveInfinity])],
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Primal<N>(N a, N b)
        where N : struct, INumberSystem<N>
        => N.Select(N.Equal(b, N.Zero), N.Zero, b * (N.Log(b) - a));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (N A, N B) LocalGradients<N>(N a, N b, N y)
        where N : struct, INumberSystem<N>
        => (-b, N.Select(N.Equal(b, N.Zero), N.One - a, N.Log(b) + N.One - a));
}
