using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Recurrent;

/// <summary>The state of a recurrent network between two windows of a long sequence, off the tape.</summary>
/// <remarks>A window starts with <see cref="On"/>, which gives a constant, so that gradients end at its border; <see cref="Keep"/> takes its last state over before the tape is reset.</remarks>
/// <example><code>
/// CarriedState&lt;float&gt; carried = rnn.NewState(samples);
/// foreach (window)
/// {
///     (Variable&lt;float&gt; y, Variable&lt;float&gt; state) = rnn.Forward(x, carried.On(tape));
///     loss(y).Backward();
///     optimizer.Step();
///     carried.Keep(state);
///     tape.Reset();
/// }
/// </code></example>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class CarriedState<T> : IStateful
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] values;

    /// <summary>Zeros of a shape, which for a network is (layers directions, samples, hidden).</summary>
    public CarriedState(params ReadOnlySpan<nint> lengths)
    {
        Shape = new Shape(lengths);
        values = new T[Shape.Count];
    }

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>The state as a constant of a tape; the values are copied.</summary>
    public Variable<T> On(Tape<T> tape)
    {
        ArgumentNullException.ThrowIfNull(tape);
        return tape.Constant(values, Shape.Lengths);
    }

    /// <summary>Takes a state's values over.</summary>
    /// <exception cref="ShapeException">The state has another shape.</exception>
    public void Keep(Variable<T> state)
    {
        if (state.Shape != Shape)
        {
            throw new ShapeException($"CarriedState: the state has shape {state.Shape}, but {Shape} is carried");
        }

        state.Value.Span.CopyTo(values);
    }

    /// <summary>Back to zeros, where the next sequence starts.</summary>
    public void Clear() => values.AsSpan().Clear();

    /// <inheritdoc/>
    public IEnumerable<StateSlot> State() => [StateSlot.Of("state", values, Shape.Lengths)];
}
