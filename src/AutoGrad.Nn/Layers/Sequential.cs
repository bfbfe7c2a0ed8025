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
    /// <exception cref="ModuleException">There is none, one is null, or one takes another number of inputs than the one before it gives.</exception>
    public Sequential(params ReadOnlySpan<Layer<T>> layers)
    {
        if (layers.IsEmpty)
        {
            throw new ModuleException("Sequential: there is no layer");
        }

        this.layers = layers.ToArray();
        for (int i = 0; i < layers.Length; i++)
        {
            if (layers[i] is null)
            {
                throw new ModuleException($"Sequential: layer {i} of {layers.Length} is null");
            }

            Add(i.ToString(CultureInfo.InvariantCulture), layers[i]);
        }

        int? length = layers[0].OutputLengthFor(layers[0].InputLength);
        for (int i = 1; i < layers.Length; i++)
        {
            if (length is { } given && layers[i].InputLength is { } taken && given != taken)
            {
                throw new ModuleException($"Sequential: layer {i}, {layers[i]}, takes {taken} numbers, but layer {i - 1}, {layers[i - 1]}, gives {given}");
            }

            length = layers[i].OutputLengthFor(layers[i].InputLength ?? length);
        }
    }

    /// <summary>The layers.</summary>
    public IReadOnlyList<Layer<T>> Layers => layers;

    /// <inheritdoc/>
    public override int? InputLength => layers[0].InputLength;

    /// <inheritdoc/>
    public override int? OutputLengthFor(int? inputLength)
    {
        foreach (Layer<T> layer in layers)
        {
            inputLength = layer.OutputLengthFor(layer.InputLength ?? inputLength);
        }

        return inputLength;
    }

    /// <inheritdoc/>
    public override Variable<T> Forward(Variable<T> x)
    {
        using Tape<T>.NamedScope scope = Scope(x.Tape);
        foreach (Layer<T> layer in layers)
        {
            // On behalf of layers that open none themselves; for those that do it is the same one.
            using Tape<T>.NamedScope inside = layer.Scope(x.Tape);
            x = layer.Forward(x);
        }

        return x;
    }

    /// <summary>The layers, joined by arrows.</summary>
    public override string ToString() => string.Join(" -> ", (object[])layers);
}
