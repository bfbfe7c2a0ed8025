using AutoGrad.Numbers;
using AutoGrad.Sweeps;

namespace AutoGrad.Operations;

/// <summary>An operation on the elements of two operands: y = f(a, b), with NumPy's broadcasting.</summary>
/// <remarks>The formulas know nothing of broadcasting; the sweep sums a gradient back to its operand's shape.</remarks>
/// <typeparam name="TSelf">The operation itself.</typeparam>
public interface IBinaryElementwise<TSelf> : IOperation<TSelf>
    where TSelf : struct, IBinaryElementwise<TSelf>
{
    /// <summary>The value y = f(a, b).</summary>
    N Primal<N>(N a, N b)
        where N : struct, INumberSystem<N>;

    /// <summary>The local gradients dy/da and dy/db.</summary>
    (N A, N B) LocalGradients<N>(N a, N b, N y)
        where N : struct, INumberSystem<N>;

    static Recorder<T, TSelf> IOperation<TSelf>.CreateRecorder<T>() => new BinaryRecorder<T, TSelf>();
}
