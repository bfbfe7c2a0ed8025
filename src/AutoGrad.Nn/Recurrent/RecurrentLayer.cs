using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Recurrent;

/// <summary>Recurrent units along a sequence, in one or more layers and in one direction or both.</summary>
/// <remarks>
/// <para>A sequence is (steps, N, inputs), or (N, steps, inputs) where the batch comes first, or (steps, inputs) without a
/// batch. The output has the last layer's state of every step, those of both directions joined: (steps, N, directions
/// hidden). States are (layers directions, N, hidden) in either case, forward before backward in each layer.</para>
/// <para>Parameters have PyTorch's names: <c>weight_ih_l0</c>, <c>weight_hh_l0</c>, <c>bias_ih_l0</c>, <c>bias_hh_l0</c>,
/// those of the backward direction with <c>_reverse</c> at the end, then <c>weight_ih_l1</c> and so on. The products with the
/// input are taken for all steps at once.</para>
/// <para>Long sequences are trained in windows (truncated back-propagation through time): give a window's last state to the
/// next one, either detached on the same tape or, over a reset, by a <see cref="CarriedState{T}"/>. Gradients end at the border.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class RecurrentLayer<T> : Module<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly string kind;
    private readonly RecurrentWeights<T>[] weights;
    private readonly string[] directions;

    private protected RecurrentLayer(string kind, int gates, int inputs, int hidden, RandomSource random, int layers, bool isBidirectional, bool isBatchFirst, bool hasBias)
    {
        if (layers <= 0)
        {
            throw new ModuleException($"{kind}: {layers} layers; the number must be positive");
        }

        this.kind = kind;
        (Inputs, Hidden, Layers, IsBidirectional, IsBatchFirst) = (inputs, hidden, layers, isBidirectional, isBatchFirst);
        weights = new RecurrentWeights<T>[layers * Directions];
        directions = new string[weights.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            int layer = i / Directions;
            string suffix = FormattableString.Invariant($"_l{layer}{(i % Directions == 0 ? "" : "_reverse")}");
            directions[i] = suffix[1..];
            weights[i] = new RecurrentWeights<T>(kind, Add, suffix, layer == 0 ? inputs : hidden * Directions, hidden, gates, random, hasBias);
        }
    }

    /// <summary>The length of an input.</summary>
    public int Inputs { get; }

    /// <summary>The length of the state of one layer in one direction.</summary>
    public int Hidden { get; }

    /// <summary>The number of layers.</summary>
    public int Layers { get; }

    /// <summary>Whether a second direction reads each sequence from its end.</summary>
    public bool IsBidirectional { get; }

    /// <summary>Whether the batch is the first axis of a sequence, and time the second.</summary>
    public bool IsBatchFirst { get; }

    internal int Directions => IsBidirectional ? 2 : 1;

    /// <summary>This network as a <see cref="Layer{T}"/>, as <c>Sequential</c> takes it, which gives what stands at the end of a sequence.</summary>
    /// <example><code>new Sequential&lt;float&gt;(new Gru&lt;float&gt;(4, 16, random, isBatchFirst: true).LastOutput(), new Linear&lt;float&gt;(16, 3, random))</code></example>
    public RecurrentOutput<T> LastOutput() => new(this, isLast: true);

    /// <summary>This network as a <see cref="Layer{T}"/> that gives the output of every step.</summary>
    public RecurrentOutput<T> AllOutputs() => new(this, isLast: false);

    /// <summary>The layer with its sizes.</summary>
    public override string ToString() => $"{kind.ToLowerInvariant()}({Inputs} -> {Hidden}{(Layers > 1 ? $", {Layers} layers" : "")}{(IsBidirectional ? ", both directions" : "")})";

    /// <summary>Whether p of a step has b_hh in it; see <see cref="RecurrentWeights{T}.Project"/>.</summary>
    private protected virtual bool ProjectsStateBias => true;

    /// <summary>Whether the state has a cell beside the hidden part.</summary>
    private protected virtual bool HasCell => false;

    /// <summary>Adds a number to one gate's part of the input biases, in all layers and directions; without biases, nothing.</summary>
    private protected void AddToInputBiases(int gate, double value)
    {
        foreach (RecurrentWeights<T> own in weights)
        {
            if (own.InputBias is { } bias)
            {
                Span<T> part = bias.MutableValue.Slice(gate * Hidden, Hidden);
                TensorPrimitives.Add(part, T.CreateTruncating(value), part);
            }
        }
    }

    /// <summary>One step from the projected input.</summary>
    private protected abstract LstmState<T> Step(RecurrentWeights<T> weights, Variable<T> projected, LstmState<T> state);

    /// <summary>Zeros in the shape of a state for a batch, to be carried from window to window.</summary>
    private protected CarriedState<T> ZeroState(int samples) => samples > 0
        ? new CarriedState<T>(weights.Length, samples, Hidden)
        : throw new ModuleException($"{kind}: a state for {samples} samples; the number must be positive");

    /// <summary>All steps of a sequence: the output and the last state.</summary>
    internal (Variable<T> Output, LstmState<T> State) Run(Variable<T> x, LstmState<T> initial)
    {
        using Tape<T>.NamedScope scope = Scope(x.Tape);
        Shape shape = x.Shape;
        if (shape.Rank is not (2 or 3) || shape[shape.Rank - 1] != Inputs || shape.Count == 0)
        {
            throw new ShapeException(
                $"{kind} {weights[0].OfInput.Name}: the input has shape {shape}, but must be {(IsBatchFirst ? "(samples, steps" : "(steps, samples")}, {Inputs}) or (steps, {Inputs}), and not empty");
        }

        if (shape.Rank == 3)
        {
            return RunBatch(x, initial);
        }

        int batch = IsBatchFirst ? 0 : 1;
        (Variable<T> output, LstmState<T> last) = RunBatch(x.ExpandAxes(batch), new(Expanded(initial.Hidden), Expanded(initial.Cell)));
        return (output.SqueezeAxes(batch), new(last.Hidden.SqueezeAxes(1), last.Cell.IsDefault ? default : last.Cell.SqueezeAxes(1)));
    }

    private (Variable<T> Output, LstmState<T> State) RunBatch(Variable<T> x, LstmState<T> initial)
    {
        nint samples = x.Shape[IsBatchFirst ? 0 : 1];
        bool isGiven = !initial.Hidden.IsDefault || !initial.Cell.IsDefault;
        Variable<T> hidden = isGiven ? weights[0].StateOrZero(initial.Hidden, x.Tape, "the hidden state", weights.Length, samples, Hidden) : default;
        Variable<T> cell = isGiven && HasCell ? weights[0].StateOrZero(initial.Cell, x.Tape, "the cell state", weights.Length, samples, Hidden) : default;
        Variable<T> zero = isGiven ? default : x.Tape.Filled(T.Zero, samples, Hidden);

        // Rented, since a handle cannot lie on the stack and a warm step must not allocate.
        Variable<T>[] last = ArrayPool<Variable<T>>.Shared.Rent(2 * weights.Length);
        try
        {
            for (int layer = 0; layer < Layers; layer++)
            {
                Variable<T> forward = default;
                for (int direction = 0; direction < Directions; direction++)
                {
                    int index = (layer * Directions) + direction;
                    LstmState<T> state = isGiven
                        ? new(hidden.Select(0, index), HasCell ? cell.Select(0, index) : default)
                        : new(zero, HasCell ? zero : default);

                    // Drawings show a box for each layer and direction, and one for each step in it.
                    Variable<T> output;
                    using (weights.Length > 1 ? x.Tape.Scope(directions[index]) : default)
                    {
                        output = RunDirection(weights[index], x, ref state, isReverse: direction == 1);
                    }

                    last[index] = state.Hidden;
                    last[weights.Length + index] = state.Cell;
                    forward = direction == 0 ? output : Variable<T>.Concatenate([forward, output], 2);
                }

                x = forward;
            }

            ReadOnlySpan<Variable<T>> states = last;
            return (x, new(
                Variable<T>.Stack(states[..weights.Length]),
                HasCell ? Variable<T>.Stack(states.Slice(weights.Length, weights.Length)) : default));
        }
        finally
        {
            ArrayPool<Variable<T>>.Shared.Return(last, clearArray: true);
        }
    }

    private Variable<T> RunDirection(RecurrentWeights<T> own, Variable<T> x, ref LstmState<T> state, bool isReverse)
    {
        int time = IsBatchFirst ? 1 : 0;
        Variable<T> projected = own.Project(x, ProjectsStateBias);
        int steps = (int)x.Shape[time];
        Variable<T>[] outputs = ArrayPool<Variable<T>>.Shared.Rent(steps);
        try
        {
            for (int i = 0; i < steps; i++)
            {
                using Tape<T>.NamedScope scope = x.Tape.Scope("step");
                int step = isReverse ? steps - 1 - i : i;
                state = Step(own, projected.Select(time, step), state);
                outputs[step] = state.Hidden;
            }

            return Variable<T>.Stack(outputs.AsSpan(0, steps), time);
        }
        finally
        {
            ArrayPool<Variable<T>>.Shared.Return(outputs, clearArray: true);
        }
    }

    /// <summary>A state without a batch, (layers directions, hidden), as that of a batch of one.</summary>
    private static Variable<T> Expanded(Variable<T> state) => state.IsDefault || state.Rank != 2 ? state : state.ExpandAxes(1);
}
