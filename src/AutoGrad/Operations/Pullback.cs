using System.Numerics;

namespace AutoGrad.Operations;

/// <summary>What a vector-Jacobian product is an expression of: the upstream gradient, the operands and the result.</summary>
public readonly ref struct Pullback<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tape<T> tape;
    private readonly int node;

    internal Pullback(Tape<T> tape, int node, Variable<T> upstream)
    {
        this.tape = tape;
        this.node = node;
        Upstream = upstream;
    }

    /// <summary>The gradient of the final result by this operation's result; it has the result's shape.</summary>
    public Variable<T> Upstream { get; }

    /// <summary>The operation's result. Its value may be read only if <see cref="Saves.Output"/> is declared.</summary>
    public Variable<T> Result => tape.VariableAt(node);

    /// <summary>The number of operands.</summary>
    public int Count => tape.OperandsOf(node).Length;

    /// <summary>One operand. Its value may be read only if <see cref="Saves.Inputs"/> is declared; its shape always.</summary>
    public Variable<T> this[int operand] => tape.VariableAt(tape.OperandsOf(node)[operand]);
}
