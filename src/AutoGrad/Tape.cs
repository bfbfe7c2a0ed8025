using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGrad.Errors;
using AutoGrad.Memory;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <summary>
/// Records operations as they are computed, and runs the reverse sweep over them. A tape owns the memory of its values and
/// gradients; variables are small handles into it.
/// </summary>
/// <remarks>
/// <para>The usual loop is: record an expression, <see cref="Variable{T}.Backward()"/>, update the parameters,
/// <see cref="Reset"/>. Once warm, its body allocates nothing. There is nothing to dispose.</para>
/// <para>Tapes are independent of each other and hold no static state. One tape may move from thread to thread, but two
/// threads must not use it at the same time; that is detected and reported as <see cref="ConcurrentUseException"/>.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed partial class Tape<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Arena<T> values = new();
    private readonly Arena<int> indices = new();
    private readonly List<(WatchEntry Entry, int Version)> watched = [];
    private readonly ConditionalWeakTable<Parameter<T>, WatchEntry> known = [];
    // Who is using the tape: a thread's number, which is positive, or one of these.
    private const int Nobody = 0;
    private const int Somebody = -1;

    private int threads = Environment.ProcessorCount;
    private int recordingOff;
    private int user;

    /// <summary>Makes an empty tape.</summary>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public Tape()
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"Tape<{typeof(T).Name}>: a tape records float or double; convert the data first");
        }
    }

    /// <summary>Whether every intermediate result keeps its gradient in the sweeps from now on, for looking at a graph; off, only leaves do.</summary>
    public bool KeepGradients { get; set; }

    /// <summary>
    /// Whether <c>Backward()</c> takes back the values of the intermediate results that it passes, for the gradients that it still has
    /// to compute. Off, they stay readable until <see cref="Reset"/>.
    /// </summary>
    /// <remarks>
    /// The result itself, leaves, parameters, and results whose gradient is kept, keep their values. Reading a released one, or a second
    /// <c>Backward()</c> over it, is a <see cref="StaleVariableException"/>. While <see cref="DetectAnomalies"/> is on, nothing is released.
    /// </remarks>
    public bool ReleaseValues { get; set; }

    /// <summary>The most threads that one large operation may use, all processors unless set; 1 keeps everything on the calling thread. Results have the same bits for any number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Threads
    {
        get => threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            threads = value;
        }
    }

    /// <summary>The number of records since the last <see cref="Reset"/>.</summary>
    public int Count => count;

    /// <summary>Whether operations are recorded for differentiation; see <see cref="StopRecording"/>.</summary>
    public bool IsRecording => recordingOff == 0;

    /// <summary>The bytes that the tape holds for values, gradients and records, and for what checkpointed functions compute inside, whether or not they are in use.</summary>
    public long MemoryInBytes => ((values.Capacity + adjoints.Capacity + scratch.Capacity) * Unsafe.SizeOf<T>())
        + (indices.Capacity * sizeof(int)) + (operands.LongLength * sizeof(int))
        + ((long)pageCount * PageLength * Unsafe.SizeOf<Node<T>>())
        + (inner?.MemoryInBytes ?? 0);

    /// <summary>How far the memory of values is used.</summary>
    internal ArenaMark ValuePosition => values.Position;

    internal int Generation { get; private set; } = 1;

    /// <summary>Counts what makes views of values stale: resets, and sweeps that release values.</summary>
    internal int ViewGeneration { get; private set; } = 1;

    /// <summary>Whether parameters count as constants, so that derivatives by something else leave their gradients alone.</summary>
    internal bool HoldsParametersConstant { get; set; }

    /// <summary>
    /// The parameter as a variable of this tape: it reads the parameter's memory, and <c>Backward()</c> adds to the
    /// parameter's gradient. Watching a parameter twice gives the same variable.
    /// </summary>
    public Variable<T> Watch(Parameter<T> parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        int before = Enter();
        try
        {
            if (IsScratch)
            {
                return Alias(parameter.Shape, parameter.ValueBuffer);
            }

            WatchEntry watch = WatchOf(parameter);
            if (watch.Generation == Generation)
            {
                return new Variable<T>(this, watch.Node);
            }

            watch.Generation = IsRecording ? Generation : 0;
            watch.Node = count;
            watched.Add((watch, parameter.Version));
            return AppendLeaf(
                watch.Shape,
                parameter.ValueBuffer,
                watched.Count - 1,
                IsRecording && !parameter.IsFrozen && !HoldsParametersConstant
                    ? NodeFlags.RequiresGradient | (parameter.HasHooks ? NodeFlags.HasHook : NodeFlags.None)
                    : NodeFlags.None);
        }
        finally
        {
            Exit(before);
        }
    }

    /// <summary>Applies an operation on any number of operands; custom operations on more than three are applied by this method.</summary>
    /// <exception cref="ShapeException">The number of operands is not the operation's, or their shapes do not fit.</exception>
    public Variable<T> Apply<TOperation>(TOperation operation, params ReadOnlySpan<Variable<T>> operands)
        where TOperation : struct, Operations.IOperation<TOperation>
        => Record(operation, operands);

    /// <summary>
    /// Until the returned scope is disposed, operations are computed but not recorded for differentiation: for validation,
    /// or for a part of a computation that is to count as constant.
    /// </summary>
    /// <example><code>using (tape.StopRecording()) { ... }</code></example>
    public RecordingScope StopRecording()
    {
        recordingOff++;
        return new RecordingScope(this);
    }

    /// <summary>
    /// Forgets all records and takes their memory back for the next round. Variables recorded before are gone; parameters
    /// and their gradients stay.
    /// </summary>
    public void Reset()
    {
        if (isInnerBusy)
        {
            throw new CheckpointException("Reset() was called inside a checkpointed function, whose operands are on this tape; call it when the sweep is over");
        }

        int before = EnterAlone("Reset()");
        Generation++;
        ViewGeneration++;
        foreach (Recorder<T> recorder in usedRecorders)
        {
            recorder.Count = 0;
        }

        count = 0;
        operandCount = 0;
        sweep = 0;
        hasSweepFailed = false;
        scratchStart = int.MaxValue;
        watched.Clear();
        names?.Clear();
        passing.Clear();
        completed.Clear();
        sites?.Clear();
        ScopeCount = 0;
        openScope = -1;
        values.Reset();
        adjoints.Reset();
        free.Clear();
        scratch.Reset();
        indices.Reset();
        Exit(before);
    }

    internal void ResumeRecording() => recordingOff = Math.Max(0, recordingOff - 1);

    /// <summary>A copy of indices that lives as long as the records do.</summary>
    internal ReadOnlyMemory<int> KeepIndices(ReadOnlySpan<int> source)
    {
        Buffer<int> kept = indices.Allocate(source.Length);
        source.CopyTo(kept.Span);
        return kept.Memory;
    }

    /// <summary>The parameter that a leaf stands for, if it does.</summary>
    internal Parameter<T>? ParameterOf(int node)
    {
        ref Node<T> record = ref Node(node);
        return record.Recorder is null && record.Operation >= 0 ? watched[record.Operation].Entry.Parameter : null;
    }

    private WatchEntry WatchOf(Parameter<T> parameter)
    {
        if (parameter.Latest is { } latest && ReferenceEquals(latest.Tape, this))
        {
            return latest;
        }

        // Asked for first, because a delegate that makes an entry is itself an object, and a checkpointed function moves between two tapes.
        if (!known.TryGetValue(parameter, out WatchEntry? watch))
        {
            watch = new WatchEntry(this, parameter);
            known.Add(parameter, watch);
        }

        parameter.Latest = watch;
        return watch;
    }

    /// <summary>Marks the tape as in use; gives back what <see cref="Exit"/> restores.</summary>
    /// <remarks>
    /// Not atomic on purpose: a race that slips through this check costs a missed report, never a false one. Asking for the thread's
    /// number takes a part of a small record's time, so only a sweep, inside of which there are further uses, leaves it here.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Enter()
    {
        int before = user;
        if (before == Nobody)
        {
            user = Somebody;
        }
        else
        {
            CheckUser(before);
        }

        return before;
    }

    /// <summary>As <see cref="Enter"/>, for work that uses the tape itself and that nothing may interrupt.</summary>
    private int EnterSweep()
    {
        int before = EnterAlone("Backward()");
        user = Environment.CurrentManagedThreadId;
        return before;
    }

    /// <summary>As <see cref="Enter"/>, for what must not happen within a sweep, as in a hook.</summary>
    private int EnterAlone(string call)
    {
        int before = Enter();
        return before == Nobody ? before : throw new SweepInProgressException(call);
    }

    private void Exit(int before) => user = before;

    private static void CheckUser(int user)
    {
        int thread = Environment.CurrentManagedThreadId;
        if (user != thread)
        {
            throw new ConcurrentUseException(user == Somebody ? null : user, thread);
        }
    }

    /// <summary>A scope in which a tape does not record; made by <see cref="StopRecording"/>.</summary>
    public readonly struct RecordingScope : IDisposable
    {
        private readonly Tape<T>? tape;

        internal RecordingScope(Tape<T> tape) => this.tape = tape;

        /// <summary>Records again.</summary>
        public void Dispose() => tape?.ResumeRecording();
    }

    /// <summary>What a tape remembers of a parameter it watches.</summary>
    internal sealed class WatchEntry(Tape<T> tape, Parameter<T> parameter)
    {
        public Tape<T> Tape { get; } = tape;

        public Parameter<T> Parameter { get; } = parameter;

        /// <summary>The tape's own object for the parameter's shape, which results of that shape share.</summary>
        public Shape Shape { get; } = tape.ShapeOf(parameter.Shape.Lengths);

        public int Generation { get; set; }

        public int Node { get; set; }
    }
}
