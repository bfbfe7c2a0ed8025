using System.Numerics;

namespace AutoGrad.Nn.Recurrent;

/// <summary>What an LSTM remembers: its hidden state, which is also its output, and the cell behind it.</summary>
/// <param name="Hidden">h.</param>
/// <param name="Cell">c, of the same shape.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly record struct LstmState<T>(Variable<T> Hidden, Variable<T> Cell)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The same values as constants, through which no gradient flows: where back-propagation through time is to end, on one tape.</summary>
    public LstmState<T> Detach() => new(Hidden.StopGradient(), Cell.StopGradient());
}
