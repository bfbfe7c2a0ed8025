using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Nn.Losses;

/// <summary>Quadratic near 0 and linear beyond: y = x²/2 where |x| &lt;= delta, delta (|x| - delta/2) elsewhere.</summary>
/// <remarks>Smooth of first order; the local gradient is x limited to +-delta. Source: Huber 1964.</remarks>
internal readonly struct HuberError(double delta) : IElementwise<HuberError>
{
    /// <inheritdoc/>
    public static OperationInfo<HuberError> Info { get; } = new("huber", 1)
    {
        Saves = Saves.Inputs,
        Source = "Huber 1964",
        Domain = [new Interval(-3, 3) { Avoid = [-1, -0.5, 0.5, 1] }],
        Probes = [new(1, 0.5, 1), new(-1e4, 9999.5, -1), new(0, 0, 0)],
        Samples = [new(new(1), [2, 3]), new(new(0.5), [7])],
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Primal<N>(N x)
        where N : struct, INumberSystem<N>
    {
        N half = N.Constant(0.5);
        N bound = N.Constant(delta);
        N size = N.Abs(x);
        return N.Select(size <= bound, half * x * x, bound * (size - (half * bound)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N LocalGradient<N>(N x, N y)
        where N : struct, INumberSystem<N>
        => N.Select(N.Abs(x) <= N.Constant(delta), x, N.Constant(delta) * N.Sign(x));

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"huber({delta})");
}
