using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoGrad.Errors;
using AutoGrad.Memory;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <content>Checkpointing: memory for time.</content>
public sealed partial class Tape<T>
{
    /// <summary>Where checkpointed functions are computed; one for all of them, since they run one after the other.</summary>
    private Tape<T>? inner;

    /// <summary>For an inner tape, the one around it.</summary>
    private Tape<T>? outer;

    private CheckpointRecorder<T>? checkpoints;
    private bool isInnerBusy;
    private bool mayReachOuter;

    /// <summary>f(x), without keeping what f computes on the way; the reverse sweep computes it again.</summary>
    /// <remarks>
    /// <para>Values and gradients have the same bits as those of f(x) itself. f runs twice, or, with checkpoints inside of it, once
    /// more for each level; its variables live on a tape of their own, so it must use the variable that it is given, and its
    /// <see cref="Variable{T}.Tape"/>. It may use parameters, and checkpoints again: <c>x.Tape.Checkpoint(g, x)</c>.</para>
    /// <para>Derivatives of higher order and in forward mode record f again on this tape, and then keep what is inside.</para>
    /// </remarks>
    /// <param name="f">The function. It must compute the same each time: no random numbers, unless drawn before.</param>
    /// <param name="x">A variable of this tape; a constant, where only parameters inside of f are of interest.</param>
    /// <exception cref="TapeMismatchException">x, or a variable that f uses beside its own, belongs to another tape.</exception>
    /// <exception cref="CheckpointException">Later, in the sweep: f did not compute the same again.</exception>
    [OverloadResolutionPriority(1)]
    public Variable<T> Checkpoint(Func<Variable<T>, Variable<T>> f, Variable<T> x)
    {
        ArgumentNullException.ThrowIfNull(f);
        return RecordCheckpoint(f, [x]);
    }

    /// <summary>f(a, b), without keeping what f computes on the way; see the form for one variable.</summary>
    [OverloadResolutionPriority(1)]
    public Variable<T> Checkpoint(Func<Variable<T>, Variable<T>, Variable<T>> f, Variable<T> a, Variable<T> b)
    {
        ArgumentNullException.ThrowIfNull(f);
        return RecordCheckpoint(f, [a, b]);
    }

    /// <summary>f of any number of variables, without keeping what f computes on the way; see the form for one variable.</summary>
    public Variable<T> Checkpoint(Func<Variable<T>[], Variable<T>> f, params ReadOnlySpan<Variable<T>> xs)
    {
        ArgumentNullException.ThrowIfNull(f);
        return RecordCheckpoint(f, xs);
    }

    private Variable<T> RecordCheckpoint(Delegate f, ReadOnlySpan<Variable<T>> xs)
    {
        foreach (Variable<T> x in xs)
        {
            x.CheckAlive();
            if (!x.IsAliveOn(this))
            {
                throw new TapeMismatchException("checkpoint");
            }
        }

        if (checkpoints is null)
        {
            checkpoints = new CheckpointRecorder<T>();
            usedRecorders.Add(checkpoints);
        }

        Segment<T> segment = checkpoints.Place(f, xs);
        Tape<T> inside = BeginInner();
        try
        {
            Variable<T> y = segment.Run(inside);
            inside.CollectParameters(segment.Parameters);
            foreach (Parameter<T> parameter in segment.Parameters)
            {
                segment.Operands.Add(Watch(parameter).Index);
            }

            return AppendCheckpoint(inside.Node(y.Index).Shape, inside.ValueOf(y.Index), CollectionsMarshal.AsSpan(segment.Operands));
        }
        finally
        {
            EndInner();
        }
    }

    /// <summary>The inner tape, empty and for one run.</summary>
    internal Tape<T> BeginInner()
    {
        if (isInnerBusy)
        {
            throw new CheckpointException("checkpoint: a checkpointed function called Checkpoint of the tape around it; call x.Tape.Checkpoint with a variable x that it was given");
        }

        inner ??= new Tape<T> { outer = this };
        inner.Reset();
        inner.Threads = Threads;
        inner.DetectAnomalies = DetectAnomalies;
        inner.HoldsParametersConstant = HoldsParametersConstant;
        inner.ReleaseValues = true;
        isInnerBusy = true;
        return inner;
    }

    internal void EndInner() => isInnerBusy = false;

    /// <summary>A leaf that stands for a node of the tape around: its value is read there, and its gradient goes there.</summary>
    internal Variable<T> LeafOfOuter(int index)
    {
        ReadOnlySpan<T> computed = outer!.ValueOf(index);
        ref Node<T> node = ref outer.Node(index);
        NodeFlags flags = (node.Flags & NodeFlags.RequiresGradient) | NodeFlags.IsOuter;
        return computed.Length == node.Shape.Count
            ? AppendLeaf(ShapeOf(node.Shape.Lengths), node.Value, -2 - index, flags)
            : throw new System.Diagnostics.UnreachableException();
    }

    /// <summary>Makes a variable stand for a parameter from now on; gives the one that did so before, or -1.</summary>
    internal int Substitute(Parameter<T> parameter, int node)
    {
        WatchEntry watch = WatchOf(parameter);
        int before = watch.Generation == Generation ? watch.Node : -1;
        watch.Generation = node < 0 ? 0 : Generation;
        watch.Node = node;
        return before;
    }

    /// <summary>Sends a gradient from a result on an inner tape to the tape around.</summary>
    internal void SweepToOuter(Variable<T> y, ReadOnlySpan<T> upstream)
    {
        mayReachOuter = true;
        try
        {
            Backward(y, upstream);
        }
        finally
        {
            mayReachOuter = false;
        }
    }

    /// <summary>Records even where recording is off, as a derivative of what was recorded before must; gives what <see cref="RestoreRecording"/> restores.</summary>
    internal int ForceRecording()
    {
        int before = recordingOff;
        recordingOff = 0;
        return before;
    }

    internal void RestoreRecording(int before) => recordingOff = before;

    private static int OuterIndexOf(ref Node<T> node) => -2 - node.Operation;

    private void RefuseInsideCheckpoint()
    {
        if (outer is not null && !mayReachOuter)
        {
            throw new CheckpointException("Backward() was called inside a checkpointed function; call it on the result, or use Differentiate.Gradient inside");
        }
    }

    private void CollectParameters(List<Parameter<T>> parameters)
    {
        foreach ((WatchEntry watch, _) in watched)
        {
            if (!parameters.Contains(watch.Parameter))
            {
                parameters.Add(watch.Parameter);
            }
        }
    }

    private Variable<T> AppendCheckpoint(Shape result, ReadOnlySpan<T> value, ReadOnlySpan<int> inputs)
    {
        int before = Enter();
        try
        {
            ref Node<T> node = ref NextNode();
            NodeFlags flags = NodeFlags.None;
            foreach (int input in inputs)
            {
                flags |= Node(input).Flags;
            }

            Shape shape = KeepShape(node.Shape, result.Lengths, []);
            Buffer<T> kept = values.Allocate(shape.Count);
            value.CopyTo(kept.Span);
            node.Recorder = checkpoints;
            node.Shape = shape;
            node.Value = kept;
            node.AdjointSweep = 0;
            node.Operation = checkpoints!.Count;
            node.FirstOperand = Place(inputs);
            node.OperandCount = inputs.Length;
            node.Flags = IsRecording ? flags & NodeFlags.RequiresGradient : NodeFlags.None;
            if (DetectAnomalies)
            {
                Inspect(count, isDeferred: true);
            }

            checkpoints.Count++;
            operandCount += inputs.Length;
            return new Variable<T>(this, count++);
        }
        finally
        {
            Exit(before);
        }
    }
}
