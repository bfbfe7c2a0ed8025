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

    public override Variable<T> Contribution(Tape<T> tape, int node, int operand, Variable<T> upstream, bool isTangent) =>
        this[tape.Node(node).Operation].Vjp(new Pullback<T>(tape, node, upstream), operand);

    public override Variable<T> Tangent(Tape<T> tape, int node, ReadOnlySpan<Variable<T>> tangents)
    {
        var operands = new Variable<T>[tangents.Length];
        switch (Info.Linearity)
        {
            case Linearity.Linear:
                for (int k = 0; k < operands.Length; k++)
                {
                    operands[k] = tangents[k].IsDefault ? tape.Filled(T.Zero, Operand(tape, node, k).Shape.Lengths) : tangents[k];
                }

                return Again(tape, node, operands);

            case Linearity.Multilinear:
                Variable<T> sum = default;
                for (int moving = 0; moving < operands.Length; moving++)
                {
                    if (tangents[moving].IsDefault)
                    {
                        continue;
                    }

                    for (int k = 0; k < operands.Length; k++)
                    {
                        operands[k] = k == moving ? tangents[k] : Operand(tape, node, k);
                    }

                    sum = Sum(sum, Again(tape, node, operands));
                }

                return sum;

            default:
                return Transposed(tape, node, tangents);
        }
    }

    /// <summary>
    /// The vector-Jacobian product is linear in its upstream gradient u, and its derivative by u is the Jacobian: so the tangent
    /// is the vector-Jacobian product of that, and no second rule is needed. The value of u does not matter.
    /// </summary>
    private Variable<T> Transposed(Tape<T> tape, int node, ReadOnlySpan<Variable<T>> tangents)
    {
        Variable<T> sum = default;
        for (int k = 0; k < tangents.Length; k++)
        {
            if (tangents[k].IsDefault)
            {
                continue;
            }

            Shape shape = tape.Node(node).Shape;
            Variable<T> upstream = tape.Filled(T.Zero, shape.Lengths);
            Variable<T> contribution = Contribution(tape, node, k, upstream, isTangent: false);
            if (contribution.IsDefault)
            {
                continue;
            }

            Variable<T> tangent = tangents[k].Shape == contribution.Shape ? tangents[k] : tangents[k].BroadcastTo(contribution.Shape.Lengths);
            sum = Sum(sum, RecordedSweep.Within(contribution, tangent, upstream));
        }

        return sum;
    }

    private static Variable<T> Operand(Tape<T> tape, int node, int operand) => tape.VariableAt(tape.OperandsOf(node)[operand]);

    public override Variable<T> Again(Tape<T> tape, int node, ReadOnlySpan<Variable<T>> operands)
    {
        // By value: a record may make the list of operations grow elsewhere.
        TOperation operation = this[tape.Node(node).Operation];
        return tape.Record(operation, operands);
    }
}
