using System.Numerics;
using AutoGrad.Sweeps;

namespace AutoGrad.Operations;

/// <summary>An operation on whole tensors, such as a matrix product, a reduction or a slice.</summary>
/// <typeparam name="TSelf">The operation itself.</typeparam>
public interface IStructuredOperation<TSelf> : IOperation<TSelf>
    where TSelf : struct, IStructuredOperation<TSelf>
{
    /// <summary>The shape rule: the result's shape, from the operands'; throws on operands that do not fit.</summary>
    void Shape(in OperandShapes operands, ref ShapeBuilder result);

    /// <summary>Computes the value.</summary>
    void Primal<T>(in Evaluation<T> evaluation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>
    /// The vector-Jacobian product for one operand, as an expression over variables: the upstream gradient times the
    /// derivative of the result by that operand.
    /// </summary>
    /// <remarks>
    /// The same expression runs unrecorded in <c>Backward()</c>, where its last operation writes straight into the
    /// adjoint, and recorded for derivatives of higher order. It may have any shape that broadcasting made out of the
    /// operand's; the sweep sums it back. <c>default</c> says that the operand gets no gradient.
    /// </remarks>
    Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    static Recorder<T, TSelf> IOperation<TSelf>.CreateRecorder<T>() => new StructuredRecorder<T, TSelf>();
}
