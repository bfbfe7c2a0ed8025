using System.Numerics;
using AutoGrad.Sweeps;

namespace AutoGrad.Operations;

/// <summary>
/// A structured operation that also adds its gradient straight to an operand's adjoint, for shapes where working through
/// the expression of <c>Vjp</c> would cost more than the arithmetic.
/// </summary>
/// <remarks>
/// <c>Vjp</c> remains the rule: the recorded sweep knows no other, and the law of the two readings compares the two on
/// every sample. See docs/adr/0006-direct-pulls.md.
/// </remarks>
internal interface IDirectPull<TSelf> : IStructuredOperation<TSelf>
    where TSelf : struct, IDirectPull<TSelf>
{
    /// <summary>Adds the gradient of one operand to its adjoint; false, with nothing done, where the expression is to be evaluated instead.</summary>
    bool TryPull<T>(in DirectPull<T> pull)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    static Recorder<T, TSelf> IOperation<TSelf>.CreateRecorder<T>() => new DirectRecorder<T, TSelf>();
}
