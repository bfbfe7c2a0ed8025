using System.Numerics;
using AutoGrad.Kernels;
using AutoGrad.Memory;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>
/// Records elementwise operations on two or three operands: finds the result's shape, walks broadcast operands block by
/// block, and sums gradients back to the operands' shapes. The operations themselves know nothing of broadcasting.
/// </summary>
internal abstract class BroadcastingRecorder<T, TOperation> : Recorder<T, TOperation>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperation : struct, IOperation<TOperation>
{
    public override bool IsElementwise => true;

    public override void Shape(in TOperation operation, ReadOnlySpan<Shape> operands, ref ShapeBuilder result)
    {
        int rank = 0;
        foreach (Shape operand in operands)
        {
            rank = Math.Max(rank, operand.Rank);
        }

        for (int fromEnd = rank; fromEnd >= 1; fromEnd--)
        {
            nint length = 1;
            foreach (Shape operand in operands)
            {
                nint own = fromEnd <= operand.Rank ? operand.Lengths[^fromEnd] : 1;
                if (own != 1 && length != 1 && own != length)
                {
                    throw new OperandShapes(Info.Name, operands).Error(
                        $"lengths {length} and {own} of axis {-fromEnd} do not broadcast; they must be equal, or one of them 1");
                }

                length = own == 1 ? length : own;
            }

            result.Add(length);
        }
    }

    public override void Evaluate(Tape<T> tape, int node, Span<T> destination, bool accumulate)
    {
        ref readonly TOperation operation = ref this[tape.Node(node).Operation];
        ReadOnlySpan<int> inputs = tape.OperandsOf(node);
        Operands<T> operands = ValuesOf(tape, inputs);
        if (operands.IsPlain(destination.Length))
        {
            EvaluateWhole(operation, operands, destination, accumulate, tape.Threads);
            return;
        }

        if (destination.IsEmpty)
        {
            return;
        }

        var plan = new BroadcastPlan(tape.Node(node).Shape.Lengths, tape.ShapesOf(inputs), stackalloc nint[BroadcastPlan.Storage]);
        do
        {
            EvaluateBlock(operation, operands.At(plan), destination.Slice(plan.Result, plan.Block), accumulate);
        }
        while (plan.Next());
    }

    public override void Pull(Tape<T> tape, int node, int operand)
    {
        ref Node<T> record = ref tape.Node(node);
        ReadOnlySpan<int> inputs = tape.OperandsOf(node);
        int input = inputs[operand];
        Shape shape = tape.Node(input).Shape;
        Span<T> adjoint = tape.AdjointOf(input, out bool accumulate);
        if (shape.Count == record.Shape.Count)
        {
            PullInto(tape, ref record, inputs, operand, adjoint, accumulate);
            return;
        }

        if (Info.PassesUpstream(operand))
        {
            Reduction.SumTo(record.Adjoint.Span, record.Shape.Lengths, shape.Lengths, adjoint, accumulate);
            return;
        }

        Scratch mark = tape.BeginScratch();
        try
        {
            Span<T> whole = tape.RentScratch(record.Shape.Count);
            PullInto(tape, ref record, inputs, operand, whole, accumulate: false);
            Reduction.SumTo(whole, record.Shape.Lengths, shape.Lengths, adjoint, accumulate);
        }
        finally
        {
            tape.EndScratch(mark);
        }
    }

    public override void Push(Tape<T> tape, int node, ReadOnlySpan<Buffer<T>> tangents, int first, Span<T> destination, bool accumulate)
    {
        ref Node<T> record = ref tape.Node(node);
        ReadOnlySpan<int> inputs = tape.OperandsOf(node);
        Operands<T> operands = ValuesOf(tape, inputs);
        bool isPlain = operands.IsPlain(destination.Length);
        foreach (int input in inputs)
        {
            isPlain &= input < first || !tangents[input - first].IsAllocated || tape.Node(input).Shape.Count == destination.Length;
        }

        if (!isPlain)
        {
            base.Push(tape, node, tangents, first, destination, accumulate);
            return;
        }

        ref readonly TOperation operation = ref this[record.Operation];
        for (int operand = 0; operand < inputs.Length; operand++)
        {
            int input = inputs[operand];
            if (input >= first && tangents[input - first].IsAllocated)
            {
                PullBlock(operation, operand, operands, tape.ValueOf(node), tangents[input - first].Span, destination, accumulate);
                accumulate = true;
            }
        }
    }

    /// <summary>The value where there is a single block, on several threads if it is long.</summary>
    protected virtual void EvaluateWhole(in TOperation operation, in Operands<T> operands, Span<T> y, bool accumulate, int threads) =>
        EvaluateBlock(operation, operands, y, accumulate);

    /// <summary>The value of one block.</summary>
    protected abstract void EvaluateBlock(in TOperation operation, in Operands<T> operands, Span<T> y, bool accumulate);

    /// <summary>The gradient of one block by one operand.</summary>
    protected abstract void PullBlock(
        in TOperation operation, int operand, in Operands<T> operands, ReadOnlySpan<T> y, ReadOnlySpan<T> upstream, Span<T> adjoint, bool accumulate);

    private static Operands<T> ValuesOf(Tape<T> tape, ReadOnlySpan<int> inputs) =>
        new(tape.ValueOf(inputs[0]), tape.ValueOf(inputs[1]), inputs.Length > 2 ? tape.ValueOf(inputs[2]) : default);

    private void PullInto(Tape<T> tape, ref Node<T> record, ReadOnlySpan<int> inputs, int operand, Span<T> adjoint, bool accumulate)
    {
        ref readonly TOperation operation = ref this[record.Operation];
        Operands<T> operands = ValuesOf(tape, inputs);
        Span<T> y = record.Value.Span;
        Span<T> upstream = record.Adjoint.Span;
        if (operands.IsPlain(adjoint.Length))
        {
            PullBlock(operation, operand, operands, y, upstream, adjoint, accumulate);
            return;
        }

        if (adjoint.IsEmpty)
        {
            return;
        }

        var plan = new BroadcastPlan(record.Shape.Lengths, tape.ShapesOf(inputs), stackalloc nint[BroadcastPlan.Storage]);
        do
        {
            PullBlock(
                operation,
                operand,
                operands.At(plan),
                y.Slice(plan.Result, plan.Block),
                upstream.Slice(plan.Result, plan.Block),
                adjoint.Slice(plan.Result, plan.Block),
                accumulate);
        }
        while (plan.Next());
    }
}
