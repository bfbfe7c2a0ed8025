using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Recurrent;

/// <summary>A network of long short-term memory units.</summary>
/// <remarks>Shapes, names and truncation as in <see cref="RecurrentLayer{T}"/>, the step as in <see cref="LstmCell{T}"/>.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Lstm<T> : RecurrentLayer<T>
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
    /// <exception cref="ModuleException">A size is not positive.</exception>
    public Lstm(int inputs, int hidden, RandomSource random, int layers = 1, bool isBidirectional = false, bool isBatchFirst = false, bool hasBias = true)
        : base(nameof(Lstm<>), 4, inputs, hidden, random, layers, isBidirectional, isBatchFirst, hasBias)
    {
    }

    /// <summary>The hidden states of the last layer at every step, and the states of all layers after the last step.</summary>
    /// <param name="x">The sequence.</param>
    /// <param name="state">The state before the first step; zeros unless given.</param>
    /// <exception cref="ShapeException">A shape is another one.</exception>
    public (Variable<T> Output, LstmState<T> State) Forward(Variable<T> x, LstmState<T> state = default) => Run(x, state);

    /// <summary>A state of zeros that is carried from window to window.</summary>
    /// <exception cref="ModuleException">The number of samples is not positive.</exception>
    public CarriedLstmState<T> NewState(int samples) => new(ZeroState(samples), ZeroState(samples));

    private protected override bool HasCell => true;

    private protected override LstmState<T> Step(RecurrentWeights<T> weights, Variable<T> projected, LstmState<T> state)
        => RecurrentSteps.Lstm(weights, projected, state);
}
