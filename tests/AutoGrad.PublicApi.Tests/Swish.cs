using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.PublicApi.Tests;

/// <summary>A user's elementwise operation with a constant: y = x s(βx), where s is the logistic function.</summary>
public readonly struct Swish(double beta) : IElementwise<Swish>
{
    public static OperationInfo<Swish> Info { get; } = new("swish", 1)
    {
        Saves = Saves.Inputs,
        Source = "Ramachandran, Zoph, Le 2017",
        Samples = [new(new(1.5), [2, 3]), new(new(-0.5), [67])],
        Probes = [new(0, 0, 0.5)],
    };

    public N Primal<N>(N x)
        where N : struct, INumberSystem<N>
        => x * N.Sigmoid(N.Constant(beta) * x);

    public N LocalGradient<N>(N x, N y)
        where N : struct, INumberSystem<N>
    {
        N s = N.Sigmoid(N.Constant(beta) * x);
        return s + (N.Constant(beta) * x * s * (N.One - s));
    }

    public override string ToString() => FormattableString.Invariant($"swish({beta})");
}
