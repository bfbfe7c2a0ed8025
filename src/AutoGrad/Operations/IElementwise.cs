using AutoGrad.Numbers;
using AutoGrad.Sweeps;

namespace AutoGrad.Operations;

/// <summary>An operation on each element by itself: y = f(x). Shape (...) -> (...).</summary>
/// <remarks>Both formulas are written once and read in every number system; constants are fields of the struct.</remarks>
/// <typeparam name="TSelf">The operation itself.</typeparam>
public interface IElementwise<TSelf> : IOperation<TSelf>
    where TSelf : struct, IElementwise<TSelf>
{
    /// <summary>The value y = f(x).</summary>
    N Primal<N>(N x)
        where N : struct, INumberSystem<N>;

    /// <summary>The local gradient dy/dx, from the input or the output, whichever <see cref="OperationInfo.Saves"/> declares.</summary>
    N LocalGradient<N>(N x, N y)
        where N : struct, INumberSystem<N>;

    static Recorder<T, TSelf> IOperation<TSelf>.CreateRecorder<T>() => new UnaryRecorder<T, TSelf>();
}
