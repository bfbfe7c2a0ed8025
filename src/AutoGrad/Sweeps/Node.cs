using System.Numerics;
using AutoGrad.Memory;

namespace AutoGrad.Sweeps;

[Flags]
internal enum NodeFlags
{
    None = 0,

    /// <summary>A gradient flows to or through this node.</summary>
    RequiresGradient = 1,

    /// <summary>The value is not computed yet: it is when somebody reads it.</summary>
    Deferred = 2,

    /// <summary>A leaf whose adjoint holds what earlier sweeps left.</summary>
    HasGradient = 4,

    /// <summary>An intermediate result whose gradient the user asked to keep.</summary>
    KeepsGradient = 8,

    /// <summary>The adjoint has memory; without this flag, what stands there is left over from an earlier round.</summary>
    HasAdjoint = 16,

    /// <summary>The gradient is shown to hooks once it is complete.</summary>
    HasHook = 32,

    /// <summary>A leaf of a checkpointed function: its gradient is that of a node of the tape around it.</summary>
    IsOuter = 64,

    /// <summary>All elements of the adjoint are the same number, and its memory holds that one.</summary>
    IsUniform = 128,

    /// <summary>The value was released by a sweep.</summary>
    IsReleased = 256,

    /// <summary>Another node, as a reshape of this one, reads the value's memory.</summary>
    IsShared = 512,
}

/// <summary>One record of the tape: an operation applied to earlier nodes, or a leaf.</summary>
/// <remarks>
/// A place is written again each round, mostly with the same references as the round before. They are compared first and written
/// where they differ: a reference that goes to the heap costs a call into the collector.
/// </remarks>
internal struct Node<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The engine's side of the operation; null for a leaf.</summary>
    public Recorder<T>? Recorder;

    public Shape Shape;
    public Buffer<T> Value;
    public Buffer<T> Adjoint;

    /// <summary>The number of this node's operation in its recorder; for a leaf, that of its parameter among the tape's, or -1, or if it stands for node n of the tape around, -2 - n.</summary>
    public int Operation;

    /// <summary>Where this node's operands stand in the tape's list of operands, and how many there are.</summary>
    public int FirstOperand;
    public int OperandCount;

    /// <summary>The sweep that wrote <see cref="Adjoint"/> last.</summary>
    public int AdjointSweep;

    public NodeFlags Flags;

    public readonly bool RequiresGradient => (Flags & NodeFlags.RequiresGradient) != 0;
}
