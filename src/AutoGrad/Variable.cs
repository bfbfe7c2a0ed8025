using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Operations;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <summary>
/// A value on a tape: a leaf, or the result of a recorded operation. A small handle that is copied freely; the value and
/// its gradient live in the tape until <see cref="Tape{T}.Reset"/>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly partial struct Variable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tape<T>? tape;
    private readonly int generation;

    internal Variable(Tape<T> tape, int index)
    {
        this.tape = tape;
        Index = index;
        generation = tape.Generation;
    }

    /// <summary>The tape that the variable is on.</summary>
    /// <exception cref="StaleVariableException">The variable is <c>default</c>.</exception>
    public Tape<T> Tape => tape ?? throw StaleVariableException.Default();

    /// <summary>The lengths of the axes.</summary>
    /// <exception cref="StaleVariableException">The tape was reset since.</exception>
    public Shape Shape => Alive().Node(Index).Shape;

    /// <summary>The number of axes; 0 for a scalar.</summary>
    public int Rank => Shape.Rank;

    /// <summary>The value.</summary>
    /// <exception cref="StaleVariableException">The tape was reset since.</exception>
    public TensorView<T> Value
    {
        get
        {
            Tape<T> alive = Alive();
            alive.ValueOf(Index);
            return new TensorView<T>(alive.Node(Index).Value, alive.Node(Index).Shape, alive);
        }
    }

    /// <summary>
    /// The gradient that <c>Backward()</c> left: summed over all backward passes for a leaf, that of the last pass for an
    /// intermediate result whose gradient is kept; zero where the result does not depend on the variable.
    /// </summary>
    /// <exception cref="NoGradientException">There was no backward pass yet, the variable is a constant, or the gradient was not kept.</exception>
    public TensorView<T> Gradient => Alive().GradientOf(Index);

    /// <summary>Whether a gradient flows to or through this variable.</summary>
    public bool RequiresGradient => Alive().Node(Index).RequiresGradient;

    /// <summary>Whether this is <c>default</c>, which belongs to no tape.</summary>
    public bool IsDefault => tape is null;

    internal int Index { get; }

    /// <summary>The reverse sweep: the gradient of this scalar by every leaf and parameter it depends on.</summary>
    /// <exception cref="UpstreamException">The variable is not a single number.</exception>
    /// <exception cref="NoGradientException">The variable depends on nothing that has a gradient.</exception>
    /// <exception cref="ParameterChangedException">A parameter was written since it was recorded.</exception>
    public void Backward()
    {
        Shape shape = Shape;
        if (shape.Count != 1)
        {
            throw UpstreamException.Missing(shape);
        }

        T one = T.One;
        Tape.Backward(this, new ReadOnlySpan<T>(in one));
    }

    /// <summary>The reverse sweep from a tensor: the gradient of the sum of this variable's elements times the upstream gradient's.</summary>
    /// <param name="upstream">The upstream gradient, row by row; as many elements as the variable has.</param>
    /// <exception cref="UpstreamException">The number of elements differs.</exception>
    public void Backward(ReadOnlySpan<T> upstream)
    {
        CheckAlive();
        Tape.Backward(this, upstream);
    }

    /// <summary>Keeps this intermediate result's gradient for reading after <c>Backward()</c>; to be called before it. Gives the variable back.</summary>
    public Variable<T> KeepGradient()
    {
        Alive().Node(Index).Flags |= NodeFlags.KeepsGradient;
        return this;
    }

    /// <summary>Shows this variable's gradient to a hook as it passes in <c>Backward()</c>, until <see cref="Tape{T}.Reset"/>. Gives the variable back.</summary>
    /// <remarks>
    /// The hook is called in each sweep that reaches the variable, once, when the gradient is complete: for an intermediate result
    /// before it is sent on, for a leaf before it is added to what earlier sweeps left. What the hook writes goes on in its place.
    /// Several hooks are called in the order in which they were given. The derivatives of <see cref="Differentiate"/> are those of the
    /// function itself: hooks take no part in them. To change those too, apply an operation of your own.
    /// </remarks>
    /// <exception cref="NoGradientException">The variable gets no gradient.</exception>
    public Variable<T> OnGradient(GradientHook<T> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        Alive().AddHook(Index, hook);
        return this;
    }

    /// <summary>Gives the variable a name, for messages and drawings. Gives the variable back.</summary>
    public Variable<T> Named(string name)
    {
        Alive().SetName(Index, name);
        return this;
    }

    /// <summary>Applies an operation on one operand; custom operations are applied by this method.</summary>
    public Variable<T> Apply<TOperation>(TOperation operation)
        where TOperation : struct, IOperation<TOperation>
        => Tape.Record(operation, this);

    /// <summary>Applies an operation on two operands, of which this is the first.</summary>
    public Variable<T> Apply<TOperation>(TOperation operation, Operand<T> b)
        where TOperation : struct, IOperation<TOperation>
        => Tape.Record(operation, this, b.On(Tape));

    /// <summary>Applies an operation on three operands, of which this is the first.</summary>
    public Variable<T> Apply<TOperation>(TOperation operation, Operand<T> b, Operand<T> c)
        where TOperation : struct, IOperation<TOperation>
        => Tape.Record(operation, this, b.On(Tape), c.On(Tape));

    /// <summary>The value, written as numbers: a scalar as <c>3</c>, a tensor as nested lists.</summary>
    public override string ToString() => IsDefault ? "(no variable)" : Value.ToString();

    /// <summary>
    /// The graph behind this variable as text, for reading: a line for each node that it depends on, with name, operation,
    /// operands, shape, value, and the gradient where one is kept.
    /// </summary>
    /// <remarks>Names come from <see cref="Named"/>; <see cref="Tape{T}.KeepGradients"/> keeps the gradients of intermediate results.</remarks>
    /// <param name="format">How numbers are written; 6 digits unless given.</param>
    public string ToGraphText(string? format = "G6") => this.Draw(title: "").ToText(format);

    internal void CheckAlive() => Alive();

    /// <summary>Whether this is a variable of the given tape's present round.</summary>
    internal bool IsAliveOn(Tape<T> other) => ReferenceEquals(tape, other) && generation == other.Generation;

    private Tape<T> Alive()
    {
        Tape<T> alive = Tape;
        return alive.Generation == generation ? alive : throw StaleVariableException.AfterReset();
    }
}
