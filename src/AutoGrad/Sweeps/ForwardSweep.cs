using System.Numerics;
using System.Numerics.Tensors;
using AutoGrad.Errors;
using AutoGrad.Memory;

namespace AutoGrad.Sweeps;

/// <summary>The forward sweep: how a result moves when variables before it move, in one pass over the records between them.</summary>
internal static class ForwardSweep
{
    /// <summary>The tangent of y as a variable, part of the graph; <c>default</c> where y does not depend on the variables.</summary>
    public static Variable<T> Record<T>(Variable<T> y, ReadOnlySpan<Variable<T>> xs, ReadOnlySpan<Variable<T>> tangents)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Tape<T> tape = y.Tape;
        bool[] between = Between(y, xs, tangents, out int first);
        if (between.Length == 0)
        {
            return default;
        }

        var moving = new Variable<T>[between.Length];
        for (int i = 0; i < xs.Length; i++)
        {
            if (xs[i].Index <= y.Index)
            {
                ref Variable<T> own = ref moving[xs[i].Index - first];
                own = own.IsDefault ? tangents[i] : own + tangents[i];
            }
        }

        bool isOuter = tape.IsRecordingDerivative;
        tape.IsRecordingDerivative = true;
        try
        {
            Push(tape, between, moving, first);
        }
        finally
        {
            tape.IsRecordingDerivative = isOuter;
        }

        if (tape.ChecksDerivatives)
        {
            Check(tape, moving, first);
        }

        return moving[^1];
    }

    private static void Push<T>(Tape<T> tape, bool[] between, Variable<T>[] moving, int first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T>[] operands = new Variable<T>[4];
        for (int index = first; index < first + moving.Length; index++)
        {
            if (!between[index - first] || tape.Node(index).Recorder is not { } recorder)
            {
                continue;
            }

            int count = tape.Node(index).OperandCount;
            if (count > operands.Length)
            {
                operands = new Variable<T>[count];
            }

            bool moves = false;
            for (int operand = 0; operand < count; operand++)
            {
                int input = tape.OperandsOf(index)[operand];
                operands[operand] = input >= first ? moving[input - first] : default;
                moves |= !operands[operand].IsDefault;
            }

            if (!moves)
            {
                continue;
            }

            Variable<T> tangent = recorder.Tangent(tape, index, operands.AsSpan(0, count));
            if (tangent.IsDefault)
            {
                continue;
            }

            Shape shape = tape.Node(index).Shape;
            tangent = tangent.Shape == shape ? tangent : tangent.BroadcastTo(shape.Lengths);
            ref Variable<T> known = ref moving[index - first];
            known = known.IsDefault ? tangent : known + tangent;
        }
    }

    /// <summary>Where the result's tangent is not finite, goes back to the record that made it so: a tangent that some zero made harmless is none.</summary>
    private static void Check<T>(Tape<T> tape, Variable<T>[] moving, int first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var way = new List<int>();
        int next = first + moving.Length - 1;
        while (next >= first && IsSpoilt(moving[next - first]))
        {
            way.Insert(0, next);
            next = -1;
            foreach (int input in tape.OperandsOf(way[0]))
            {
                next = input >= first && IsSpoilt(moving[input - first]) ? input : next;
            }
        }

        if (way.Count > 0 && tape.Node(way[0]).Recorder is not null && tape.HasFiniteOperands(way[0]))
        {
            throw AnomalyReport.InTangent(tape, way, ValueRange<T>.Of(moving[way[0] - first].Value.Span));
        }
    }

    private static bool IsSpoilt<T>(Variable<T> tangent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => !tangent.IsDefault && !ValueRange<T>.Of(tangent.Value.Span).IsFinite;

    /// <summary>The tangent of y as numbers; nothing is recorded, and no memory is kept.</summary>
    public static void Evaluate<T>(Variable<T> y, ReadOnlySpan<Variable<T>> xs, ReadOnlySpan<Variable<T>> tangents, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool[] between = Between(y, xs, tangents, out int first);
        Evaluate(y, xs, tangents, between, first, destination);
    }

    /// <summary>As above, for one variable and one direction after the other; the graph is looked through once.</summary>
    /// <param name="y">The result.</param>
    /// <param name="x">The variable.</param>
    /// <param name="count">The number of directions.</param>
    /// <param name="direct">Writes direction number k into a cleared span of x's length.</param>
    /// <param name="take">Receives the tangent for direction number k.</param>
    public static void EvaluateEach<T>(Variable<T> y, Variable<T> x, int count, SpanAction<T> direct, SpanAction<T> take)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Tape<T> tape = y.Tape;
        Scratch mark = tape.BeginScratch();
        try
        {
            Variable<T> direction = tape.Filled(T.Zero, x.Shape.Lengths);
            bool[] between = Between(y, [x], [direction], out int first);
            var tangent = new T[y.Shape.Count];
            for (int k = 0; k < count; k++)
            {
                Span<T> into = tape.ValueOf(direction.Index);
                into.Clear();
                direct(k, into);
                Evaluate(y, [x], [direction], between, first, tangent);
                take(k, tangent);
            }
        }
        finally
        {
            tape.EndScratch(mark);
        }
    }

    private static void Evaluate<T>(
        Variable<T> y, ReadOnlySpan<Variable<T>> xs, ReadOnlySpan<Variable<T>> tangents, bool[] between, int first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (between.Length == 0)
        {
            destination.Clear();
            return;
        }

        // The fused loops know what a zero tangent wins over, not what a zero local gradient does: that NaN shows in the result.
        Evaluate(y, xs, tangents, between, first, destination, isCareful: false);
        if (!TensorPrimitives.IsFiniteAll<T>(destination))
        {
            Evaluate(y, xs, tangents, between, first, destination, isCareful: true);
        }
    }

    private static void Evaluate<T>(
        Variable<T> y, ReadOnlySpan<Variable<T>> xs, ReadOnlySpan<Variable<T>> tangents, bool[] between, int first, Span<T> destination, bool isCareful)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Tape<T> tape = y.Tape;
        Scratch mark = tape.BeginScratch();
        try
        {
            var moving = new Buffer<T>[between.Length];
            for (int i = 0; i < xs.Length; i++)
            {
                if (xs[i].Index <= y.Index)
                {
                    bool accumulate = moving[xs[i].Index - first].IsAllocated;
                    Span<T> own = Own(tape, moving, xs[i].Index, first);
                    tape.EvaluateInto(tangents[i], xs[i].Shape, own, accumulate);
                }
            }

            for (int index = first; index <= y.Index; index++)
            {
                if (between[index - first] && tape.Node(index).Recorder is { } recorder && Moves(tape, moving, index, first))
                {
                    bool accumulate = moving[index - first].IsAllocated;
                    Span<T> own = Own(tape, moving, index, first);
                    if (isCareful && recorder.IsElementwise)
                    {
                        recorder.PushAsRecords(tape, index, moving, first, own, accumulate);
                    }
                    else
                    {
                        recorder.Push(tape, index, moving, first, own, accumulate);
                    }
                }
            }

            if (moving[^1].IsAllocated)
            {
                moving[^1].Span.CopyTo(destination);
            }
            else
            {
                destination.Clear();
            }
        }
        finally
        {
            tape.EndScratch(mark);
        }
    }

    private static Span<T> Own<T>(Tape<T> tape, Buffer<T>[] moving, int index, int first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref Buffer<T> buffer = ref moving[index - first];
        if (!buffer.IsAllocated)
        {
            buffer = tape.RentScratchBuffer(tape.Node(index).Shape.Count);
        }

        return buffer.Span;
    }

    private static bool Moves<T>(Tape<T> tape, Buffer<T>[] moving, int index, int first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int input in tape.OperandsOf(index))
        {
            if (input >= first && moving[input - first].IsAllocated)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The nodes that depend on the variables and that y depends on; none where y does not depend on the variables.</summary>
    internal static bool[] Between<T>(Variable<T> y, ReadOnlySpan<Variable<T>> xs, ReadOnlySpan<Variable<T>> tangents, out int first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Tape<T> tape = y.Tape;
        y.CheckAlive();
        tape.CheckParameters();
        if (xs.Length != tangents.Length)
        {
            throw new ArgumentException($"JacobianVectorProduct: {xs.Length} variables, but {tangents.Length} tangents; give one for each");
        }

        first = y.Index;
        for (int i = 0; i < xs.Length; i++)
        {
            RecordedSweep.CheckVariable(xs[i], tape, "JacobianVectorProduct");
            if (!tangents[i].IsAliveOn(tape))
            {
                tangents[i].CheckAlive();
                throw new TapeMismatchException("JacobianVectorProduct");
            }

            if (xs[i].Shape != tangents[i].Shape)
            {
                throw new ShapeException($"JacobianVectorProduct: the tangent has shape {tangents[i].Shape}, but its variable has shape {xs[i].Shape}");
            }

            first = Math.Min(first, xs[i].Index);
        }

        int last = y.Index;
        bool[] depends = RecordedSweep.LeadsTo(tape, xs, first, last, throughScratch: false);
        if (!depends[last - first])
        {
            if (!y.RequiresGradient)
            {
                RecordedSweep.CheckRecorded(y, "JacobianVectorProduct");
            }

            return [];
        }

        var needed = new bool[depends.Length];
        needed[last - first] = true;
        for (int index = last; index >= first; index--)
        {
            if (!needed[index - first])
            {
                continue;
            }

            foreach (int input in tape.OperandsOf(index))
            {
                if (input >= first)
                {
                    needed[input - first] |= depends[input - first];
                }
            }
        }

        return needed;
    }
}

/// <summary>Works on the span that belongs to a number.</summary>
internal delegate void SpanAction<T>(int number, Span<T> span);
