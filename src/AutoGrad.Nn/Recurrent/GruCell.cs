using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Recurrent;

/// <summary>One step of a gated recurrent unit: h' = (1 - z) n + z h.</summary>
/// <remarks>
/// r = σ(W_ir x + b_ir + W_hr h + b_hr), z = σ(W_iz x + b_iz + W_hz h + b_hz), n = tanh(W_in x + b_in + r (W_hn h + b_hn)).
/// (N, inputs) x (N, hidden) -> (N, hidden), or without N. Parameters: <c>weight_ih</c> (3 hidden, inputs), <c>weight_hh</c>
/// (3 hidden, hidden), <c>bias_ih</c> and <c>bias_hh</c> (3 hidden), rows in the order r, z, n, uniform between -1/sqrt(hidden)
/// and 1/sqrt(hidden). Source: Cho et al. 2014.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class GruCell<T> : Module<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RecurrentWeights<T> weights;

    /// <summary>A cell with random weights.</summary>
    /// <param name="inputs">The length of an input.</param>
    /// <param name="hidden">The length of the state.</param>
    /// <param name="random">Where the weights come from.</param>
    /// <param name="hasBias">Whether the biases are there.</param>
    /// <exception cref="ModuleException">A size is not positive, or a product of sizes too large for an array.</exception>
    public GruCell(int inputs, int hidden, RandomSource random, bool hasBias = true)
        => weights = new RecurrentWeights<T>(nameof(GruCell<>), Add, "", inputs, hidden, 3, random, hasBias);

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
        return RecurrentSteps.Gru(weights, weights.Project(x, withStateBias: false), hidden);
    }

    /// <summary>The cell with its sizes.</summary>
    public override string ToString() => $"gru cell({weights.Inputs} -> {weights.Hidden})";
}
