using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Nn.Losses;

/// <summary>Binary cross-entropy of a score x and a target t: y = t softplus(-x) + (1 - t) softplus(x).</summary>
/// <remarks>
/// Shapes broadcast. Smooth, and stable at any magnitude: each term is small on its own, so that nothing cancels; the textbook's
/// softplus(x) - t x keeps no digit of a loss of 1e-17. dy/dx = (1 - t) sigmoid(x) - t sigmoid(-x), which is sigmoid(x) - t.
/// </remarks>
internal readonly struct LogisticError : IBinaryElementwise<LogisticError>
{
    /// <inheritdoc/>
    public static OperationInfo<LogisticError> Info { get; } = new("logistic_error", 2)
    {
        Saves = Saves.Inputs,
        Source = "Cox 1958",
        Probes =
        [
            new([1e4, 1], 0, [0, -1e4]), new([1e4, 0], 1e4, [1, -1e4]), new([-1e4, 1], 1e4, [-1, 1e4]), new([-1e4, 0], 0, [0, 1e4]),
            new([0, 1], 0.6931471805599453, [-0.5, 0]),
        ],
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Primal<N>(N a, N b)
        where N : struct, INumberSystem<N>
    {
        // softplus(x) = max(x, 0) + softplus(-|x|): one logarithm serves both terms.
        N tail = N.Softplus(-N.Abs(a));
        return (b * (N.Max(-a, N.Zero) + tail)) + ((N.One - b) * (N.Max(a, N.Zero) + tail));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (N A, N B) LocalGradients<N>(N a, N b, N y)
        where N : struct, INumberSystem<N>
        => (((N.One - b) * N.Sigmoid(a)) - (b * N.Sigmoid(-a)), -a);
}
