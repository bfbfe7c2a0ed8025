using System.Numerics;

namespace AutoGrad.Nn.Recurrent;

/// <summary>One step of each kind of recurrent unit, from the projected input: what cells and layers share.</summary>
internal static class RecurrentSteps
{
    /// <summary>h' = f(p + W_hh h), with both biases in p.</summary>
    public static Variable<T> Rnn<T>(RecurrentWeights<T> weights, Variable<T> projected, Variable<T> h, RnnNonlinearity function)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> net = projected + weights.Recur(h);
        return function == RnnNonlinearity.Tanh ? net.Tanh() : net.Relu();
    }

    /// <summary>c' = σ(f) c + σ(i) tanh(g), h' = σ(o) tanh(c'), with i, f, g, o the quarters of p + W_hh h and both biases in p.</summary>
    public static LstmState<T> Lstm<T>(RecurrentWeights<T> weights, Variable<T> projected, LstmState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> gates = projected + weights.Recur(state.Hidden);
        int hidden = weights.Hidden;
        Variable<T> input = Gate(gates, 0, hidden).Sigmoid();
        Variable<T> forget = Gate(gates, 1, hidden).Sigmoid();
        Variable<T> candidate = Gate(gates, 2, hidden).Tanh();
        Variable<T> output = Gate(gates, 3, hidden).Sigmoid();
        Variable<T> cell = (forget * state.Cell) + (input * candidate);
        return new LstmState<T>(output * cell.Tanh(), cell);
    }

    /// <summary>n = tanh(p_n + r (W_hn h + b_hn)), h' = (1 - z) n + z h = n + z (h - n), with r and z the sigmoids of the first thirds; b_ih alone in p.</summary>
    public static Variable<T> Gru<T>(RecurrentWeights<T> weights, Variable<T> projected, Variable<T> h)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> ofState = weights.Recur(h);
        ofState = weights.StateBias is null ? ofState : ofState + weights.StateBias;
        int hidden = weights.Hidden;
        Variable<T> gates = (projected.Slice(-1, 0, 2 * hidden) + ofState.Slice(-1, 0, 2 * hidden)).Sigmoid();
        Variable<T> reset = Gate(gates, 0, hidden);
        Variable<T> update = Gate(gates, 1, hidden);
        Variable<T> candidate = (Gate(projected, 2, hidden) + (reset * Gate(ofState, 2, hidden))).Tanh();
        return candidate + (update * (h - candidate));
    }

    private static Variable<T> Gate<T>(Variable<T> gates, int number, int hidden)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => gates.Slice(-1, number * hidden, (number + 1) * hidden);
}
