using System.Numerics;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>Records elementwise operations on two operands.</summary>
internal class BinaryRecorder<T, TOperation> : BroadcastingRecorder<T, TOperation>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperation : struct, IBinaryElementwise<TOperation>
{
    public override bool ReadsUniform => true;

    public override Variable<T> Contribution(Tape<T> tape, int node, int operand, Variable<T> upstream, bool isTangent)
    {
        ReadOnlySpan<int> inputs = tape.OperandsOf(node);
        var a = new Recorded<T>(tape.VariableAt(inputs[0]));
        var b = new Recorded<T>(tape.VariableAt(inputs[1]));
        (Recorded<T> localA, Recorded<T> localB) = this[tape.Node(node).Operation].LocalGradients(a, b, new Recorded<T>(tape.VariableAt(node)));
        return upstream.Times(operand == 0 ? localA : localB, isTangent);
    }

    public override void Evaluate(Tape<T> tape, int node, Span<T> destination, bool accumulate)
    {
        ReadOnlySpan<int> inputs = tape.OperandsOf(node);
        Span<T> a = tape.ValueOf(inputs[0]);
        Span<T> b = tape.ValueOf(inputs[1]);
        int length = destination.Length;
        if ((a.Length != length && a.Length != 1) || (b.Length != length && b.Length != 1))
        {
            base.Evaluate(tape, node, destination, accumulate);
            return;
        }

        ref readonly TOperation operation = ref this[tape.Node(node).Operation];
        if (ElementwiseWork.IsWorthSharing(length, tape.Threads))
        {
            ElementwiseWork.Run(this, operation, new Operands<T>(a, b, default), destination, accumulate, tape.Threads);
        }
        else
        {
            BinaryLoop.Evaluate(operation, a, b, destination, accumulate);
        }
    }

    public override Series<T> Expand(int operation, ReadOnlySpan<Series<T>> operands) => this[operation].Primal(operands[0], operands[1]);

    public override (string Formula, string[] LocalGradients) Formulas(int operation, ReadOnlySpan<string> operands, string result)
    {
        var a = new FormulaText(operands[0]);
        var b = new FormulaText(operands[1]);
        (FormulaText localA, FormulaText localB) = this[operation].LocalGradients(a, b, new FormulaText(result));
        return (FormulaOr(this[operation].Primal(a, b)), [localA.ToString(), localB.ToString()]);
    }

    protected override bool EvaluateRows(
        in TOperation operation, in Operands<T> operands, Tape<T> tape, ReadOnlySpan<int> inputs, Shape shape, Span<T> y, bool accumulate)
    {
        // A bias: the commonest broadcast, and rows are too short for a plan to pay.
        if (operands.A.Length != y.Length || !IsRowOf(tape.Node(inputs[1]).Shape, shape))
        {
            return false;
        }

        BinaryLoop.EvaluateRows(operation, operands.A, operands.B, y, accumulate);
        return true;
    }

    protected internal override void EvaluateBlock(in TOperation operation, in Operands<T> operands, Span<T> y, bool accumulate) =>
        BinaryLoop.Evaluate(operation, operands.A, operands.B, y, accumulate);

    protected internal override void PullBlock(
        in TOperation operation, int operand, in Operands<T> operands, ReadOnlySpan<T> y, ReadOnlySpan<T> upstream, Span<T> adjoint, bool accumulate)
    {
        if (operand == 0)
        {
            BinaryLoop.Pull<T, TOperation, First>(operation, operands.A, operands.B, y, upstream, adjoint, accumulate);
        }
        else
        {
            BinaryLoop.Pull<T, TOperation, Second>(operation, operands.A, operands.B, y, upstream, adjoint, accumulate);
        }
    }

    /// <summary>Whether an operand has the innermost axes of the result, and nothing but lengths of 1 outside of them.</summary>
    private static bool IsRowOf(Shape operand, Shape result)
    {
        ReadOnlySpan<nint> lengths = operand.Lengths;
        while (!lengths.IsEmpty && lengths[0] == 1)
        {
            lengths = lengths[1..];
        }

        return lengths.Length <= result.Rank && result.Lengths[^lengths.Length..].SequenceEqual(lengths);
    }

    private readonly struct First : IChoice
    {
        public static N Of<N>((N A, N B) gradients) => gradients.A;
    }

    private readonly struct Second : IChoice
    {
        public static N Of<N>((N A, N B) gradients) => gradients.B;
    }
}

/// <summary>Which of two local gradients a loop wants; the other one is dead code to the compiler.</summary>
internal interface IChoice
{
    static abstract N Of<N>((N A, N B) gradients);
}
