using System.Globalization;
using System.Numerics;

namespace AutoGrad.Nn.Layers;

/// <summary>Layers one after the other, named 0, 1, 2, ... </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public class Sequential<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Layer<T>[] layers;

    /// <summary>The layers in the order in which they are applied.</summary>
    /// <exception cref="ModuleException">There is none.</exception>
    public Sequential(params ReadOnlySpan<Layer<T>> layers)
    {
        if (layers.IsEmpty)
        {
            throw new ModuleException("Sequential: there is no layer");
        }

        this.layers = layers.ToArray();
        for (int i = 0; i < layers.Length; i++)
        {
            Add(i.ToString(CultureInfo.InvariantCulture), layers[i]);
        }
    }

    /// <summary>The layers.</summary>
    public IReadOnlyList<Layer<T>> Layers => layers;

    /// <inheritdoc/>
    public override Variable<T> Forward(Variable<T> x)
    {
        foreach (Layer<T> layer in layers)
        {
            x = layer.Forward(x);
        }

        return x;
    }

    /// <summary>The layers, joined by arrows.</summary>
    public override string ToString() => string.Join(" -> ", (object[])layers);
}
