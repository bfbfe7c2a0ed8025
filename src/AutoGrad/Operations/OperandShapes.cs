using AutoGrad.Errors;

namespace AutoGrad.Operations;

/// <summary>The shapes of an operation's operands, as its shape rule sees them.</summary>
public readonly ref struct OperandShapes
{
    private readonly ReadOnlySpan<Shape> shapes;
    private readonly string operation;

    internal OperandShapes(string operation, ReadOnlySpan<Shape> shapes)
    {
        this.operation = operation;
        this.shapes = shapes;
    }

    /// <summary>The number of operands.</summary>
    public int Count => shapes.Length;

    /// <summary>The shape of one operand.</summary>
    public Shape this[int operand] => shapes[operand];

    /// <summary>The same shapes, under the name of a user's function.</summary>
    internal OperandShapes Named(string name) => new(name, shapes);

    /// <summary>The error for operands that do not fit: <c>matmul: (2, 3) x (4, 5): </c> and the reason.</summary>
    public ShapeException Error(string reason)
    {
        string list = string.Join(" x ", shapes.ToArray().Select(shape => shape.ToString()));
        return new ShapeException($"{operation}: {list}: {reason}");
    }
}
