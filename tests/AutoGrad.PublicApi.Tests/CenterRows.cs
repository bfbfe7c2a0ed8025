using System.Numerics;
using AutoGrad.Operations;

namespace AutoGrad.PublicApi.Tests;

/// <summary>A user's operation on whole tensors: subtracts from every row its mean. Shape (..., n) -> (..., n).</summary>
public readonly struct CenterRows : IStructuredOperation<CenterRows>
{
    public static OperationInfo<CenterRows> Info { get; } = new("center_rows", 1)
    {
        Saves = Saves.Nothing,
        Linearity = Linearity.Linear,
        Formula = "y = x - mean x, row by row",
        Samples = [new(default, [2, 3]), new(default, [4]), new(default, [2, 2, 5])],
        Refusals = [new(default, "needs an axis", AutoGrad.Shape.Scalar)],
    };

    public void Shape(in OperandShapes operands, ref ShapeBuilder result)
    {
        if (operands[0].Rank == 0)
        {
            throw operands.Error("center_rows needs an axis to average over");
        }

        result.Add(operands[0].Lengths);
    }

    public void Primal<T>(in Evaluation<T> evaluation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = evaluation[0];
        int length = (int)evaluation.ResultShape[-1];
        for (int start = 0; start < x.Length; start += length)
        {
            T sum = T.Zero;
            foreach (T value in x.Slice(start, length))
            {
                sum += value;
            }

            T mean = sum / T.CreateChecked(length);
            for (int i = start; i < start + length; i++)
            {
                evaluation.Result[i] = x[i] - mean;
            }
        }
    }

    public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => pullback.Upstream.Apply(default(CenterRows));
}
