using System.Numerics;

namespace AutoGrad.Operations;

/// <summary>The cube, as a black box on which the laws are checked.</summary>
internal sealed class SampleBox<T>() : BlackBox<T>("black_box")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The box itself, or for a sample of another element type this one.</summary>
    public static BlackBox<T> Or(object box) => box as BlackBox<T> ?? new SampleBox<T>();

    public override void Shape(in OperandShapes operands, ref ShapeBuilder result)
    {
        if (operands.Count != 1)
        {
            throw operands.Error("the cube has one operand");
        }

        result.Add(operands[0].Lengths);
    }

    public override void Primal(in Evaluation<T> evaluation)
    {
        for (int i = 0; i < evaluation.Result.Length; i++)
        {
            T x = evaluation[0][i];
            evaluation.Result[i] = x * x * x;
        }
    }

    public override void VectorJacobianProduct(in BlackBoxPullback<T> pullback, int operand)
    {
        for (int i = 0; i < pullback.Gradient.Length; i++)
        {
            T x = pullback[0][i];
            pullback.Gradient[i] = pullback.Upstream[i] * T.CreateTruncating(3) * x * x;
        }
    }
}
