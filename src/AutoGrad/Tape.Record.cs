using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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

    /// <summary>The first record that is scratch, while a gradient is worked out; <see cref="int.MaxValue"/> otherwise.</summary>
    private int scratchStart = int.MaxValue;

    /// <summary>Whether new records are scratch: evaluated when read, in scratch memory, without a gradient.</summary>
    private bool IsScratch => scratchStart != int.MaxValue;

    // Every page has PageLength records, so only the page's number needs checking.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref Node<T> Node(int index) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(pages[index >> PageShift]), index & (PageLength - 1));

    internal ReadOnlySpan<int> OperandsOf(int node)
    {
        ref Node<T> record = ref Node(node);
        return new ReadOnlySpan<int>(operands, record.FirstOperand, record.OperandCount);
    }

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
        if ((record.Flags & (NodeFlags.Deferred | NodeFlags.IsReleased)) != 0)
        {
            Force(node);
        }

        return record.Value.Span;
    }

    internal Span<T> RentScratch(int length) => scratch.Allocate(length).Span;

    internal ArenaMark ScratchPosition => scratch.Position;

    internal void ReturnScratch(ArenaMark mark) => scratch.Rewind(mark);

    /// <summary>What a variable is the transpose of, if it is one; so a matrix product reads the original.</summary>
    internal (Variable<T> Variable, bool IsTransposed) Untranspose(Variable<T> variable)
    {
        variable.CheckAlive();
        return Node(variable.Index).Recorder is { IsDeferred: true } and Recorder<T, Transpose>
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
    internal Variable<T> Alias(Shape shape, Buffer<T> buffer) => AppendLeaf(shape, buffer, -1, NodeFlags.None);

    private Variable<T> AppendLeaf(Shape shape, Buffer<T> value, int parameter, NodeFlags flags)
    {
        ref Node<T> node = ref NextNode();
        node.Recorder = null;
        if (!ReferenceEquals(node.Shape, shape))
        {
            node.Shape = shape;
        }

        Buffer<T>.Store(ref node.Value, value);
        node.AdjointSweep = 0;
        node.Operation = parameter;
        node.FirstOperand = 0;
        node.OperandCount = 0;
        node.Flags = flags;
        if (keepsSources && !IsScratch)
        {
            (sites ??= [])[count] = RecordSite.Here();
        }

        return new Variable<T>(this, count++);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int IndexOf<TOperation>(Variable<T> variable)
        where TOperation : struct, IOperation<TOperation>
    {
        if (!variable.IsAliveOn(this))
        {
            Refuse<TOperation>(variable);
        }

        return variable.Index;
    }

    private static void Refuse<TOperation>(Variable<T> variable)
        where TOperation : struct, IOperation<TOperation>
    {
        variable.CheckAlive();
        throw new TapeMismatchException(TOperation.Info.Name);
    }

    private Variable<T> Append<TOperation>(in TOperation operation, ReadOnlySpan<int> inputs)
        where TOperation : struct, IOperation<TOperation>
    {
        int before = Enter();
        ArenaMark memory = values.Position;
        try
        {
            Recorder<T, TOperation> recorder = RecorderOf<TOperation>();
            if (inputs.Length != recorder.Arity && (recorder.Arity >= 0 || inputs.IsEmpty))
            {
                throw ShapeException.OperandCount(recorder.Info, inputs.Length);
            }

            ref Node<T> node = ref NextNode();
            Shape shape = ShapeFor(recorder, operation, node.Shape, inputs);
            bool isDeferred = IsScratch || recorder.IsDeferred;
            NodeFlags flags = NodeFlags.None;
            foreach (int input in inputs)
            {
                flags |= Node(input).Flags;
            }

            if (!isDeferred && (flags & (NodeFlags.Deferred | NodeFlags.IsReleased)) != 0)
            {
                // What was put off and is computed now stays, even if this operation then fails.
                ForceAll(inputs);
                memory = values.Position;
            }

            flags = IsRecording && !IsScratch && !recorder.StopsGradient ? flags & NodeFlags.RequiresGradient : NodeFlags.None;

            // Field by field: assigning a whole record would go through the collector's copy helper.
            int appended = count;
            if (!ReferenceEquals(node.Recorder, recorder))
            {
                node.Recorder = recorder;
            }

            if (!ReferenceEquals(node.Shape, shape))
            {
                node.Shape = shape;
            }

            node.AdjointSweep = 0;
            node.Operation = recorder.Place(operation);
            node.FirstOperand = Place(inputs);
            node.OperandCount = inputs.Length;
            if (isDeferred)
            {
                node.Flags = flags | NodeFlags.Deferred;
            }
            else
            {
                node.Flags = flags;
                Evaluate(recorder, appended, ref node);
            }

            if (inspects)
            {
                Inspect(appended, isDeferred);
            }

            // Nothing counts before all of it has succeeded, so there is nothing to undo but memory.
            recorder.Count++;
            operandCount += inputs.Length;
            count = appended + 1;
            Exit(before);
            return new Variable<T>(this, appended);
        }
        catch
        {
            if (!IsScratch)
            {
                values.Rewind(memory);
                scratch.Reset();
            }

            Exit(before);
            throw;
        }
    }

    /// <summary>Computes the value of a node that was put off. What it needs is computed first, outside of any scratch memory of its own.</summary>
    private void Force(int index)
    {
        if ((Node(index).Flags & NodeFlags.IsReleased) != 0)
        {
            throw StaleVariableException.Released();
        }

        if (index < scratchStart)
        {
            // What is read late must still be what was recorded.
            CheckParameters();
        }

        ForceAll(OperandsOf(index));
        ref Node<T> node = ref Node(index);
        Evaluate(node.Recorder!, index, ref node);
        if (DetectAnomalies && index < scratchStart)
        {
            CheckValue(index);
        }

        node.Flags &= ~NodeFlags.Deferred;
    }

    private void ForceAll(ReadOnlySpan<int> nodes)
    {
        foreach (int node in nodes)
        {
            ValueOf(node);
        }
    }

    private void Evaluate(Recorder<T> recorder, int index, ref Node<T> node)
    {
        if (recorder.SharesMemory)
        {
            ref Node<T> owner = ref Node(operands[node.FirstOperand]);
            owner.Flags |= index < scratchStart ? NodeFlags.IsShared : NodeFlags.None;
            Buffer<T>.Store(ref node.Value, owner.Value);
            return;
        }

        Buffer<T> value = (index >= scratchStart ? scratch : values).Allocate(node.Shape.Count);
        Buffer<T>.Store(ref node.Value, value);
        recorder.Evaluate(this, index, value.Span, accumulate: false);
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

    /// <summary>Writes operands behind those that count, and gives their place.</summary>
    private int Place(ReadOnlySpan<int> inputs)
    {
        int first = operandCount;
        if (first + inputs.Length > operands.Length)
        {
            Array.Resize(ref operands, Math.Max(2 * operands.Length, first + inputs.Length));
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            operands[first + i] = inputs[i];
        }

        return first;
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
