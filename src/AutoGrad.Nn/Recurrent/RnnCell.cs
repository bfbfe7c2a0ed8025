using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Recurrent;

/// <summary>One step of a plain recurrent unit: h' = f(W_ih x + b_ih + W_hh h + b_hh).</summary>
/// <remarks>
/// (N, inputs) x (N, hidden) -> (N, hidden), or without N. Parameters: <c>weight_ih</c> (hidden, inputs), <c>weight_hh</c>
/// (hidden, hidden), <c>bias_ih</c> and <c>bias_hh</c> (hidden), uniform between -1/sqrt(hidden) and 1/sqrt(hidden). Source: Elman 1990.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class RnnCell<T> : Module<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RecurrentWeights<T> weights;
    private readonly RnnNonlinearity nonlinearity;

    /// <summary>A cell with random weights.</summary>
    /// <param name="inputs">The length of an input.</param>
    /// <param name="hidden">The length of the state.</param>
    /// <param name="random">Where the weights come from.</param>
    /// <param name="nonlinearity">f.</param>
    /// <param name="hasBias">Whether the biases are there.</param>
    /// <exception cref="ModuleException">A size is not positive, or a product of sizes too large for an array.</exception>
    public RnnCell(int inputs, int hidden, RandomSource random, RnnNonlinearity nonlinearity = RnnNonlinearity.Tanh, bool hasBias = true)
    {
        weights = new RecurrentWeights<T>(nameof(RnnCell<>), Add, "", inputs, hidden, 1, random, hasBias);
        this.nonlinearity = nonlinearity;
    }

    /// <summary>The state after one input.</summary>
    /// <param name="x">(N, inputs) or (inputs).</param>
    /// <param name="hidden">(N, hidden) or (hidden); zeros unless given.</param>
    /// <exception cref="ShapeException">A shape is another one.</exception>
    public Variable<T> Forward(Variable<T> x, Variable<T> hidden = default)
    {
        using Tape<T>.NamedScope scope = Scope(x.Tape);
        weights.CheckCellInput(x);
        if (x.Rank == 1)
        {
            return Forward(x.ExpandAxes(0), weights.StateOrZero(hidden, x.Tape, "the state", weights.Hidden).ExpandAxes(0)).SqueezeAxes(0);
        }

        hidden = weights.StateOrZero(hidden, x.Tape, "the state", x.Shape[0], weights.Hidden);
        return RecurrentSteps.Rnn(weights, weights.Project(x, withStateBias: true), hidden, nonlinearity);
    }

    /// <summary>The cell with its sizes.</summary>
    public override string ToString() => $"rnn cell({weights.Inputs} -> {weights.Hidden})";
}
