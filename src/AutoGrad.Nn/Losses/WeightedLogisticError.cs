using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Nn.Losses;

/// <summary>Binary cross-entropy with a weight p of the positive term: y = p t softplus(-x) + (1 - t) softplus(x).</summary>
/// <remarks>Operands x, t, p; shapes broadcast. Smooth, and stable at any magnitude as <see cref="LogisticError"/> is.</remarks>
internal readonly struct WeightedLogisticError : ITernaryElementwise<WeightedLogisticError>
{
    /// <inheritdoc/>
    public static OperationInfo<WeightedLogisticError> Info { get; } = new("weighted_logistic_error", 3)
    {
        Saves = Saves.Inputs,
        Source = "Cox 1958",
        Probes = [new([1e4, 1, 3], 0, [0, -1e4, 0]), new([-1e4, 1, 3], 3e4, [-3, 3e4, 1e4]), new([1e4, 0, 3], 1e4, [1, -1e4, 0])],
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Primal<N>(N a, N b, N c)
        where N : struct, INumberSystem<N>
    {
        N tail = N.Softplus(-N.Abs(a));
        return (c * b * (N.Max(-a, N.Zero) + tail)) + ((N.One - b) * (N.Max(a, N.Zero) + tail));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (N A, N B, N C) LocalGradients<N>(N a, N b, N c, N y)
        where N : struct, INumberSystem<N>
        => (((N.One - b) * N.Sigmoid(a)) - (c * b * N.Sigmoid(-a)), (c * N.Softplus(-a)) - N.Softplus(a), b * N.Softplus(-a));
}
