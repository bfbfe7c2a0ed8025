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
    /// <param name="forgetBias">
    /// What is added to the forget gates' part of every <c>bias_ih</c>. With 0 a unit keeps about half of its memory from step to
    /// step, with 1 nearly three quarters. Source: Gers et al. 2000.
    /// </param>
    /// <exception cref="ModuleException">A size is not positive, or a product of sizes too large for an array, or the forget bias not finite, or there is no bias to add it to.</exception>
    public Lstm(
        int inputs,
        int hidden,
        RandomSource random,
        int layers = 1,
        bool isBidirectional = false,
        bool isBatchFirst = false,
        bool hasBias = true,
        double forgetBias = 0)
        : base(nameof(Lstm<>), 4, inputs, hidden, random, layers, isBidirectional, isBatchFirst, hasBias)
    {
        if (!double.IsFinite(forgetBias) || (forgetBias != 0 && !hasBias))
        {
            throw new ModuleException(FormattableString.Invariant($"Lstm: the forget bias is {forgetBias}{(hasBias ? ", but must be finite" : ", but without biases there is nothing to add it to")}"));
        }

        // The rows of the gates are i, f, g, o.
        AddToInputBiases(gate: 1, forgetBias);
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
