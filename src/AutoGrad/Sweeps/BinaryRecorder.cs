using System.Numerics;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>Records elementwise operations on two operands.</summary>
internal sealed class BinaryRecorder<T, TOperation> : BroadcastingRecorder<T, TOperation>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperation : struct, IBinaryElementwise<TOperation>
{
    public override Variable<T> Contribution(Tape<T> tape, int node, int operand, Variable<T> upstream)
    {
        ReadOnlySpan<int> inputs = tape.OperandsOf(node);
        var a = new Recorded<T>(tape.VariableAt(inputs[0]));
        var b = new Recorded<T>(tape.VariableAt(inputs[1]));
        (Recorded<T> localA, Recorded<T> localB) = this[tape.Node(node).Operation].LocalGradients(a, b, new Recorded<T>(tape.VariableAt(node)));
        return upstream.Times(operand == 0 ? localA : localB);
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
