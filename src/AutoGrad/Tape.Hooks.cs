using System.Runtime.InteropServices;
using AutoGrad.Errors;
using AutoGrad.Memory;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <content>Hooks: gradients that somebody wants to see as they pass.</content>
public sealed partial class Tape<T>
{
    private readonly Dictionary<int, Passing> passing = [];
    private readonly List<Parameter<T>> completed = [];

    /// <summary>What a hooked node needs beyond its record.</summary>
    private struct Passing
    {
        public GradientHook<T>? Hook;

        /// <summary>For a leaf, this sweep's gradient until the hooks have seen it, apart from what earlier sweeps left.</summary>
        public Buffer<T> Gradient;
    }

    internal void AddHook(int index, GradientHook<T> hook)
    {
        if (HoldsParametersConstant)
        {
            // The derivative of a function is that of its mathematics, whether it is taken by Backward() inside or recorded.
            return;
        }

        ref Node<T> node = ref Node(index);
        if (!node.RequiresGradient)
        {
            throw new NoGradientException("OnGradient(): this variable gets no gradient; it is a constant, its parameter is frozen, or recording was off when it was made");
        }

        node.Flags |= NodeFlags.HasHook;
        ref Passing entry = ref CollectionsMarshal.GetValueRefOrAddDefault(passing, index, out _);
        entry.Hook = entry.Hook is null ? hook : entry.Hook + hook;
    }

    /// <summary>Where this sweep's gradient of a hooked leaf is collected.</summary>
    private Span<T> PassingGradientOf(int index, ref Node<T> node, out bool accumulate)
    {
        accumulate = node.AdjointSweep == sweep;
        node.AdjointSweep = sweep;
        ref Passing entry = ref CollectionsMarshal.GetValueRefOrAddDefault(passing, index, out _);
        if (!entry.Gradient.IsAllocated)
        {
            entry.Gradient = adjoints.Allocate(node.Shape.Count);
        }

        return entry.Gradient.Span;
    }

    /// <summary>Shows the complete gradient of a node to its hooks; for a leaf, then adds it to what earlier sweeps left.</summary>
    private void ApplyHooks(int index)
    {
        ref Node<T> node = ref Node(index);
        passing.TryGetValue(index, out Passing entry);
        bool isLeaf = node.Recorder is null;
        Span<T> gradient = isLeaf ? entry.Gradient.Span : node.Adjoint.Span;
        Parameter<T>? parameter = ParameterOf(index);
        bool wasFinite = DetectAnomalies && ValueRange<T>.Of(gradient).IsFinite;
        parameter?.ShowGradient(gradient);
        entry.Hook?.Invoke(gradient, node.Shape);
        if (wasFinite && !ValueRange<T>.Of(gradient).IsFinite)
        {
            throw AnomalyReport.InHook(this, index);
        }

        if (isLeaf)
        {
            AddTo(LeafGradientOf(index, ref node, out bool accumulate), gradient, accumulate);
        }

        if (parameter is not null)
        {
            completed.Add(parameter);
        }
    }

    private void TellCompleted()
    {
        foreach (Parameter<T> parameter in completed)
        {
            parameter.TellCompleted();
        }
    }
}
