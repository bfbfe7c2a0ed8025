using System.Numerics;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>Records operations on whole tensors.</summary>
internal sealed class StructuredRecorder<T, TOperation> : Recorder<T, TOperation>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperation : struct, IStructuredOperation<TOperation>
{
    public override void Shape(in TOperation operation, ReadOnlySpan<Shape> operands, ref ShapeBuilder result) =>
        operation.Shape(new OperandShapes(Info.Name, operands), ref result);

    public override void Evaluate(Tape<T> tape, int node, Span<T> destination, bool accumulate)
    {
        Scratch mark = tape.BeginScratch();
        try
        {
            Span<T> target = accumulate && !Info.Accumulates ? tape.RentScratch(destination.Length) : destination;
            this[tape.Node(node).Operation].Primal(new Evaluation<T>(tape, node, target, accumulate && Info.Accumulates));
            if (accumulate && !Info.Accumulates)
            {
                BinaryLoop.Evaluate(new Add(), destination, target, destination, accumulate: false);
            }
        }
        finally
        {
            tape.EndScratch(mark);
        }
    }

    public override Variable<T> Contribution(Tape<T> tape, int node, int operand, Variable<T> upstream) =>
        this[tape.Node(node).Operation].Vjp(new Pullback<T>(tape, node, upstream), operand);
}
