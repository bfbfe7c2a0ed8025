using System.Numerics;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>Records elementwise operations on three operands.</summary>
internal sealed class TernaryRecorder<T, TOperation> : BroadcastingRecorder<T, TOperation>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperation : struct, ITernaryElementwise<TOperation>
{
    public override Variable<T> Contribution(Tape<T> tape, int node, int operand, Variable<T> upstream, bool isTangent)
    {
        ReadOnlySpan<int> inputs = tape.OperandsOf(node);
        (Recorded<T> localA, Recorded<T> localB, Recorded<T> localC) = this[tape.Node(node).Operation].LocalGradients(
            new Recorded<T>(tape.VariableAt(inputs[0])),
            new Recorded<T>(tape.VariableAt(inputs[1])),
            new Recorded<T>(tape.VariableAt(inputs[2])),
            new Recorded<T>(tape.VariableAt(node)));
        return upstream.Times(Choose(operand, localA, localB, localC), isTangent);
    }

    public override Series<T> Expand(int operation, ReadOnlySpan<Series<T>> operands) => this[operation].Primal(operands[0], operands[1], operands[2]);

    public override (string Formula, string[] LocalGradients) Formulas(int operation, ReadOnlySpan<string> operands, string result)
    {
        var a = new FormulaText(operands[0]);
        var b = new FormulaText(operands[1]);
        var c = new FormulaText(operands[2]);
        (FormulaText localA, FormulaText localB, FormulaText localC) = this[operation].LocalGradients(a, b, c, new FormulaText(result));
        return (FormulaOr(this[operation].Primal(a, b, c)), [localA.ToString(), localB.ToString(), localC.ToString()]);
    }

    protected internal override void EvaluateBlock(in TOperation operation, in Operands<T> operands, Span<T> y, bool accumulate)
    {
        int stepA = BinaryLoop.Step(operands.A, y.Length);
        int stepB = BinaryLoop.Step(operands.B, y.Length);
        int stepC = BinaryLoop.Step(operands.C, y.Length);
        int i = 0;
        for (; i <= y.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> value = operation.Primal(Load(operands.A, stepA, i), Load(operands.B, stepB, i), Load(operands.C, stepC, i)).Value;
            (accumulate ? value + new Vector<T>(y[i..]) : value).CopyTo(y[i..]);
        }

        for (; i < y.Length; i++)
        {
            T value = operation.Primal(
                new Scalar<T>(operands.A[i * stepA]), new Scalar<T>(operands.B[i * stepB]), new Scalar<T>(operands.C[i * stepC])).Value;
            y[i] = accumulate ? y[i] + value : value;
        }
    }

    protected internal override void PullBlock(
        in TOperation operation, int operand, in Operands<T> operands, ReadOnlySpan<T> y, ReadOnlySpan<T> upstream, Span<T> adjoint, bool accumulate)
    {
        int stepA = BinaryLoop.Step(operands.A, adjoint.Length);
        int stepB = BinaryLoop.Step(operands.B, adjoint.Length);
        int stepC = BinaryLoop.Step(operands.C, adjoint.Length);
        int i = 0;
        for (; i <= adjoint.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            (Lanes<T> a, Lanes<T> b, Lanes<T> c) = operation.LocalGradients(
                Load(operands.A, stepA, i), Load(operands.B, stepB, i), Load(operands.C, stepC, i), new Lanes<T>(new Vector<T>(y[i..])));
            Vector<T> product = Upstream.Times(new Vector<T>(upstream[i..]), Choose(operand, a, b, c).Value);
            (accumulate ? product + new Vector<T>(adjoint[i..]) : product).CopyTo(adjoint[i..]);
        }

        for (; i < adjoint.Length; i++)
        {
            (Scalar<T> a, Scalar<T> b, Scalar<T> c) = operation.LocalGradients(
                new Scalar<T>(operands.A[i * stepA]),
                new Scalar<T>(operands.B[i * stepB]),
                new Scalar<T>(operands.C[i * stepC]),
                new Scalar<T>(y[i]));
            T product = Upstream.Times(upstream[i], Choose(operand, a, b, c).Value);
            adjoint[i] = accumulate ? adjoint[i] + product : product;
        }
    }

    private static Lanes<T> Load(ReadOnlySpan<T> operand, int step, int i) =>
        new(step == 0 ? new Vector<T>(operand[0]) : new Vector<T>(operand[i..]));

    private static N Choose<N>(int operand, N a, N b, N c) => operand switch { 0 => a, 1 => b, _ => c };
}
