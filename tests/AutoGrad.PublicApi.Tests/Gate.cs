using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.PublicApi.Tests;

/// <summary>A user's ternary operation: y = a b + (1 - a) c.</summary>
public readonly struct Gate : ITernaryElementwise<Gate>
{
    public static OperationInfo<Gate> Info { get; } = new("gate", 3) { Saves = Saves.Inputs, Source = "elementary" };

    public N Primal<N>(N a, N b, N c)
        where N : struct, INumberSystem<N>
        => (a * b) + ((N.One - a) * c);

    public (N A, N B, N C) LocalGradients<N>(N a, N b, N c, N y)
        where N : struct, INumberSystem<N>
        => (b - c, a, N.One - a);
}
