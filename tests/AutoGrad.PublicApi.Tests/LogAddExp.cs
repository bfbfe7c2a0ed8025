using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.PublicApi.Tests;

/// <summary>A user's binary operation: y = log(e^a + e^b), stable at any magnitude.</summary>
public readonly struct LogAddExp : IBinaryElementwise<LogAddExp>
{
    public static OperationInfo<LogAddExp> Info { get; } = new("logaddexp", 2)
    {
        Saves = Saves.Inputs,
        Source = "elementary",
        Probes = [new([0, 0], Math.Log(2), [0.5, 0.5]), new([800, 0], 800, [1, 0])],
    };

    public N Primal<N>(N a, N b)
        where N : struct, INumberSystem<N>
        => a + N.Softplus(b - a);

    public (N A, N B) LocalGradients<N>(N a, N b, N y)
        where N : struct, INumberSystem<N>
        => (N.Sigmoid(a - b), N.Sigmoid(b - a));
}
