using System.Runtime.InteropServices;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <content>The reverse sweep that leaves numbers: adjoints in arenas, and gradients in leaves and parameters.</content>
public sealed partial class Tape<T>
{
    // The leaves whose gradient this sweep was the first to write, to be taken back if it fails.
    private readonly List<int> firstWritten = [];

    // What leaves held before, while anomalies are looked for, and a failure is what is expected.
    private readonly Dictionary<int, T[]> heldBefore = [];
    private int sweep;
    private bool hasSweepFailed;

    internal void Backward(Variable<T> root, ReadOnlySpan<T> upstream)
    {
        root.CheckAlive();
        RefuseInsideCheckpoint();
        int before = EnterSweep();

        // Before anything can fail: what a failure takes back must be of this sweep.
        firstWritten.Clear();
        heldBefore.Clear();
        completed.Clear();
        handedOnBy = -1;
        int sweepBefore = sweep;
        try
        {
            if (!Node(root.Index).RequiresGradient)
            {
                throw new NoGradientException(
                    "Backward(): the variable depends on no leaf that has a gradient; it was made of constants, behind StopGradient(), or while recording was off");
            }

            CheckParameters();
            sweep++;
            hasSweepFailed = false;
            Seed(root.Index, upstream);
            if (ReleaseValues && !DetectAnomalies)
            {
                ViewGeneration++;
                Sweep(root.Index, releases: true);
                ViewGeneration++;
            }
            else
            {
                Sweep(root.Index, releases: false);
            }

            TellCompleted();
        }
        catch
        {
            TakeBack();
            hasSweepFailed |= sweep != sweepBefore;
            throw;
        }
        finally
        {
            Exit(before);
        }
    }

    /// <summary>Where the contributions to a node's gradient go: added if <paramref name="accumulate"/>, or else written.</summary>
    internal Span<T> AdjointOf(int index, out bool accumulate)
    {
        ref Node<T> node = ref Node(index);
        if (node.Recorder is null)
        {
            return (node.Flags & NodeFlags.HasHook) != 0
                ? PassingGradientOf(index, ref node, out accumulate)
                : LeafGradientOf(index, ref node, out accumulate);
        }

        accumulate = node.AdjointSweep == sweep;
        node.AdjointSweep = sweep;
        return AdjointMemoryOf(ref node, accumulate);
    }

    /// <summary>As <see cref="AdjointOf"/>, for a leaf: the gradient that stays, past the hooks.</summary>
    private Span<T> LeafGradientOf(int index, ref Node<T> node, out bool accumulate)
    {
        if (node.Operation >= 0)
        {
            Span<T> gradient = watched[node.Operation].Entry.Parameter.GradientFor(out accumulate);
            Remember(index, gradient, accumulate);
            return gradient;
        }

        if ((node.Flags & NodeFlags.IsOuter) != 0)
        {
            return outer!.AdjointOf(OuterIndexOf(ref node), out accumulate);
        }

        accumulate = (node.Flags & NodeFlags.HasGradient) != 0;
        node.Flags |= NodeFlags.HasGradient;
        Span<T> adjoint = AdjointMemoryOf(ref node, accumulate);
        Remember(index, adjoint, accumulate);
        return adjoint;
    }

    /// <summary>The upstream gradient of a node as a variable, while its contributions are worked out.</summary>
    internal Variable<T> UpstreamOf(int index)
    {
        ref Node<T> node = ref Node(index);
        return Alias(node.Shape, node.Adjoint);
    }

    /// <summary>
    /// Adds a contribution to the adjoint of an operand. If its last operation was put off, as it is in scratch, it is now
    /// computed straight into the adjoint; if broadcasting made it larger than the operand, it is summed back.
    /// </summary>
    internal void AddToAdjoint(int index, int operand, Variable<T> contribution)
    {
        int target = OperandsOf(index)[operand];
        Shape shape = Node(target).Shape;
        ref Node<T> node = ref Node(contribution.Index);
        CheckContribution(node.Shape, shape, Node(index).Recorder!);

        bool matches = node.Shape.Count == shape.Count;
        if (matches && (node.Flags & NodeFlags.Deferred) != 0 && !node.Recorder!.SharesMemory)
        {
            // The operands first: what they allocate must not lie between the adjoint and its evaluation.
            ForceAll(OperandsOf(contribution.Index));
            Span<T> destination = AdjointOf(target, out bool adds);
            node.Recorder.Evaluate(this, contribution.Index, destination, adds);
            return;
        }

        Span<T> value = ValueOf(contribution.Index);
        if (matches && value == Node(index).Adjoint.Span)
        {
            PassUpstream(index, operand);
            return;
        }

        Span<T> adjoint = AdjointOf(target, out bool accumulate);
        if (matches)
        {
            AddTo(adjoint, value, accumulate);
        }
        else
        {
            Reduction.SumTo(value, node.Shape.Lengths, shape.Lengths, adjoint, accumulate, Threads);
        }
    }

    private static void AddTo(Span<T> adjoint, ReadOnlySpan<T> contribution, bool accumulate)
    {
        if (accumulate)
        {
            BinaryLoop.Evaluate(new Add(), adjoint, contribution, adjoint, accumulate: false);
        }
        else
        {
            contribution.CopyTo(adjoint);
        }
    }

    /// <summary>The gradient of a node as the user may read it.</summary>
    internal TensorView<T> GradientOf(int index)
    {
        ref Node<T> node = ref Node(index);
        if (!node.RequiresGradient)
        {
            throw new NoGradientException("this variable gets no gradient: it is a constant, its parameter is frozen, or recording was off when it was made; make it with tape.Variable or tape.Watch while recording");
        }

        if (ParameterOf(index) is { } parameter)
        {
            return parameter.Gradient;
        }

        if (sweep == 0)
        {
            throw new NoGradientException("there is no gradient yet; call Backward() on the result first");
        }

        bool isLeaf = node.Recorder is null;
        if (!isLeaf && !IsGradientKept(ref node))
        {
            throw new NoGradientException(
                "the gradient of an intermediate result is not kept; call KeepGradient() on it, or set tape.KeepGradients, before Backward()");
        }

        if (!isLeaf && hasSweepFailed)
        {
            throw new NoGradientException("there is no gradient of an intermediate result, as the last Backward() failed");
        }

        if (isLeaf ? (node.Flags & NodeFlags.HasGradient) == 0 : node.AdjointSweep != sweep)
        {
            // No path led from the result to this variable, so its gradient is zero.
            (isLeaf ? LeafGradientOf(index, ref node, out _) : AdjointOf(index, out _)).Clear();
        }

        return new TensorView<T>(node.Adjoint, node.Shape, this);
    }

    /// <summary>A contribution has its operand's shape, or one that broadcasting made of it.</summary>
    internal static void CheckContribution(Shape contribution, Shape operand, Recorder<T> source)
    {
        if (!IsBroadcastOf(contribution, operand))
        {
            throw new ShapeException(
                $"{source.Info.Name}: its vector-Jacobian product has shape {contribution} for an operand of shape {operand}");
        }
    }

    /// <summary>Whether <see cref="GradientOf"/> would give a gradient that a backward pass left, or the zero that it implies.</summary>
    internal bool HasReadableGradient(int index)
    {
        ref Node<T> node = ref Node(index);
        return node.RequiresGradient && (ParameterOf(index) is { } parameter
            ? parameter.HasGradient
            : sweep > 0 && (node.Recorder is null || (IsGradientKept(ref node) && !hasSweepFailed)));
    }

    private bool IsGradientKept(ref Node<T> node) =>
        IsKept(ref node) && node.AdjointSweep != GoneAfter(sweep);

    /// <summary>Whether broadcasting makes <paramref name="shape"/> out of <paramref name="original"/>.</summary>
    private static bool IsBroadcastOf(Shape shape, Shape original)
    {
        if (original.Rank > shape.Rank)
        {
            return false;
        }

        for (int fromEnd = 1; fromEnd <= original.Rank; fromEnd++)
        {
            nint length = original.Lengths[^fromEnd];
            if (length != 1 && length != shape.Lengths[^fromEnd])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Makes a leaf forget its gradient, so that the next backward pass starts from zero.</summary>
    internal void ForgetGradient(Variable<T> leaf) => Node(leaf.Index).Flags &= ~NodeFlags.HasGradient;

    private void Remember(int leaf, ReadOnlySpan<T> gradient, bool accumulate)
    {
        if (!accumulate)
        {
            firstWritten.Add(leaf);
        }
        else if (detectsAnomalies && !heldBefore.ContainsKey(leaf))
        {
            heldBefore[leaf] = gradient.ToArray();
        }
    }

    /// <summary>Forgets the gradients that a failed sweep was the first to write, and puts back those that were kept.</summary>
    private void TakeBack()
    {
        if (handedOnBy >= 0)
        {
            // Two nodes must not enter the next sweep with the same memory.
            Node(handedOnBy).Flags &= ~NodeFlags.HasAdjoint;
        }

        foreach ((int leaf, T[] gradient) in heldBefore)
        {
            gradient.CopyTo(ParameterOf(leaf) is { } parameter ? parameter.GradientFor(out _) : Node(leaf).Adjoint.Span);
        }

        foreach (int leaf in firstWritten)
        {
            ParameterOf(leaf)?.ZeroGradient();
            Node(leaf).Flags &= ~NodeFlags.HasGradient;
        }
    }

    private void Sweep(int root, bool releases)
    {
        bool checks = DetectAnomalies;
        for (int index = root; index >= 0; index--)
        {
            ref Node<T> node = ref Node(index);
            if (node.AdjointSweep != sweep)
            {
                continue;
            }

            if ((node.Flags & (NodeFlags.HasHook | NodeFlags.IsReleased)) != 0)
            {
                if ((node.Flags & NodeFlags.IsReleased) != 0)
                {
                    throw StaleVariableException.Released();
                }

                ApplyHooks(index);
            }

            if (node.Recorder is not { } recorder)
            {
                continue;
            }

            for (int operand = 0; operand < node.OperandCount; operand++)
            {
                if (Node(operands[node.FirstOperand + operand]).RequiresGradient)
                {
                    if (checks)
                    {
                        PullChecked(recorder, root, index, operand);
                    }
                    else
                    {
                        recorder.Pull(this, index, operand);
                    }
                }
            }

            Release(index, ref node, releases && index != root);
        }
    }

    private void Seed(int root, ReadOnlySpan<T> upstream)
    {
        Shape shape = Node(root).Shape;
        if (upstream.Length != shape.Count)
        {
            throw new UpstreamException($"Backward(upstream): the upstream gradient has {upstream.Length} elements, but the variable has shape {shape}");
        }

        AddTo(AdjointOf(root, out bool accumulate), upstream, accumulate);
    }

    internal void CheckParameters(string call = "Backward()")
    {
        foreach ((WatchEntry watch, int version) in CollectionsMarshal.AsSpan(watched))
        {
            if (watch.Parameter.Version != version)
            {
                throw new ParameterChangedException(watch.Parameter.Name ?? $"of shape {watch.Parameter.Shape}", call);
            }
        }
    }
}
