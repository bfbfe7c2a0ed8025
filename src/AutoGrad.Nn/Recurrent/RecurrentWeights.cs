using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Nn.Initializers;
using AutoGrad.Operations;

namespace AutoGrad.Nn.Recurrent;

/// <summary>The parameters of one direction of one recurrent layer, rows stacked by gate, and the two products they take part in.</summary>
internal sealed class RecurrentWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Parameters under PyTorch's names: weight_ih (gates hidden, inputs), weight_hh (gates hidden, hidden), bias_ih and bias_hh (gates hidden).</summary>
    /// <param name="owner">The name of the layer, for messages.</param>
    /// <param name="add">Registers a parameter.</param>
    /// <param name="suffix">What follows each name, as in weight_ih_l0.</param>
    /// <param name="inputs">The length of an input.</param>
    /// <param name="hidden">The length of the state.</param>
    /// <param name="gates">How many functions of the state's length a step needs.</param>
    /// <param name="random">Where the weights come from.</param>
    /// <param name="hasBias">Whether the biases are there.</param>
    /// <exception cref="ModuleException">A size is not positive, or a product of sizes too large for an array.</exception>
    public RecurrentWeights(
        string owner, Func<string, Parameter<T>, Parameter<T>> add, string suffix, int inputs, int hidden, int gates, RandomSource random, bool hasBias)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (inputs <= 0 || hidden <= 0)
        {
            throw new ModuleException($"{owner}: {inputs} inputs and a state of {hidden}; both must be positive");
        }

        ParameterSize.Check((long)gates * hidden, Math.Max(inputs, hidden), $"{owner}: {inputs} inputs and a state of {hidden}");

        double bound = 1 / Math.Sqrt(hidden);
        Initializer<T> uniform = Initialize<T>.Uniform(-bound, bound);
        Owner = owner;
        OfInput = add($"weight_ih{suffix}", Initialize<T>.Parameter(uniform, random, gates * hidden, inputs));
        OfState = add($"weight_hh{suffix}", Initialize<T>.Parameter(uniform, random, gates * hidden, hidden));
        if (hasBias)
        {
            InputBias = add($"bias_ih{suffix}", Initialize<T>.Parameter(uniform, random, gates * hidden));
            StateBias = add($"bias_hh{suffix}", Initialize<T>.Parameter(uniform, random, gates * hidden));
        }
    }

    /// <summary>The layer that messages name.</summary>
    public string Owner { get; }

    /// <summary>weight_ih.</summary>
    public Parameter<T> OfInput { get; }

    /// <summary>weight_hh.</summary>
    public Parameter<T> OfState { get; }

    /// <summary>bias_ih.</summary>
    public Parameter<T>? InputBias { get; }

    /// <summary>bias_hh.</summary>
    public Parameter<T>? StateBias { get; }

    /// <summary>The length of an input.</summary>
    public int Inputs => (int)OfInput.Shape[1];

    /// <summary>The length of the state.</summary>
    public int Hidden => (int)OfState.Shape[1];

    /// <summary>x W_ih^T + b_ih for any number of steps at once.</summary>
    /// <param name="x">(..., inputs).</param>
    /// <param name="withStateBias">Whether b_hh is added too, which saves adding it in every step.</param>
    public Variable<T> Project(Variable<T> x, bool withStateBias)
    {
        Variable<T> y = x.Apply(new MatMul(transposeA: false, transposeB: true), OfInput);
        if (InputBias is null)
        {
            return y;
        }

        return withStateBias ? y + (x.Tape.Watch(InputBias) + StateBias!) : y + InputBias;
    }

    /// <summary>h W_hh^T.</summary>
    public Variable<T> Recur(Variable<T> h) => h.Apply(new MatMul(transposeA: false, transposeB: true), OfState);

    /// <summary>A state of zeros where none is given, and the given one where its shape is right.</summary>
    /// <exception cref="ShapeException">The shape is another one.</exception>
    public Variable<T> StateOrZero(Variable<T> state, Tape<T> tape, string what, params ReadOnlySpan<nint> lengths)
    {
        if (state.IsDefault)
        {
            return tape.Filled(T.Zero, lengths);
        }

        return state.Shape.Lengths.SequenceEqual(lengths)
            ? state
            : throw new ShapeException($"{Owner} {OfInput.Name}: {what} has shape {state.Shape}, but must have {Shape.Create(lengths)}");
    }

    /// <exception cref="ShapeException">An input of a cell is neither (inputs) nor (N, inputs).</exception>
    public void CheckCellInput(Variable<T> x)
    {
        Shape shape = x.Shape;
        if (shape.Rank is not (1 or 2) || shape[shape.Rank - 1] != Inputs)
        {
            throw new ShapeException($"{Owner} {OfInput.Name}: the input has shape {shape}, but must be ({Inputs},) or (samples, {Inputs})");
        }
    }
}
