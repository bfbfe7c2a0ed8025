using System.Numerics;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>What a tape knows of one kind of operation: how to evaluate it and how to send gradients back through it.</summary>
/// <remarks>A tape has one recorder for each kind of operation it met, so that a node needs no object of its own.</remarks>
internal abstract class Recorder<T>(OperationInfo info)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public OperationInfo Info { get; } = info;

    /// <summary>Whether the operation works on each element by itself.</summary>
    public virtual bool IsElementwise => false;

    /// <summary>Computes the value of a node into <paramref name="destination"/>, or adds it to what is there.</summary>
    public abstract void Evaluate(Tape<T> tape, int node, Span<T> destination, bool accumulate);

    /// <summary>
    /// The gradient that an operand receives from this node, as variables: what the recorded sweep adds to the graph, and
    /// what the unrecorded one evaluates where there is no fused loop. <c>default</c> is zero.
    /// </summary>
    public abstract Variable<T> Contribution(Tape<T> tape, int node, int operand, Variable<T> upstream);

    /// <summary>Adds this node's contribution to the adjoint of one operand.</summary>
    public virtual void Pull(Tape<T> tape, int node, int operand)
    {
        Scratch mark = tape.BeginScratch();
        try
        {
            Variable<T> contribution = Contribution(tape, node, operand, tape.UpstreamOf(node));
            if (!contribution.IsDefault)
            {
                tape.AddToAdjoint(tape.OperandsOf(node)[operand], contribution, this);
            }
        }
        finally
        {
            tape.EndScratch(mark);
        }
    }

    /// <summary>The name with the operation's constants, for drawings and messages.</summary>
    public abstract string Describe(int operation);

    /// <summary>Forgets the operations from number <paramref name="count"/> on.</summary>
    public abstract void Rewind(int count);
}

/// <inheritdoc/>
internal abstract class Recorder<T, TOperation>() : Recorder<T>(TOperation.Info)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperation : struct, IOperation<TOperation>
{
    private TOperation[] operations = new TOperation[4];
    private int count;

    /// <summary>The operation of a node.</summary>
    public ref readonly TOperation this[int operation] => ref operations[operation];

    public int Add(in TOperation operation)
    {
        if (count == operations.Length)
        {
            Array.Resize(ref operations, 2 * count);
        }

        operations[count] = operation;
        return count++;
    }

    public override void Rewind(int count) => this.count = count;

    public override string Describe(int operation) => operations[operation].ToString() is { } text && text != typeof(TOperation).ToString() ? text : Info.Name;

    /// <summary>The shape of the result; throws where the operands do not fit.</summary>
    public abstract void Shape(in TOperation operation, ReadOnlySpan<Shape> operands, ref ShapeBuilder result);
}
