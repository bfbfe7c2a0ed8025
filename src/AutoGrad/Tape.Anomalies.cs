using AutoGrad.Sweeps;

namespace AutoGrad;

/// <content>Anomaly detection: the first operation that makes a NaN or an infinity is named.</content>
public sealed partial class Tape<T>
{
    private Dictionary<int, RecordSite>? sites;
    private bool detectsAnomalies;

    /// <summary>Whether records are looked at: one question for both reasons to do so.</summary>
    private bool inspects;

    /// <summary>
    /// Whether recording and <c>Backward()</c> stop with an <see cref="Errors.AnomalyException"/> at the first operation that makes a
    /// NaN or an infinity out of finite numbers. It names the operation, the ranges of its operands, the file and line that recorded
    /// it, and the chain of operations that led there.
    /// </summary>
    /// <remarks>
    /// For looking for a fault: each record then takes some 10 microseconds, as it looks up the line it comes from. Off, it costs
    /// nothing. Lines are known of what is recorded while it is on. A leaf that is not finite, and what comes of it, is no anomaly.
    /// </remarks>
    public bool DetectAnomalies
    {
        get => detectsAnomalies;
        set
        {
            detectsAnomalies = value;
            inspects = detectsAnomalies || keepsSources;
        }
    }

    /// <summary>Whether what a derivative records is looked at by its sweep, which knows what becomes of an infinity.</summary>
    internal bool IsRecordingDerivative { get; set; }

    /// <summary>Whether a sweep that records looks at what it makes: not in scratch, where an operation's gradient is looked at as a whole.</summary>
    internal bool ChecksDerivatives => detectsAnomalies && !IsScratch;

    internal RecordSite SiteOf(int index) => sites is not null && sites.TryGetValue(index, out RecordSite site) ? site : default;

    /// <summary>Whether this sweep sent a gradient through a node.</summary>
    internal bool WasSwept(int index) => Math.Abs(Node(index).AdjointSweep) == sweep;

    /// <summary>Looks at a record that was just made.</summary>
    private void Inspect(int index, bool isDeferred)
    {
        if (IsScratch)
        {
            // A part of an operation's gradient; that is looked at as a whole.
            return;
        }

        (sites ??= [])[index] = RecordSite.Here();
        if (detectsAnomalies && !isDeferred)
        {
            CheckValue(index);
        }
    }

    private void CheckValue(int index)
    {
        ref Node<T> node = ref Node(index);
        if (IsRecordingDerivative || node.Recorder!.SharesMemory || ValueRange<T>.Of(node.Value.Span).IsFinite)
        {
            return;
        }

        if (HasFiniteOperands(index))
        {
            throw AnomalyReport.InValue(this, index);
        }
    }

    /// <summary>Whether what an operation was applied to is finite: what comes of numbers that are not is no anomaly of the operation.</summary>
    internal bool HasFiniteOperands(int index)
    {
        foreach (int operand in OperandsOf(index))
        {
            ref Node<T> node = ref Node(operand);
            if ((node.Flags & NodeFlags.Deferred) == 0 && !ValueRange<T>.Of(node.Value.Span).IsFinite)
            {
                return false;
            }
        }

        return true;
    }

    private void PullChecked(Recorder<T> recorder, int root, int index, int operand)
    {
        // Before the pull, which may write over the upstream gradient.
        ValueRange<T> upstream = ValueRange<T>.Of(Node(index).Adjoint.Span);
        int target = operands[Node(index).FirstOperand + operand];
        bool wasFinite = ValueRange<T>.Of(AdjointSoFar(target)).IsFinite;
        recorder.Pull(this, index, operand);
        ValueRange<T> made = ValueRange<T>.Of(AdjointSoFar(target));
        if (upstream.IsFinite && wasFinite && !made.IsFinite && HasFiniteOperands(index))
        {
            throw AnomalyReport.InGradient(this, root, index, operand, WasSwept, upstream, made);
        }
    }

    /// <summary>What was contributed to a node's gradient up to now; empty where nothing was.</summary>
    private ReadOnlySpan<T> AdjointSoFar(int index)
    {
        ref Node<T> node = ref Node(index);
        if (node.Recorder is not null)
        {
            return node.AdjointSweep == sweep ? node.Adjoint.Span : [];
        }

        if ((node.Flags & NodeFlags.HasHook) != 0)
        {
            return node.AdjointSweep == sweep ? passing[index].Gradient.Span : [];
        }

        if ((node.Flags & NodeFlags.IsOuter) != 0)
        {
            return outer!.AdjointSoFar(OuterIndexOf(ref node));
        }

        return ParameterOf(index) is { } parameter
            ? parameter.HasGradient ? parameter.Gradient.Span : []
            : (node.Flags & NodeFlags.HasGradient) != 0 ? node.Adjoint.Span : [];
    }
}
