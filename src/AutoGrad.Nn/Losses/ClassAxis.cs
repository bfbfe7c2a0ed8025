using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Losses;

/// <summary>Where the classes lie in scores (N, C, d...): outer samples, C classes, inner positions. A vector (C) is one sample.</summary>
internal readonly ref struct ClassAxis
{
    private readonly ReadOnlySpan<nint> lengths;

    /// <summary>Reads the shape of scores.</summary>
    /// <exception cref="ShapeException">There is no axis of classes, or there are no classes.</exception>
    public ClassAxis(Shape shape, string loss)
    {
        lengths = shape.Lengths;
        if (lengths.IsEmpty)
        {
            throw new ShapeException($"{loss}: the scores are a single number; they must be (N, C), (N, C, ...) or (C)");
        }

        Axis = lengths.Length > 1 ? 1 : 0;
        Outer = Axis == 1 ? (int)lengths[0] : 1;
        Classes = (int)lengths[Axis];
        Inner = 1;
        for (int axis = Axis + 1; axis < lengths.Length; axis++)
        {
            Inner *= (int)lengths[axis];
        }

        if (Classes == 0)
        {
            throw new ShapeException($"{loss}: scores {shape} have no classes along axis {Axis}");
        }
    }

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; }

    /// <summary>Positions before the axis of classes.</summary>
    public int Outer { get; }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>Positions behind the axis of classes.</summary>
    public int Inner { get; }

    /// <summary>The number of positions that have a label.</summary>
    public int Positions => Outer * Inner;

    /// <summary>The place of a class of a position among all scores.</summary>
    public int PlaceOf(int position, int label) => ((((position / Inner) * Classes) + label) * Inner) + (position % Inner);

    /// <summary>Refuses labels that are not one for each position, or no class; ignored ones count.</summary>
    /// <exception cref="ShapeException">So it is.</exception>
    public void CheckLabels(ReadOnlySpan<int> labels, int? ignored, Shape shape, string loss)
    {
        if (labels.Length != Positions)
        {
            throw new ShapeException($"{loss}: {labels.Length} labels for scores {shape}, which take {Positions}, one for each position but the classes' axis {Axis}");
        }

        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)Classes && labels[i] != ignored)
            {
                throw new ShapeException($"{loss}: label {labels[i]} at position {i} is no class of scores {shape}; labels must be from 0 to {Classes - 1}{(ignored is { } i2 ? $", or {i2} to be ignored" : "")}");
            }
        }
    }

    /// <summary>Refuses class weights that are not one for each class, negative or not finite.</summary>
    /// <exception cref="ShapeException">There are more or fewer.</exception>
    /// <exception cref="ModuleException">One is negative or not finite.</exception>
    public void CheckWeights<T>(ReadOnlySpan<T> weights, Shape shape, string loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!weights.IsEmpty && weights.Length != Classes)
        {
            throw new ShapeException($"{loss}: {weights.Length} class weights for the {Classes} classes of scores {shape}");
        }

        for (int c = 0; c < weights.Length; c++)
        {
            if (!(weights[c] >= T.Zero && T.IsFinite(weights[c])))
            {
                throw new ModuleException(FormattableString.Invariant($"{loss}: the weight of class {c} is {weights[c]}, but must be finite and not negative; 0 leaves a class out"));
            }
        }
    }

    /// <summary>The shape without the axis of classes, as one loss a position has it.</summary>
    public nint[] PositionLengths()
    {
        nint[] result = new nint[lengths.Length - 1];
        lengths[..Axis].CopyTo(result);
        lengths[(Axis + 1)..].CopyTo(result.AsSpan(Axis));
        return result;
    }
}
