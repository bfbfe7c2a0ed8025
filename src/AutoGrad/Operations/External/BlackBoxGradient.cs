using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Operations;

/// <summary>The vector-Jacobian product of a <see cref="BlackBox{T}"/> for one operand; of its operands, the result and the upstream gradient.</summary>
internal readonly struct BlackBoxGradient(object box, int operand) : IStructuredOperation<BlackBoxGradient>
{
    /// <inheritdoc/>
    public static OperationInfo<BlackBoxGradient> Info { get; } = new("black_box_gradient", -1)
    {
        Saves = Saves.Nothing,
        Order = 0,
        Formula = "xBar = the given vjp",
        Source = "the user",
        Samples = [new(new(new SampleBox<double>(), 0), [3], [3], [3])],
        Refusals = [new(new(new SampleBox<double>(), 0), "result and its upstream gradient", [3], [3])],
    };

    /// <inheritdoc/>
    public void Shape(in OperandShapes operands, ref ShapeBuilder result)
    {
        if (operand + 2 >= operands.Count)
        {
            throw operands.Error("after the operands there must be the result and its upstream gradient");
        }

        result.Add(operands[operand].Lengths);
    }

    /// <inheritdoc/>
    public void Primal<T>(in Evaluation<T> evaluation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        evaluation.Result.Fill(T.NaN);
        SampleBox<T>.Or(box).VectorJacobianProduct(new BlackBoxPullback<T>(evaluation), operand);
    }

    /// <inheritdoc/>
    public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => throw new NoGradientException(
            $"{box}: a derivative of second order, or in forward mode, goes through this black box, whose vector-Jacobian product is given as numbers; write it as an IStructuredOperation, with the product as an expression over variables");

    /// <inheritdoc/>
    public override string ToString() => $"{box}, gradient";
}
