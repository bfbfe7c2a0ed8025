using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad;

public readonly partial struct Variable<T>
{
    /// <summary>Moves the elements of one axis along by a number of places; what leaves at one end comes in at the other: y_i = x_(i - by mod n).</summary>
    /// <exception cref="AxisException">There is no such axis.</exception>
    public Variable<T> Roll(int by, int axis)
    {
        Shape shape = Shape;
        int along = shape.Axis(axis, "roll");
        int length = (int)shape.Lengths[along];
        int forward = length == 0 ? 0 : ((by % length) + length) % length;
        return forward == 0
            ? this
            : Concatenate([Apply(new Slice(along, length - forward, forward, 1)), Apply(new Slice(along, 0, length - forward, 1))], along);
    }
}
