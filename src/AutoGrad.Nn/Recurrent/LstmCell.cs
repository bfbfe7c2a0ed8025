using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Recurrent;

/// <summary>One step of a long short-term memory: c' = σ(f) c + σ(i) tanh(g), h' = σ(o) tanh(c').</summary>
/// <remarks>
/// i, f, g and o are the quarters, in this order, of W_ih x + b_ih + W_hh h + b_hh. (N, inputs) and a state of twice
/// (N, hidden) -> the next state, or without N. Parameters: <c>weight_ih</c> (4 hidden, inputs), <c>weight_hh</c>
/// (4 hidden, hidden), <c>bias_ih</c> and <c>bias_hh</c> (4 hidden), uniform between -1/sqrt(hidden) and 1/sqrt(hidden).
/// Sources: Hochreiter, Schmidhuber 1997; Gers et al. 2000.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class LstmCell<T> : Module<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RecurrentWeights<T> weights;

    /// <summary>A cell with random weights.</summary>
    /// <param name="inputs">The length of an input.</param>
    /// <param name="hidden">The length of the state.</param>
    /// <param name="random">Where the weights come from.</param>
    /// <param name="hasBias">Whether the biases are there.</param>
    /// <exception cref="ModuleException">A size is not positive, or a product of sizes too large for an array.</exception>
    public LstmCell(int inputs, int hidden, RandomSource random, bool hasBias = true)
        => weights = new RecurrentWeights<T>(nameof(LstmCell<>), Add, "", inputs, hidden, 4, random, hasBias);

    /// <summary>The state after one input.</summary>
    /// <param name="x">(N, inputs) or (inputs).</param>
    /// <param name="state">Twice (N, hidden) or (hidden); zeros unless given.</param>
    /// <exception cref="ShapeException">A shape is another one.</exception>
    public LstmState<T> Forward(Variable<T> x, LstmState<T> state = default)
    {
        using Tape<T>.NamedScope scope = Scope(x.Tape);
        weights.CheckCellInput(x);
        if (x.Rank == 1)
        {
            LstmState<T> alone = new(
                weights.StateOrZero(state.Hidden, x.Tape, "the hidden state", weights.Hidden).ExpandAxes(0),
                weights.StateOrZero(state.Cell, x.Tape, "the cell state", weights.Hidden).ExpandAxes(0));
            alone = Forward(x.ExpandAxes(0), alone);
            return new(alone.Hidden.SqueezeAxes(0), alone.Cell.SqueezeAxes(0));
        }

        nint samples = x.Shape[0];
        state = new(
            weights.StateOrZero(state.Hidden, x.Tape, "the hidden state", samples, weights.Hidden),
            weights.StateOrZero(state.Cell, x.Tape, "the cell state", samples, weights.Hidden));
        return RecurrentSteps.Lstm(weights, weights.Project(x, withStateBias: true), state);
    }

    /// <summary>The cell with its sizes.</summary>
    public override string ToString() => $"lstm cell({weights.Inputs} -> {weights.Hidden})";
}
