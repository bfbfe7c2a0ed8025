using System.Numerics;

namespace AutoGrad.Nn;

/// <summary>A module that maps one variable to another.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Layer<T> : Module<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The output for an input; the first axis is the batch unless the layer says otherwise.</summary>
    public abstract Variable<T> Forward(Variable<T> x);
}
