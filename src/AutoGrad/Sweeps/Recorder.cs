using System.Numerics;
using AutoGrad.Memory;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>What a tape knows of one kind of operation: how to evaluate it and how to send gradients back through it.</summary>
/// <remarks>A tape has one recorder for each kind of operation it met, so that a node needs no object of its own.</remarks>
internal abstract class Recorder<T>(OperationInfo info)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public OperationInfo Info { get; } = info;

    // Read at each record and each sweep: fields here, rather than properties of the description.
    public readonly int Arity = info.Arity;
    public readonly bool StopsGradient = info.StopsGradient;
    public readonly bool IsDeferred = info.Deferred;
    public readonly bool SharesMemory = info.SharesMemory;
    public readonly int UnitGradients = info.UnitGradients;

    /// <summary>Whether operands of one shape give a result of that shape, so that the shape rule need not be asked.</summary>
    public virtual bool IsElementwise => false;

    /// <summary>Whether <see cref="Pull"/> takes an upstream gradient of one number for all elements.</summary>
    public virtual bool ReadsUniform => false;

    /// <summary>Computes the value of a node into <paramref name="destination"/>, or adds it to what is there.</summary>
    public abstract void Evaluate(Tape<T> tape, int node, Span<T> destination, bool accumulate);

    /// <summary>
    /// The gradient that an operand receives from this node, as variables: what the recorded sweep adds to the graph, and
    /// what the unrecorded one evaluates where there is no fused loop. <c>default</c> is zero.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="node">The node.</param>
    /// <param name="operand">The number of the operand.</param>
    /// <param name="upstream">The upstream gradient, or a tangent in its place.</param>
    /// <param name="isTangent">Which of the two it is: they differ in what a zero wins over, see <see cref="Upstream"/>.</param>
    public abstract Variable<T> Contribution(Tape<T> tape, int node, int operand, Variable<T> upstream, bool isTangent);

    /// <summary>Adds this node's contribution to the adjoint of one operand.</summary>
    public virtual void Pull(Tape<T> tape, int node, int operand) => PullAsRecords(tape, node, operand);

    /// <summary>As <see cref="Pull"/>, by evaluating <see cref="Contribution"/>.</summary>
    protected void PullAsRecords(Tape<T> tape, int node, int operand)
    {
        Scratch mark = tape.BeginScratch();
        try
        {
            Variable<T> contribution = Contribution(tape, node, operand, tape.UpstreamOf(node), isTangent: false);
            if (!contribution.IsDefault)
            {
                tape.AddToAdjoint(node, operand, contribution);
            }
        }
        finally
        {
            tape.EndScratch(mark);
        }
    }

    /// <summary>
    /// The tangent of this node as variables, from its operands' tangents, of which <c>default</c> is zero: what the recorded
    /// forward sweep adds to the graph, and what the unrecorded one evaluates where there is no fused loop.
    /// </summary>
    /// <remarks>
    /// An elementwise operation's Jacobian is diagonal, so that its product with a tangent is what the reverse sweep makes of
    /// an upstream gradient: the same reading of the same formula.
    /// </remarks>
    public virtual Variable<T> Tangent(Tape<T> tape, int node, ReadOnlySpan<Variable<T>> tangents)
    {
        Variable<T> sum = default;
        for (int operand = 0; operand < tangents.Length; operand++)
        {
            if (!tangents[operand].IsDefault)
            {
                sum = Sum(sum, Contribution(tape, node, operand, tangents[operand], isTangent: true));
            }
        }

        return sum;
    }

    /// <summary>Writes the tangent of a node, or adds it to what is there.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="node">The node.</param>
    /// <param name="tangents">The tangents of the nodes from <paramref name="first"/> on; those that are not allocated are zero.</param>
    /// <param name="first">The node that the first tangent belongs to.</param>
    /// <param name="destination">The node's own tangent.</param>
    /// <param name="accumulate">Whether to add.</param>
    public virtual void Push(Tape<T> tape, int node, ReadOnlySpan<Buffer<T>> tangents, int first, Span<T> destination, bool accumulate) =>
        PushAsRecords(tape, node, tangents, first, destination, accumulate);

    /// <summary>As <see cref="Push"/>, by evaluating <see cref="Tangent"/>, in which a zero local gradient wins over an infinite tangent.</summary>
    public void PushAsRecords(Tape<T> tape, int node, ReadOnlySpan<Buffer<T>> tangents, int first, Span<T> destination, bool accumulate)
    {
        Scratch mark = tape.BeginScratch();
        try
        {
            ReadOnlySpan<int> inputs = tape.OperandsOf(node);
            var moving = new Variable<T>[inputs.Length];
            for (int operand = 0; operand < moving.Length; operand++)
            {
                // A scratch record may make the list of operands grow elsewhere, so it is asked for again.
                int input = tape.OperandsOf(node)[operand];
                if (input >= first && tangents[input - first].IsAllocated)
                {
                    moving[operand] = tape.Alias(tape.Node(input).Shape, tangents[input - first]);
                }
            }

            tape.EvaluateInto(Tangent(tape, node, moving), tape.Node(node).Shape, destination, accumulate);
        }
        finally
        {
            tape.EndScratch(mark);
        }
    }

    /// <summary>An elementwise operation of power series; only those have one.</summary>
    public virtual Series<T> Expand(int operation, ReadOnlySpan<Series<T>> operands) => throw new NotSupportedException($"{Info.Name}: not elementwise");

    /// <summary>The operation of a node recorded of other operands; only of a multilinear operation, whose power series are made of such.</summary>
    public virtual Variable<T> Again(Tape<T> tape, int node, ReadOnlySpan<Variable<T>> operands) => throw new NotSupportedException($"{Info.Name}: not multilinear");

    /// <summary>The sum of two contributions, either of which may be missing.</summary>
    protected static Variable<T> Sum(Variable<T> a, Variable<T> b) => a.IsDefault ? b : b.IsDefault ? a : a + b;

    /// <summary>The name with the operation's constants, for drawings and messages.</summary>
    public abstract string Describe(int operation);

    /// <summary>Whether <see cref="Contribution"/> may be asked for in scratch, for the local gradient of a number.</summary>
    public virtual bool HasLocalGradients => true;

    /// <summary>The operation and its local gradients as text, with the given names of operands and result, for drawings; no local gradients where it states a vector-Jacobian product.</summary>
    public virtual (string Formula, string[] LocalGradients) Formulas(int operation, ReadOnlySpan<string> operands, string result) => (Info.Formula, []);

    /// <summary>The formula as people write it, if there is one, or else as the code does.</summary>
    protected string FormulaOr(FormulaText primal) => Info.Formula.Length > 0 ? Info.Formula : primal.ToString();

    /// <summary>The number of operations recorded; setting it back forgets those from there on.</summary>
    public int Count { get; set; }
}

/// <inheritdoc/>
internal abstract class Recorder<T, TOperation>() : Recorder<T>(TOperation.Info)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperation : struct, IOperation<TOperation>
{
    private TOperation[] operations = new TOperation[4];

    /// <summary>The operation of a node.</summary>
    public ref readonly TOperation this[int operation] => ref operations[operation];

    /// <summary>Writes an operation behind those that count, and gives its number.</summary>
    public int Place(in TOperation operation)
    {
        int number = Count;
        if ((uint)number >= (uint)operations.Length)
        {
            Array.Resize(ref operations, 2 * number);
        }

        operations[number] = operation;
        return number;
    }

    public override string Describe(int operation) => operations[operation].ToString() is { } text && text != typeof(TOperation).ToString() ? text : Info.Name;

    /// <summary>The shape of the result; throws where the operands do not fit.</summary>
    public abstract void Shape(in TOperation operation, ReadOnlySpan<Shape> operands, ref ShapeBuilder result);
}
