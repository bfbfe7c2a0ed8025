using System.Numerics;

namespace AutoGrad.Nn;

/// <summary>A module that maps one variable to another.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Layer<T> : Module<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The length that the last axis of an input must have; <c>null</c> where any will do.</summary>
    public virtual int? InputLength => null;

    /// <summary>The output for an input; the first axis is the batch unless the layer says otherwise.</summary>
    public abstract Variable<T> Forward(Variable<T> x);

    /// <summary>
    /// The length of the output's last axis where that of the input's is known or does not matter, and <c>null</c> where it
    /// cannot be told. With it, layers that do not fit one another are refused where they are put together.
    /// </summary>
    /// <param name="inputLength">The length of the input's last axis; <c>null</c> where it cannot be told.</param>
    public virtual int? OutputLengthFor(int? inputLength) => null;
}
