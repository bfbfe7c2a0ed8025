using System.Numerics;
using AutoGrad.Memory;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>Records operations on whole tensors.</summary>
internal class StructuredRecorder<T, TOperation> : Recorder<T, TOperation>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperation : struct, IStructuredOperation<TOperation>
{
    public override void Shape(in TOperation operation, ReadOnlySpan<Shape> operands, ref ShapeBuilder result) =>
        operation.Shape(new OperandShapes(Info.Name, operands), ref result);

    public override void Evaluate(Tape<T> tape, int node, Span<T> destination, bool accumulate)
    {
        // What the operation rents is given back here, or by whoever catches what it throws.
        ArenaMark rented = tape.ScratchPosition;
        ref readonly TOperation operation = ref this[tape.Node(node).Operation];
        if (!accumulate || Info.Accumulates)
        {
            operation.Primal(new Evaluation<T>(tape, node, destination, accumulate));
        }
        else
        {
            Span<T> target = tape.RentScratch(destination.Length);
            operation.Primal(new Evaluation<T>(tape, node, target, accumulate: false));
            BinaryLoop.Evaluate(new Add(), destination, target, destination, accumulate: false);
        }

        tape.ReturnScratch(rented);
    }

    public override Variable<T> Contribution(Tape<T> tape, int node, int operand, Variable<T> upstream) =>
        this[tape.Node(node).Operation].Vjp(new Pullback<T>(tape, node, upstream), operand);
}
