using System.Globalization;
using System.Numerics;
using AutoGrad.Nn.Initializers;

namespace AutoGrad.Nn.Layers;

/// <summary>Fully connected layers with an activation between them: a(... a(x W0^T + b0) ...) Wout^T + bout.</summary>
/// <remarks>
/// (..., first size) -> (..., last size). The last layer is linear unless an activation for it is given: a cross-entropy from
/// logits wants none. Parameters: <c>hidden.0.weight</c>, <c>hidden.0.bias</c>, <c>hidden.1.weight</c>, ...,
/// <c>output.weight</c>, <c>output.bias</c>, each as in <see cref="Linear{T}"/>.
/// </remarks>
/// <example><code>var model = new MultilayerPerceptron&lt;float&gt;([64, 128, 10], random);</code></example>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class MultilayerPerceptron<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Layer<T> activation;
    private readonly Layer<T>? outputActivation;
    private readonly Linear<T>[] hidden;

    /// <summary>A network with random weights.</summary>
    /// <param name="sizes">The number of inputs, of units in each hidden layer, and of outputs.</param>
    /// <param name="random">Where the weights come from.</param>
    /// <param name="activation">What follows each hidden layer; tanh unless given.</param>
    /// <param name="outputActivation">What follows the last layer; nothing unless given.</param>
    /// <param name="hasBias">Whether the layers have biases.</param>
    /// <param name="weight">How weights are filled; as in <see cref="Linear{T}"/> unless given.</param>
    /// <param name="bias">How biases are filled; as in <see cref="Linear{T}"/> unless given.</param>
    /// <exception cref="ModuleException">There are fewer than two sizes, or one is not positive.</exception>
    public MultilayerPerceptron(
        ReadOnlySpan<int> sizes,
        RandomSource random,
        Activation<T>? activation = null,
        Activation<T>? outputActivation = null,
        bool hasBias = true,
        Initializer<T>? weight = null,
        Initializer<T>? bias = null)
    {
        if (sizes.Length < 2 || sizes.ContainsAnyInRange(int.MinValue, 0))
        {
            throw new ModuleException(
                $"MultilayerPerceptron: the sizes are [{string.Join(", ", sizes.ToArray())}]; there must be at least the number of inputs and that of outputs, all positive");
        }

        this.activation = activation ?? Activation<T>.Tanh;
        this.outputActivation = outputActivation;
        hidden = new Linear<T>[sizes.Length - 2];
        for (int i = 0; i < hidden.Length; i++)
        {
            hidden[i] = new Linear<T>(sizes[i], sizes[i + 1], random, hasBias, weight, bias);
        }

        if (hidden.Length > 0)
        {
            Add("hidden", new LayerList(hidden));
        }

        Output = Add("output", new Linear<T>(sizes[^2], sizes[^1], random, hasBias, weight, bias));
    }

    /// <summary>The hidden layers, without their activations.</summary>
    public IReadOnlyList<Linear<T>> Hidden => hidden;

    /// <summary>The last layer, without its activation.</summary>
    public Linear<T> Output { get; }

    /// <inheritdoc/>
    public override int? InputLength => (hidden.Length > 0 ? hidden[0] : Output).Inputs;

    /// <inheritdoc/>
    public override int? OutputLengthFor(int? inputLength) => outputActivation is null ? Output.Outputs : outputActivation.OutputLengthFor(Output.Outputs);

    /// <inheritdoc/>
    /// <exception cref="AutoGrad.Errors.ShapeException">The last axis of the input has another length.</exception>
    public override Variable<T> Forward(Variable<T> x)
    {
        using Tape<T>.NamedScope scope = Scope(x.Tape);
        foreach (Linear<T> layer in hidden)
        {
            x = activation.Forward(layer.Forward(x));
        }

        x = Output.Forward(x);
        return outputActivation is null ? x : outputActivation.Forward(x);
    }

    /// <summary>The sizes and the activation.</summary>
    public override string ToString() =>
        $"perceptron({string.Join("-", hidden.Append(Output).Select(layer => layer.Inputs).Append(Output.Outputs))}, {activation}{(outputActivation is null ? "" : $", {outputActivation}")})";

    /// <summary>The level <c>hidden</c> of the names.</summary>
    private sealed class LayerList : Module<T>
    {
        public LayerList(Linear<T>[] layers)
        {
            for (int i = 0; i < layers.Length; i++)
            {
                Add(i.ToString(CultureInfo.InvariantCulture), layers[i]);
            }
        }
    }
}
