using System.Numerics;

namespace AutoGrad.Nn.Recurrent;

/// <summary>A recurrent network as a layer of one input and one output; made by <see cref="RecurrentLayer{T}.LastOutput"/> and <see cref="RecurrentLayer{T}.AllOutputs"/>.</summary>
/// <remarks>
/// <para>All outputs: (N, steps, inputs) -> (N, steps, directions hidden). The last: -> (N, directions hidden), the last
/// layer's state where each direction ends, that of the forward one at the last step and that of the backward one at the
/// first. Axes are those of the network: for a batch that comes first, as a <c>Trainer</c> gives it, make it with
/// <c>isBatchFirst: true</c>.</para>
/// <para>Every sequence begins with a state of zeros. The network is named <c>network</c>.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class RecurrentOutput<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal RecurrentOutput(RecurrentLayer<T> network, bool isLast)
    {
        Network = Add("network", network);
        IsLast = isLast;
    }

    /// <summary>The network.</summary>
    public RecurrentLayer<T> Network { get; }

    /// <summary>Whether the output is that of the end alone.</summary>
    public bool IsLast { get; }

    /// <inheritdoc/>
    public override int? InputLength => Network.Inputs;

    /// <inheritdoc/>
    public override int? OutputLengthFor(int? inputLength) => Network.Hidden * Network.Directions;

    /// <inheritdoc/>
    /// <exception cref="Errors.ShapeException">The input is no sequence of the network's inputs.</exception>
    public override Variable<T> Forward(Variable<T> x)
    {
        using Tape<T>.NamedScope scope = Scope(x.Tape);
        (Variable<T> output, LstmState<T> state) = Network.Run(x, default);
        if (!IsLast)
        {
            return output;
        }

        Variable<T> last = state.Hidden.Select(0, -1);
        return Network.IsBidirectional ? Variable<T>.Concatenate([state.Hidden.Select(0, -2), last], -1) : last;
    }

    /// <summary>The network, and which of its outputs.</summary>
    public override string ToString() => $"{(IsLast ? "last output" : "all outputs")} of {Network}";
}
