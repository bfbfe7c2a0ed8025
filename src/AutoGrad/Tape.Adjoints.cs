using AutoGrad.Memory;
using AutoGrad.Operations;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <content>The memory of adjoints, and of values nobody reads any more: given back as soon as the sweep has passed on what they hold.</content>
public sealed partial class Tape<T>
{
    // Below 1024 elements an adjoint is written in the time that its bookkeeping takes, and many of them make no memory.
    private const int LeastReusable = 1024;

    // A chain of layers frees about as many buffers as it asks for; looking further back finds little.
    private const int LongestSearch = 8;

    private readonly Arena<T> adjoints = new();

    /// <summary>Memory of nodes that are done; taken again by length, latest first, because that one is still in the cache.</summary>
    private readonly List<Buffer<T>> free = [];

    /// <summary>The node being pulled, if it has left its adjoint's memory to an operand; else -1.</summary>
    private int handedOnBy = -1;

    /// <summary>Adds the upstream gradient of a node to an operand's adjoint as it is.</summary>
    internal void PassUpstream(int index, int operand)
    {
        ref Node<T> node = ref Node(index);
        if ((node.Flags & NodeFlags.IsUniform) != 0)
        {
            Spread(OperandsOf(index)[operand], node.Adjoint.Span[0]);
        }
        else if (!TryHandOn(index, operand))
        {
            Span<T> adjoint = AdjointOf(OperandsOf(index)[operand], out bool accumulate);
            AddTo(adjoint, node.Adjoint.Span, accumulate);
        }
    }

    /// <summary>Adds one number to every element of an adjoint, as the gradient of a sum does.</summary>
    /// <remarks>
    /// Where it is all that the adjoint holds so far, and the node's operation can read it that way, the number is kept instead of a
    /// tensor full of it: what follows a sum, a mean, or a scaled one, costs no pass over memory.
    /// </remarks>
    internal void Spread(int index, T value)
    {
        ref Node<T> node = ref Node(index);
        if (node.Recorder is { ReadsUniform: true }
            && node.AdjointSweep != sweep
            && (node.Flags & (NodeFlags.HasAdjoint | NodeFlags.IsUniform)) != NodeFlags.HasAdjoint
            && (node.Flags & NodeFlags.HasHook) == 0
            && node.Shape.Count > 1
            && !IsKept(ref node))
        {
            if ((node.Flags & NodeFlags.HasAdjoint) == 0)
            {
                Buffer<T>.Store(ref node.Adjoint, adjoints.Allocate(1));
                node.Flags |= NodeFlags.HasAdjoint | NodeFlags.IsUniform;
            }

            node.Adjoint.Span[0] = value;
            node.AdjointSweep = sweep;
            return;
        }

        Span<T> adjoint = AdjointOf(index, out bool accumulate);
        if (accumulate)
        {
            BinaryLoop.Evaluate(new Add(), adjoint, new ReadOnlySpan<T>(in value), adjoint, accumulate: false);
        }
        else
        {
            adjoint.Fill(value);
        }
    }

    /// <summary>Writes a uniform adjoint out as a tensor, for a pull that needs every element.</summary>
    internal void WriteOut(ref Node<T> node)
    {
        if ((node.Flags & NodeFlags.IsUniform) != 0)
        {
            AdjointMemoryOf(ref node, accumulate: true);
        }
    }

    private Span<T> AdjointMemoryOf(ref Node<T> node, bool accumulate)
    {
        if ((node.Flags & (NodeFlags.HasAdjoint | NodeFlags.IsUniform)) != NodeFlags.HasAdjoint)
        {
            MakeAdjoint(ref node, accumulate);
        }

        return node.Adjoint.Span;
    }

    private void MakeAdjoint(ref Node<T> node, bool accumulate)
    {
        Buffer<T> made = AllocateAdjoint(node.Shape.Count);
        if (accumulate)
        {
            // Only a uniform adjoint has been written without memory of its own.
            made.Span.Fill(node.Adjoint.Span[0]);
        }

        Buffer<T>.Store(ref node.Adjoint, made);
        node.Flags = (node.Flags | NodeFlags.HasAdjoint) & ~NodeFlags.IsUniform;
    }

    /// <summary>As <see cref="AdjointOf"/>, for a pull of the only operand that may write over the upstream gradient as it reads it.</summary>
    internal Span<T> AdjointInPlaceOf(int index, out bool accumulate)
    {
        int target = OperandsOf(index)[0];
        if (!TryHandOn(index, operand: 0))
        {
            return AdjointOf(target, out accumulate);
        }

        accumulate = false;
        return Node(target).Adjoint.Span;
    }

    /// <summary>Leaves the memory of a node's adjoint to an operand, if it would be the operand's first contribution and nobody needs it here any more.</summary>
    private bool TryHandOn(int index, int operand)
    {
        ref Node<T> node = ref Node(index);
        if (node.Adjoint.Length < LeastReusable || handedOnBy >= 0 || IsKept(ref node))
        {
            return false;
        }

        ReadOnlySpan<int> inputs = OperandsOf(index);
        int target = inputs[operand];
        ref Node<T> receiver = ref Node(target);
        if (receiver.Recorder is null
            || receiver.AdjointSweep == sweep
            || (receiver.Flags & NodeFlags.HasAdjoint) != 0
            || inputs[(operand + 1)..].Contains(target))
        {
            return false;
        }

        // Later operands of this node still read the memory; nothing writes to it before the receiver's own turn.
        handedOnBy = index;
        Buffer<T>.Store(ref receiver.Adjoint, node.Adjoint);
        receiver.Flags |= NodeFlags.HasAdjoint;
        receiver.AdjointSweep = sweep;
        return true;
    }

    /// <summary>Takes back the adjoint of a node that has been pulled, and its value if asked, unless somebody may read them.</summary>
    private void Release(int index, ref Node<T> node, bool releasesValue)
    {
        if (IsKept(ref node))
        {
            return;
        }

        if (releasesValue)
        {
            // All that reads the value comes after this node, and so before it in the sweep.
            node.Flags |= NodeFlags.IsReleased;
            if (node.Value.Length >= LeastReusable && !node.Recorder!.SharesMemory && (node.Flags & (NodeFlags.IsShared | NodeFlags.Deferred)) == 0)
            {
                free.Add(node.Value);
            }
        }

        node.AdjointSweep = GoneAfter(sweep);
        if (node.Adjoint.Length < LeastReusable)
        {
            return;
        }

        if (handedOnBy != index)
        {
            free.Add(node.Adjoint);
        }

        handedOnBy = -1;
        node.Flags &= ~NodeFlags.HasAdjoint;
    }

    private bool IsKept(ref Node<T> node) => KeepGradients || (node.Flags & NodeFlags.KeepsGradient) != 0;

    /// <summary>What stands in <see cref="Node{T}.AdjointSweep"/> where the sweep wrote an adjoint and took it back.</summary>
    private static int GoneAfter(int sweep) => -sweep;

    private Buffer<T> AllocateAdjoint(int length)
    {
        if (length >= LeastReusable)
        {
            for (int i = free.Count - 1; i >= Math.Max(0, free.Count - LongestSearch); i--)
            {
                if (free[i].Length == length)
                {
                    Buffer<T> found = free[i];
                    free.RemoveAt(i);
                    return found;
                }
            }
        }

        return adjoints.Allocate(length);
    }
}
