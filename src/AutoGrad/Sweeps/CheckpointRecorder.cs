using System.Numerics;
using AutoGrad.Memory;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>Sends gradients back through checkpointed functions, by computing them again.</summary>
internal sealed class CheckpointRecorder<T>() : Recorder<T>(new OperationInfo<int>("checkpoint", -1))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<Segment<T>> segments = [];

    /// <summary>Prepares the segment behind those that count.</summary>
    public Segment<T> Place(Delegate f, ReadOnlySpan<Variable<T>> xs)
    {
        if (segments.Count == Count)
        {
            segments.Add(new Segment<T>());
        }

        segments[Count].Start(f, xs);
        return segments[Count];
    }

    public override void Evaluate(Tape<T> tape, int node, Span<T> destination, bool accumulate) =>
        throw new NotSupportedException("checkpoint: its value is computed when it is recorded");

    /// <summary>All operands are served by one inner sweep, when the first of them is asked for; its leaves send their gradients straight to them.</summary>
    /// <remarks>So contributions arrive in the order in which they would without a checkpoint, and sums have the same bits.</remarks>
    public override void Pull(Tape<T> tape, int node, int operand)
    {
        ReadOnlySpan<int> operands = tape.OperandsOf(node);
        for (int k = 0; k < operand; k++)
        {
            if (tape.Node(operands[k]).RequiresGradient)
            {
                return;
            }
        }

        Tape<T> inner = tape.BeginInner();
        try
        {
            Variable<T> y = Run(tape, node, inner);
            if (y.RequiresGradient)
            {
                inner.SweepToOuter(y, tape.Node(node).Adjoint.Span);
            }
        }
        finally
        {
            tape.EndInner();
        }
    }

    public override Variable<T> Contribution(Tape<T> tape, int node, int operand, Variable<T> upstream, bool isTangent) =>
        SegmentOf(tape, node).GradientsOn(tape, node, upstream)[operand];

    public override Variable<T> Tangent(Tape<T> tape, int node, ReadOnlySpan<Variable<T>> tangents) =>
        SegmentOf(tape, node).TangentOn(tape, node, tangents);

    public override void Push(Tape<T> tape, int node, ReadOnlySpan<Buffer<T>> tangents, int first, Span<T> destination, bool accumulate)
    {
        Segment<T> segment = SegmentOf(tape, node);
        Tape<T> inner = tape.BeginInner();
        try
        {
            Variable<T> y = Run(tape, node, inner);
            var moving = new List<Variable<T>>();
            var along = new List<Variable<T>>();
            for (int k = 0; k < segment.Operands.Count; k++)
            {
                int input = segment.Operands[k];
                Variable<T> leaf = segment.StandIns[k];
                if (input >= first && tangents[input - first].IsAllocated && leaf.RequiresGradient)
                {
                    moving.Add(leaf);
                    along.Add(inner.Alias(leaf.Shape, tangents[input - first]));
                }
            }

            var tangent = new T[destination.Length];
            if (moving.Count > 0)
            {
                ForwardSweep.Evaluate(y, moving.ToArray(), along.ToArray(), tangent);
            }

            if (accumulate)
            {
                BinaryLoop.Evaluate(new Add(), destination, tangent, destination, accumulate: false);
            }
            else
            {
                tangent.CopyTo(destination);
            }
        }
        finally
        {
            tape.EndInner();
        }
    }

    /// <summary>The function recorded again is kept for the next sweep, so that it must not be in scratch.</summary>
    public override bool HasLocalGradients => false;

    public override string Describe(int operation) => Info.Name;

    private Segment<T> SegmentOf(Tape<T> tape, int node) => segments[tape.Node(node).Operation];

    /// <summary>Computes the function again on the inner tape, and sees that it is the same.</summary>
    private Variable<T> Run(Tape<T> tape, int node, Tape<T> inner)
    {
        Variable<T> y = SegmentOf(tape, node).Run(inner);
        Segment<T>.RequireSame(inner.ValueOf(y.Index), tape.Node(node).Value.Span);
        return y;
    }
}
