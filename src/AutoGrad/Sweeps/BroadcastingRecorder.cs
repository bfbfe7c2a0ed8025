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
        ReadOnlySpan<int> inputs = tape.OperandsOf(node);
        Operands<T> operands = ValuesOf(tape, inputs);
        ref Node<T> record = ref tape.Node(node);
        ref readonly TOperation operation = ref this[record.Operation];
        if (operands.IsPlain(destination.Length))
        {
            if (ElementwiseWork.IsWorthSharing(destination.Length, tape.Threads))
            {
                ElementwiseWork.Run(this, operation, operands, destination, accumulate, tape.Threads);
            }
            else
            {
                EvaluateBlock(operation, operands, destination, accumulate);
            }
        }
        else if (!destination.IsEmpty)
        {
            EvaluateBroadcast(tape, operation, record.Shape, inputs, operands, destination, accumulate);
        }
    }

    public override void Pull(Tape<T> tape, int node, int operand)
    {
        ref Node<T> record = ref tape.Node(node);
        ReadOnlySpan<int> inputs = tape.OperandsOf(node);
        int input = inputs[operand];
        Shape shape = tape.Node(input).Shape;
        bool passes = (UnitGradients >> operand & 1) != 0;
        if ((record.Flags & NodeFlags.IsUniform) != 0 && !passes && !ValuesOf(tape, inputs).IsPlain(record.Shape.Count))
        {
            tape.WriteOut(ref record);
        }

        if (shape.Count == record.Shape.Count)
        {
            if (passes)
            {
                tape.PassUpstream(node, operand);
            }
            else
            {
                Span<T> adjoint = tape.AdjointOf(input, out bool accumulate);
                PullInto(tape, ref record, inputs, operand, adjoint, accumulate);
            }
        }
        else if (passes)
        {
            tape.WriteOut(ref record);
            Span<T> adjoint = tape.AdjointOf(input, out bool accumulate);
            Reduction.SumTo(record.Adjoint.Span, record.Shape.Lengths, shape.Lengths, adjoint, accumulate, tape.Threads);
        }
        else
        {
            PullBack(tape, ref record, inputs, operand, shape);
        }
    }

    /// <summary>The value of one block. Helping threads call it too, so it reads its arguments alone.</summary>
    protected internal abstract void EvaluateBlock(in TOperation operation, in Operands<T> operands, Span<T> y, bool accumulate);

    /// <summary>The value where one operand is a row that all rows of the result share; false where there is no loop for it.</summary>
    protected virtual bool EvaluateRows(
        in TOperation operation, in Operands<T> operands, Tape<T> tape, ReadOnlySpan<int> inputs, Shape shape, Span<T> y, bool accumulate) => false;

    /// <summary>The gradient of one block by one operand. Helping threads call it too, so it reads its arguments alone.</summary>
    protected internal abstract void PullBlock(
        in TOperation operation, int operand, in Operands<T> operands, ReadOnlySpan<T> y, ReadOnlySpan<T> upstream, Span<T> adjoint, bool accumulate);

    private static Operands<T> ValuesOf(Tape<T> tape, ReadOnlySpan<int> inputs) =>
        new(tape.ValueOf(inputs[0]), tape.ValueOf(inputs[1]), inputs.Length > 2 ? tape.ValueOf(inputs[2]) : default);

    /// <summary>The gradient of an operand that was repeated: worked out for every repetition, then summed back.</summary>
    private void PullBack(Tape<T> tape, ref Node<T> record, ReadOnlySpan<int> inputs, int operand, Shape shape)
    {
        Span<T> adjoint = tape.AdjointOf(inputs[operand], out bool accumulate);
        Scratch mark = tape.BeginScratch();
        try
        {
            Span<T> whole = tape.RentScratch(record.Shape.Count);
            PullInto(tape, ref record, inputs, operand, whole, accumulate: false);
            Reduction.SumTo(whole, record.Shape.Lengths, shape.Lengths, adjoint, accumulate, tape.Threads);
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

    private void PullInto(Tape<T> tape, ref Node<T> record, ReadOnlySpan<int> inputs, int operand, Span<T> adjoint, bool accumulate)
    {
        ref readonly TOperation operation = ref this[record.Operation];
        Operands<T> operands = ValuesOf(tape, inputs);
        if (operands.IsPlain(adjoint.Length))
        {
            if (ElementwiseWork.IsWorthSharing(adjoint.Length, tape.Threads))
            {
                ElementwiseWork.Run(this, operation, operand, operands, record.Value.Span, record.Adjoint.Span, adjoint, accumulate, tape.Threads);
            }
            else
            {
                PullBlock(operation, operand, operands, record.Value.Span, record.Adjoint.Span, adjoint, accumulate);
            }
        }
        else if (!adjoint.IsEmpty)
        {
            PullBroadcast(tape, ref record, inputs, operand, operands, adjoint, accumulate);
        }
    }

    // Apart from the cases above because of the memory on the stack: a method that takes some in a loop is compiled only once, without
    // what later tiers know.
    private void EvaluateBroadcast(
        Tape<T> tape, in TOperation operation, Shape shape, ReadOnlySpan<int> inputs, in Operands<T> operands, Span<T> destination, bool accumulate)
    {
        if (EvaluateRows(operation, operands, tape, inputs, shape, destination, accumulate))
        {
            return;
        }

        var plan = new BroadcastPlan(shape.Lengths, tape.ShapesOf(inputs), stackalloc nint[BroadcastPlan.Storage]);
        do
        {
            EvaluateBlock(operation, operands.At(plan), destination.Slice(plan.Result, plan.Block), accumulate);
        }
        while (plan.Next());
    }

    private void PullBroadcast(
        Tape<T> tape, ref Node<T> record, ReadOnlySpan<int> inputs, int operand, in Operands<T> operands, Span<T> adjoint, bool accumulate)
    {
        ref readonly TOperation operation = ref this[record.Operation];
        Span<T> y = record.Value.Span;
        Span<T> upstream = record.Adjoint.Span;
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
