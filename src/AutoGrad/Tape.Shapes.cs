using AutoGrad.Operations;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <content>The shapes of results, as one object for each so that a warm loop makes none.</content>
public sealed partial class Tape<T>
{
    private Shape[] shapes = new Shape[4];
    private readonly ShapeTable knownShapes = new();

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

    /// <summary>A shape object of the given lengths: the one that stood at this place in the last round, an operand's, or one met before.</summary>
    private Shape KeepShape(Shape? last, ReadOnlySpan<nint> lengths, ReadOnlySpan<Shape> given)
    {
        if (last is not null && last.Lengths.SequenceEqual(lengths))
        {
            return last;
        }

        foreach (Shape shape in given)
        {
            if (shape.Lengths.SequenceEqual(lengths))
            {
                return shape;
            }
        }

        return knownShapes.Of(lengths);
    }
}
