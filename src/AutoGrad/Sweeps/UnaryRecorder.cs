using System.Numerics;
using AutoGrad.Memory;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>Records elementwise operations on one operand.</summary>
internal sealed class UnaryRecorder<T, TOperation> : Recorder<T, TOperation>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperation : struct, IElementwise<TOperation>
{
    public override bool IsElementwise => true;

    public override bool ReadsUniform => true;

    public override void Shape(in TOperation operation, ReadOnlySpan<Shape> operands, ref ShapeBuilder result) => result.Add(operands[0].Lengths);

    public override void Evaluate(Tape<T> tape, int node, Span<T> destination, bool accumulate)
    {
        ref readonly TOperation operation = ref this[tape.Node(node).Operation];
        Span<T> x = tape.ValueOf(tape.OperandsOf(node)[0]);
        if (ElementwiseWork.IsWorthSharing(destination.Length, tape.Threads))
        {
            ElementwiseWork.Evaluate<T, TOperation>(operation, x, destination, accumulate, tape.Threads);
        }
        else
        {
            UnaryLoop.Evaluate(operation, x, destination, accumulate);
        }
    }

    public override void Pull(Tape<T> tape, int node, int operand)
    {
        int x = tape.OperandsOf(node)[0];
        ref Node<T> record = ref tape.Node(node);
        Span<T> adjoint = tape.AdjointInPlaceOf(node, out bool accumulate);
        ref readonly TOperation operation = ref this[record.Operation];
        if (ElementwiseWork.IsWorthSharing(adjoint.Length, tape.Threads))
        {
            ElementwiseWork.Pull<T, TOperation>(operation, tape.ValueOf(x), record.Value.Span, record.Adjoint.Span, adjoint, accumulate, tape.Threads);
        }
        else
        {
            UnaryLoop.Pull(operation, tape.ValueOf(x), record.Value.Span, record.Adjoint.Span, adjoint, accumulate);
        }
    }

    public override void Push(Tape<T> tape, int node, ReadOnlySpan<Buffer<T>> tangents, int first, Span<T> destination, bool accumulate)
    {
        int x = tape.OperandsOf(node)[0];
        ref Node<T> record = ref tape.Node(node);
        ref readonly TOperation operation = ref this[record.Operation];
        ReadOnlySpan<T> tangent = tangents[x - first].Span;
        if (ElementwiseWork.IsWorthSharing(destination.Length, tape.Threads))
        {
            ElementwiseWork.Pull<T, TOperation>(operation, tape.ValueOf(x), tape.ValueOf(node), tangent, destination, accumulate, tape.Threads);
        }
        else
        {
            UnaryLoop.Pull(operation, tape.ValueOf(x), tape.ValueOf(node), tangent, destination, accumulate);
        }
    }

    public override Variable<T> Contribution(Tape<T> tape, int node, int operand, Variable<T> upstream, bool isTangent)
    {
        var x = new Recorded<T>(tape.VariableAt(tape.OperandsOf(node)[0]));
        var y = new Recorded<T>(tape.VariableAt(node));
        return upstream.Times(this[tape.Node(node).Operation].LocalGradient(x, y), isTangent);
    }

    public override Series<T> Expand(int operation, ReadOnlySpan<Series<T>> operands) => this[operation].Primal(operands[0]);

    public override (string Formula, string[] LocalGradients) Formulas(int operation, ReadOnlySpan<string> operands, string result)
    {
        var x = new FormulaText(operands[0]);
        return (FormulaOr(this[operation].Primal(x)), [this[operation].LocalGradient(x, new FormulaText(result)).ToString()]);
    }
}
