namespace AutoGrad.Drawing;

/// <summary>A node of a drawn graph: a leaf, or an operation with its result.</summary>
public sealed class GraphNode
{
    internal GraphNode()
    {
    }

    /// <summary>The place of the node in <see cref="Graph.Nodes"/>; operands have smaller numbers.</summary>
    public int Id { get; internal init; }

    /// <summary>What the node stands for.</summary>
    public GraphNodeKind Kind { get; internal init; }

    /// <summary>The operation with its constants, such as <c>clamp(-1, 1)</c>; for a leaf <c>variable</c>, <c>parameter</c> or <c>constant</c>.</summary>
    public string Operation { get; internal init; } = "";

    /// <summary>The name that the node was given; <c>null</c> where there is none.</summary>
    public string? Name { get; internal init; }

    /// <summary>What tells the node from all others: its name, with its number where another node has that name too; else <c>#</c> and its number.</summary>
    public string Label { get; internal init; } = "";

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape => Value.Shape;

    /// <summary>The value.</summary>
    public GraphTensor Value { get; internal init; } = null!;

    /// <summary>The gradient; <c>null</c> where there was no backward pass, the node is a constant, or the gradient was not kept.</summary>
    public GraphTensor? Gradient { get; internal init; }

    /// <summary>Whether a gradient flows to the node in a reverse sweep, kept or not.</summary>
    public bool RequiresGradient { get; internal init; }

    /// <summary>What the operation reads, in the order of its operands; one operand may be there twice.</summary>
    public IReadOnlyList<GraphOperand> Operands { get; internal init; } = [];

    /// <summary>The operation as a formula: in the labels of the nodes for elementwise operations, in letters of its own for others; empty for a leaf.</summary>
    public string Formula { get; internal init; } = "";

    /// <summary>The line that recorded the node; <c>null</c> unless the tape kept sources.</summary>
    public GraphSource? Source { get; internal init; }

    /// <summary>The innermost box that the node is in; <c>null</c> where it is in none.</summary>
    public GraphScope? Scope { get; internal init; }

    /// <summary>Whether a number of the value or of the gradient is NaN or infinite.</summary>
    public bool HasNonFinite => Value.HasNonFinite || Gradient is { HasNonFinite: true };

    /// <summary>The label and the operation.</summary>
    public override string ToString() => $"{Label} = {Operation} {Shape}";
}
