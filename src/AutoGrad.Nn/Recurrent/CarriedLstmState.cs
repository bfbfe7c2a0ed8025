using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Recurrent;

/// <summary>The state of an LSTM between two windows of a long sequence, off the tape; used as <see cref="CarriedState{T}"/> is.</summary>
/// <param name="hidden">Where h is kept.</param>
/// <param name="cell">Where c is kept.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class CarriedLstmState<T>(CarriedState<T> hidden, CarriedState<T> cell) : IStateful
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>h.</summary>
    public CarriedState<T> Hidden { get; } = hidden ?? throw new ArgumentNullException(nameof(hidden));

    /// <summary>c.</summary>
    public CarriedState<T> Cell { get; } = cell ?? throw new ArgumentNullException(nameof(cell));

    /// <summary>The state as constants of a tape; the values are copied.</summary>
    public LstmState<T> On(Tape<T> tape) => new(Hidden.On(tape), Cell.On(tape));

    /// <summary>Takes a state's values over.</summary>
    /// <exception cref="ShapeException">The state has another shape.</exception>
    public void Keep(LstmState<T> state)
    {
        Hidden.Keep(state.Hidden);
        Cell.Keep(state.Cell);
    }

    /// <summary>Back to zeros, where the next sequence starts.</summary>
    public void Clear()
    {
        Hidden.Clear();
        Cell.Clear();
    }

    /// <inheritdoc/>
    public IEnumerable<StateSlot> State() => Hidden.State().Select(slot => slot.Under("hidden")).Concat(Cell.State().Select(slot => slot.Under("cell")));
}
