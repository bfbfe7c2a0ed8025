using System.Numerics;
using AutoGrad.Sweeps;

namespace AutoGrad.Operations;

/// <summary>
/// What every operation has: a description. An operation is a small struct that implements one of the derived
/// contracts: <see cref="IElementwise{TSelf}"/>, <see cref="IBinaryElementwise{TSelf}"/>,
/// <see cref="ITernaryElementwise{TSelf}"/> or <see cref="IStructuredOperation{TSelf}"/>.
/// </summary>
/// <typeparam name="TSelf">The operation itself.</typeparam>
public interface IOperation<TSelf>
    where TSelf : struct, IOperation<TSelf>
{
    /// <summary>Name, what the gradient needs, domain, kinks and samples.</summary>
    static abstract OperationInfo<TSelf> Info { get; }

    /// <summary>The engine's side of the operation; each derived contract has its own.</summary>
    internal static abstract Recorder<T, TSelf> CreateRecorder<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
