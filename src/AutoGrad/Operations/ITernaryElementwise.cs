using AutoGrad.Numbers;
using AutoGrad.Sweeps;

namespace AutoGrad.Operations;

/// <summary>An operation on the elements of three operands: y = f(a, b, c), with NumPy's broadcasting.</summary>
/// <typeparam name="TSelf">The operation itself.</typeparam>
public interface ITernaryElementwise<TSelf> : IOperation<TSelf>
    where TSelf : struct, ITernaryElementwise<TSelf>
{
    /// <summary>The value y = f(a, b, c).</summary>
    N Primal<N>(N a, N b, N c)
        where N : struct, INumberSystem<N>;

    /// <summary>The local gradients dy/da, dy/db and dy/dc.</summary>
    (N A, N B, N C) LocalGradients<N>(N a, N b, N c, N y)
        where N : struct, INumberSystem<N>;

    static Recorder<T, TSelf> IOperation<TSelf>.CreateRecorder<T>() => new TernaryRecorder<T, TSelf>();
}
