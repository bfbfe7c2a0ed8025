using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Recurrent;

/// <summary>A network of gated recurrent units.</summary>
/// <remarks>Shapes, names and truncation as in <see cref="RecurrentLayer{T}"/>, the step as in <see cref="GruCell{T}"/>.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Gru<T> : RecurrentLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A network with random weights.</summary>
    /// <param name="inputs">The length of an input.</param>
    /// <param name="hidden">The length of the state.</param>
    /// <param name="random">Where the weights come from.</param>
    /// <param name="layers">The number of layers; each reads the states of the one before.</param>
    /// <param name="isBidirectional">Whether a second direction reads from the end.</param>
    /// <param name="isBatchFirst">Whether the batch is the first axis, and time the second.</param>
    /// <param name="hasBias">Whether the biases are there.</param>
    /// <exception cref="ModuleException">A size is not positive, or a product of sizes too large for an array.</exception>
    public Gru(int inputs, int hidden, RandomSource random, int layers = 1, bool isBidirectional = false, bool isBatchFirst = false, bool hasBias = true)
        : base(nameof(Gru<>), 3, inputs, hidden, random, layers, isBidirectional, isBatchFirst, hasBias)
    {
    }

    /// <summary>The states of the last layer at every step, and those of all layers after the last step.</summary>
    /// <param name="x">The sequence.</param>
    /// <param name="state">The state before the first step; zeros unless given.</param>
    /// <exception cref="ShapeException">A shape is another one.</exception>
    public (Variable<T> Output, Variable<T> State) Forward(Variable<T> x, Variable<T> state = default)
    {
        (Variable<T> output, LstmState<T> last) = Run(x, new(state, default));
        return (output, last.Hidden);
    }

    /// <summary>A state of zeros that is carried from window to window.</summary>
    /// <exception cref="ModuleException">The number of samples is not positive.</exception>
    public CarriedState<T> NewState(int samples) => ZeroState(samples);

    /// <summary>b_hn stands inside the product with r, so the biases are added in two places.</summary>
    private protected override bool ProjectsStateBias => false;

    private protected override LstmState<T> Step(RecurrentWeights<T> weights, Variable<T> projected, LstmState<T> state)
        => new(RecurrentSteps.Gru(weights, projected, state.Hidden), default);
}
