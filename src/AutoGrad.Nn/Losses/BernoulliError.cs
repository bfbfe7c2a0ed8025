using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Nn.Losses;

/// <summary>Binary cross-entropy of a probability x and a target t: y = -(t log x + (1 - t) log(1 - x)).</summary>
/// <remarks>
/// Shapes broadcast. The logarithms end at -100, so that y is finite on all of [0, 1]; dy/dx = (x - t) / max(x (1 - x), 1e-12),
/// which is finite, too. Source: PyTorch's binary_cross_entropy.
/// </remarks>
internal readonly struct BernoulliError : IBinaryElementwise<BernoulliError>
{
    private const double LeastLogarithm = -100;
    private const double LeastVariance = 1e-12;

    /// <inheritdoc/>
    public static OperationInfo<BernoulliError> Info { get; } = new("bernoulli_error", 2)
    {
        Saves = Saves.Inputs,
        Source = "PyTorch binary_cross_entropy",
        Domain = [new Interval(0.1, 0.9), new Interval(0, 1)],
        Probes = [new([0, 0], 0, [0, 100]), new([0, 1], 100, [-1e12, 100]), new([1, 0], 100, [1e12, -100])],
        Kinks = "At 0 and 1 the logarithms count as -100.",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Primal<N>(N a, N b)
        where N : struct, INumberSystem<N>
        => -((b * Logarithm(a)) + ((N.One - b) * LogarithmOfRest(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (N A, N B) LocalGradients<N>(N a, N b, N y)
        where N : struct, INumberSystem<N>
        => ((a - b) / N.Max(a * (N.One - a), N.Constant(LeastVariance)), LogarithmOfRest(a) - Logarithm(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static N Logarithm<N>(N x)
        where N : struct, INumberSystem<N>
        => N.Max(N.Log(x), N.Constant(LeastLogarithm));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static N LogarithmOfRest<N>(N x)
        where N : struct, INumberSystem<N>
        => N.Max(N.Log1p(-x), N.Constant(LeastLogarithm));
}
