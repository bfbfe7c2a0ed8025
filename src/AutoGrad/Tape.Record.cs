using System.Runtime.CompilerServices;
using AutoGrad.Errors;
using AutoGrad.Memory;
using AutoGrad.Operations;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <content>Appending records.</content>
public sealed partial class Tape<T>
{
    // 128 records of about 80 bytes stay well below the large-object heap, and a tape of a few operations stays small.
    private const int PageShift = 7;
    private const int PageLength = 1 << PageShift;

    private readonly Arena<T> scratch = new();
    private Node<T>[][] pages = new Node<T>[4][];
    private int pageCount;
    private int count;
    private int[] operands = new int[64];
    private int operandCount;
    private Recorder<T>?[] recorders = new Recorder<T>?[16];
    private readonly List<Recorder<T>> usedRecorders = [];
    private Shape[] shapes = new Shape[4];
    private readonly ShapeTable knownShapes = new();

    /// <summary>The first record that is scratch, while a gradient is worked out; <see cref="int.MaxValue"/> otherwise.</summary>
    private int scratchStart = int.MaxValue;

    /// <summary>Whether new records are scratch: evaluated when read, in scratch memory, without a gradient.</summary>
    private bool IsScratch => scratchStart != int.MaxValue;

    internal ref Node<T> Node(int index) => ref pages[index >> PageShift][index & (PageLength - 1)];

    internal ReadOnlySpan<int> OperandsOf(int node)
    {
        ref Node<T> record = ref Node(node);
        return new ReadOnlySpan<int>(operands, record.FirstOperand, record.OperandCount);
    }

    /// <summary>The shapes of nodes; the span is valid until the next call.</summary>
    internal ReadOnlySpan<Shape> ShapesOf(ReadOnlySpan<int> nodes)
    {
        if (shapes.Length < nodes.Length)
        {
            shapes = new Shape[2 * nodes.Length];
        }

        for (int i = 0; i < nodes.Length; i++)
        {
            shapes[i] = Node(nodes[i]).Shape;
        }

        return shapes.AsSpan(0, nodes.Length);
    }

    /// <summary>The tape's own object for a shape, so that asking for it again makes no new one.</summary>
    internal Shape ShapeOf(ReadOnlySpan<nint> lengths) => knownShapes.Of(lengths);

    internal Variable<T> VariableAt(int node) => new(this, node);

    internal Variable<T> Record<TOperation>(in TOperation operation, Variable<T> x)
        where TOperation : struct, IOperation<TOperation>
        => Append(operation, [IndexOf<TOperation>(x)]);

    internal Variable<T> Record<TOperation>(in TOperation operation, Variable<T> a, Variable<T> b)
        where TOperation : struct, IOperation<TOperation>
        => Append(operation, [IndexOf<TOperation>(a), IndexOf<TOperation>(b)]);

    internal Variable<T> Record<TOperation>(in TOperation operation, Variable<T> a, Variable<T> b, Variable<T> c)
        where TOperation : struct, IOperation<TOperation>
        => Append(operation, [IndexOf<TOperation>(a), IndexOf<TOperation>(b), IndexOf<TOperation>(c)]);

    internal Variable<T> Record<TOperation>(in TOperation operation, ReadOnlySpan<Variable<T>> operands)
        where TOperation : struct, IOperation<TOperation>
    {
        Span<int> inputs = operands.Length <= 64 ? stackalloc int[operands.Length] : new int[operands.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            inputs[i] = IndexOf<TOperation>(operands[i]);
        }

        return Append(operation, inputs);
    }

    /// <summary>The value of a node, computed now if it was put off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<T> ValueOf(int node)
    {
        ref Node<T> record = ref Node(node);
        if ((record.Flags & NodeFlags.Deferred) != 0)
        {
            Force(node);
        }

        return record.Value.Span;
    }

    internal Span<T> RentScratch(int length) => scratch.Allocate(length).Span;

    /// <summary>What a variable is the transpose of, if it is one; so a matrix product reads the original.</summary>
    internal (Variable<T> Variable, bool IsTransposed) Untranspose(Variable<T> variable)
    {
        variable.CheckAlive();
        return Node(variable.Index).Recorder is Recorder<T, Transpose>
            ? (VariableAt(OperandsOf(variable.Index)[0]), true)
            : (variable, false);
    }

    /// <summary>Starts a part of the work whose records and memory are taken back by <see cref="EndScratch"/>.</summary>
    internal Scratch BeginScratch()
    {
        var mark = new Scratch(count, operandCount, scratch.Position, scratchStart);
        scratchStart = Math.Min(scratchStart, count);
        return mark;
    }

    internal void EndScratch(Scratch mark)
    {
        while (count > mark.Count)
        {
            ref Node<T> node = ref Node(--count);
            if (node.Recorder is { } recorder)
            {
                recorder.Count = node.Operation;
            }
        }

        operandCount = mark.Operands;
        scratch.Rewind(mark.Memory);
        scratchStart = mark.Start;
    }

    /// <summary>The memory of an existing buffer as a leaf without gradient.</summary>
    internal Variable<T> Alias(Shape shape, Buffer<T> buffer)
    {
        ref Node<T> node = ref NextNode();
        node = new Node<T> { Shape = shape, Value = buffer, Operation = -1 };
        return new Variable<T>(this, count++);
    }

    private int IndexOf<TOperation>(Variable<T> variable)
        where TOperation : struct, IOperation<TOperation>
    {
        variable.CheckAlive();
        return ReferenceEquals(variable.Tape, this) ? variable.Index : throw new TapeMismatchException(TOperation.Info.Name);
    }

    private Variable<T> Append<TOperation>(in TOperation operation, ReadOnlySpan<int> inputs)
        where TOperation : struct, IOperation<TOperation>
    {
        int before = Enter();
        ArenaMark memory = values.Position;
        int appended = count;
        int operandsBefore = operandCount;
        int operationNumber = -1;
        Recorder<T, TOperation>? recorder = null;
        try
        {
            recorder = RecorderOf<TOperation>();
            if (inputs.Length != recorder.Arity && (recorder.Arity >= 0 || inputs.IsEmpty))
            {
                throw ShapeException.OperandCount(recorder.Info, inputs.Length);
            }

            ref Node<T> node = ref NextNode();
            Shape shape = ShapeFor(recorder, operation, node.Shape, inputs);
            operationNumber = recorder.Add(operation);
            bool requiresGradient = false;
            int first = Keep(inputs);
            if (recordingOff == 0 && scratchStart == int.MaxValue && !recorder.StopsGradient)
            {
                foreach (int input in inputs)
                {
                    requiresGradient |= Node(input).RequiresGradient;
                }
            }

            // Field by field: assigning a whole record would go through the collector's copy helper.
            node.Recorder = recorder;
            if (!ReferenceEquals(node.Shape, shape))
            {
                node.Shape = shape;
            }

            node.Adjoint = default;
            node.AdjointSweep = 0;
            node.Operation = operationNumber;
            node.FirstOperand = first;
            node.OperandCount = inputs.Length;
            node.Flags = requiresGradient ? NodeFlags.RequiresGradient : NodeFlags.None;
            count++;
            if (IsScratch || recorder.IsDeferred)
            {
                node.Flags |= NodeFlags.Deferred;
                node.Value = default;
            }
            else
            {
                Force(appended);
            }

            return new Variable<T>(this, appended);
        }
        catch
        {
            count = appended;
            operandCount = operandsBefore;
            if (operationNumber >= 0)
            {
                recorder!.Count = operationNumber;
            }

            if (!IsScratch)
            {
                values.Rewind(memory);
            }

            throw;
        }
        finally
        {
            Exit(before);
        }
    }

    /// <summary>Computes the value of a node. What it needs is computed first, outside of any scratch memory of its own.</summary>
    private void Force(int index)
    {
        ref Node<T> node = ref Node(index);
        Recorder<T> recorder = node.Recorder!;
        if (recorder.IsDeferred && index < scratchStart)
        {
            // What is read late must still be what was recorded.
            CheckParameters();
        }

        foreach (int input in OperandsOf(index))
        {
            ValueOf(input);
        }

        if (recorder.SharesMemory)
        {
            node.Value = Node(operands[node.FirstOperand]).Value;
        }
        else
        {
            node.Value = (index >= scratchStart ? scratch : values).Allocate(node.Shape.Count);
            recorder.Evaluate(this, index, node.Value.Span, accumulate: false);
        }

        node.Flags &= ~NodeFlags.Deferred;
    }

    /// <summary>The shape of the result: for elementwise operations on operands of one shape that shape, else what the rule predicts.</summary>
    private Shape ShapeFor<TOperation>(Recorder<T, TOperation> recorder, in TOperation operation, Shape? last, ReadOnlySpan<int> inputs)
        where TOperation : struct, IOperation<TOperation>
    {
        if (recorder.IsElementwise)
        {
            Shape shape = Node(inputs[0]).Shape;
            bool same = true;
            for (int i = 1; i < inputs.Length; i++)
            {
                same &= ReferenceEquals(shape, Node(inputs[i]).Shape);
            }

            if (same)
            {
                return shape;
            }
        }

        return Predict(recorder, operation, last, inputs);
    }

    private Shape Predict<TOperation>(Recorder<T, TOperation> recorder, in TOperation operation, Shape? last, ReadOnlySpan<int> inputs)
        where TOperation : struct, IOperation<TOperation>
    {
        ReadOnlySpan<Shape> given = ShapesOf(inputs);
        var builder = new ShapeBuilder(stackalloc nint[Shape.MaxRank]);
        recorder.Shape(operation, given, ref builder);
        return KeepShape(last, builder.Lengths, given);
    }

    /// <summary>A shape object of the given lengths: an operand's, the one that stood at this place in the last round, or one met before.</summary>
    private Shape KeepShape(Shape? last, ReadOnlySpan<nint> lengths, ReadOnlySpan<Shape> given)
    {
        foreach (Shape shape in given)
        {
            if (shape.Lengths.SequenceEqual(lengths))
            {
                return shape;
            }
        }

        return last is not null && last.Lengths.SequenceEqual(lengths) ? last : knownShapes.Of(lengths);
    }

    private ref Node<T> NextNode()
    {
        int page = count >> PageShift;
        if (page == pageCount)
        {
            if (page == pages.Length)
            {
                Array.Resize(ref pages, 2 * page);
            }

            pages[pageCount++] = new Node<T>[PageLength];
        }

        return ref Node(count);
    }

    private int Keep(ReadOnlySpan<int> inputs)
    {
        if (operandCount + inputs.Length > operands.Length)
        {
            Array.Resize(ref operands, Math.Max(2 * operands.Length, operandCount + inputs.Length));
        }

        inputs.CopyTo(operands.AsSpan(operandCount));
        operandCount += inputs.Length;
        return operandCount - inputs.Length;
    }

    private Recorder<T, TOperation> RecorderOf<TOperation>()
        where TOperation : struct, IOperation<TOperation>
    {
        int slot = RecorderSlot<TOperation>.Number;
        if (slot < recorders.Length && recorders[slot] is { } known)
        {
            return Unsafe.As<Recorder<T, TOperation>>(known);
        }

        if (slot >= recorders.Length)
        {
            Array.Resize(ref recorders, Math.Max(2 * recorders.Length, slot + 1));
        }

        Recorder<T, TOperation> made = TOperation.CreateRecorder<T>();
        recorders[slot] = made;
        usedRecorders.Add(made);
        return made;
    }
}

/// <summary>Numbers the kinds of operations in the order in which a process meets them.</summary>
internal static class RecorderSlot
{
    private static int used = -1;

    public static int Next() => Interlocked.Increment(ref used);
}

/// <summary>The place of one kind of operation in every tape's table of recorders.</summary>
internal static class RecorderSlot<TOperation>
{
    public static readonly int Number = RecorderSlot.Next();
}
