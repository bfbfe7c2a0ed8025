using System.Numerics;

namespace AutoGrad.Operations;

/// <summary>What an operation on whole tensors computes from and into. All spans are dense and row-major.</summary>
public readonly ref struct Evaluation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tape<T> tape;
    private readonly int node;

    internal Evaluation(Tape<T> tape, int node, Span<T> result, bool accumulate)
    {
        this.tape = tape;
        this.node = node;
        Result = result;
        Accumulate = accumulate;
    }

    /// <summary>The number of operands.</summary>
    public int Count => tape.OperandsOf(node).Length;

    /// <summary>Where the result goes; uninitialised unless <see cref="Accumulate"/>. It never overlaps an operand.</summary>
    public Span<T> Result { get; }

    /// <summary>The result's shape, as the shape rule predicted it.</summary>
    public Shape ResultShape => tape.Node(node).Shape;

    /// <summary>Whether to add to <see cref="Result"/> instead of overwriting it; only if <see cref="OperationInfo.Accumulates"/> is declared.</summary>
    public bool Accumulate { get; }

    /// <summary>The most threads that the operation may use; its result must have the same bits for any number.</summary>
    public int Threads => tape.Threads;

    /// <summary>The elements of one operand.</summary>
    public ReadOnlySpan<T> this[int operand] => tape.ValueOf(tape.OperandsOf(node)[operand]);

    /// <summary>The shape of one operand.</summary>
    public Shape ShapeOf(int operand) => tape.Node(tape.OperandsOf(node)[operand]).Shape;

    /// <summary>Uninitialised memory that is the operation's until it returns.</summary>
    public Span<T> Rent(int length) => tape.RentScratch(length);
}
