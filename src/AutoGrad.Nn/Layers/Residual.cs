using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Layers;

/// <summary>What a layer adds to its input: y = x + f(x).</summary>
/// <remarks>(...) -> (...). The inner layer is named <c>inner</c>. Source: He et al. 2016.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Residual<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Adds its input to a layer's output.</summary>
    /// <exception cref="ModuleException">The layer's output is as long as its input never is.</exception>
    public Residual(Layer<T> inner)
    {
        Inner = Add("inner", inner);
        if (inner.InputLength is { } from && inner.OutputLengthFor(from) is { } to && from != to)
        {
            throw new ModuleException($"Residual: {inner} makes {to} numbers of {from}; to be added, both must be equally many");
        }
    }

    /// <summary>Adds its input to the output of layers one after the other.</summary>
    /// <exception cref="ModuleException">There is none, or they do not fit.</exception>
    public Residual(params ReadOnlySpan<Layer<T>> layers)
        : this(new Sequential<T>(layers))
    {
    }

    /// <summary>f.</summary>
    public Layer<T> Inner { get; }

    /// <inheritdoc/>
    public override int? InputLength => Inner.InputLength;

    /// <inheritdoc/>
    public override int? OutputLengthFor(int? inputLength) => inputLength ?? InputLength;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">f gives another shape than that of its input.</exception>
    public override Variable<T> Forward(Variable<T> x)
    {
        using Tape<T>.NamedScope scope = Scope(x.Tape);
        Variable<T> change = Inner.Forward(x);
        return change.Shape == x.Shape
            ? x + change
            : throw new ShapeException($"Residual: {Inner} makes {change.Shape} of {x.Shape}; to be added, both must have one shape");
    }

    /// <summary>The inner layer, added to x.</summary>
    public override string ToString() => $"x + ({Inner})";
}
