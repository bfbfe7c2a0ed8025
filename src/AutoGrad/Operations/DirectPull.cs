using System.Numerics;

namespace AutoGrad.Operations;

/// <summary>What a direct pull computes from and into: the numbers of the upstream gradient, the operands and the result.</summary>
internal readonly ref struct DirectPull<T>(Tape<T> tape, int node, int operand)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The operand whose gradient is asked for.</summary>
    public int Operand => operand;

    /// <summary>The most threads that the pull may use.</summary>
    public int Threads => tape.Threads;

    /// <summary>The gradient of the final result by this operation's result.</summary>
    public ReadOnlySpan<T> Upstream => tape.Node(node).Adjoint.Span;

    /// <summary>The operation's result.</summary>
    public ReadOnlySpan<T> Result => tape.Node(node).Value.Span;

    /// <summary>The shape of the operation's result.</summary>
    public Shape ResultShape => tape.Node(node).Shape;

    /// <summary>The elements of one operand.</summary>
    public ReadOnlySpan<T> this[int operand] => tape.ValueOf(tape.OperandsOf(node)[operand]);

    /// <summary>The shape of one operand.</summary>
    public Shape ShapeOf(int operand) => tape.Node(tape.OperandsOf(node)[operand]).Shape;

    /// <summary>Where the gradient goes: added if <paramref name="accumulate"/>, or else written. To be asked for only by a pull that then takes place.</summary>
    public Span<T> Adjoint(out bool accumulate) => tape.AdjointOf(tape.OperandsOf(node)[operand], out accumulate);

    /// <summary>Uninitialised memory that is the pull's until it returns.</summary>
    public Span<T> Rent(int length) => tape.RentScratch(length);

    /// <summary>Adds one number to every element of the adjoint, as a sum's gradient does.</summary>
    public void Spread(T value) => tape.Spread(tape.OperandsOf(node)[operand], value);
}
