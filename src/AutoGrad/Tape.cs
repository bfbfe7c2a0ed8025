using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    private Dictionary<int, string>? names;
    private Dictionary<Parameter<T>, Variable<T>>? substitutes;
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

    /// <summary>Whether parameters count as constants, so that derivatives by something else leave their gradients alone.</summary>
    internal bool HoldsParametersConstant { get; init; }

    /// <summary>A scalar leaf with a gradient.</summary>
    public Variable<T> Variable(T value) => Leaf(new ReadOnlySpan<T>(in value), [], NodeFlags.RequiresGradient);

    /// <summary>A vector leaf with a gradient; the values are copied.</summary>
    public Variable<T> Variable(T[] values) => Leaf(NotNull(values), [values.Length], NodeFlags.RequiresGradient);

    /// <summary>A vector leaf with a gradient; the values are copied.</summary>
    public Variable<T> Variable(ReadOnlySpan<T> values) => Leaf(values, [values.Length], NodeFlags.RequiresGradient);

    /// <summary>A matrix leaf with a gradient; the values are copied.</summary>
    public Variable<T> Variable(T[,] values) => Leaf(Flatten(values), [values.GetLength(0), values.GetLength(1)], NodeFlags.RequiresGradient);

    /// <summary>A leaf with a gradient, of any shape; the values, row by row, are copied. No lengths make a scalar.</summary>
    /// <exception cref="ShapeException">The values do not fill the shape.</exception>
    public Variable<T> Variable(ReadOnlySpan<T> values, params ReadOnlySpan<nint> lengths) => Leaf(values, lengths, NodeFlags.RequiresGradient);

    /// <summary>A leaf with a gradient; the values are copied.</summary>
    public Variable<T> Variable(in ReadOnlyTensorSpan<T> values) => Leaf(values, NodeFlags.RequiresGradient);

    /// <summary>A leaf with a gradient; the values are copied.</summary>
    public Variable<T> Variable(Tensor<T> values) => Leaf(NotNull(values).AsReadOnlyTensorSpan(), NodeFlags.RequiresGradient);

    /// <summary>A leaf with a gradient; the values are copied, possibly from another tape.</summary>
    public Variable<T> Variable(TensorView<T> values) => Leaf(values.Span, values.Shape.Lengths, NodeFlags.RequiresGradient);

    /// <summary>A scalar that gets no gradient.</summary>
    public Variable<T> Constant(T value) => Leaf(new ReadOnlySpan<T>(in value), [], NodeFlags.None);

    /// <summary>A vector that gets no gradient; the values are copied.</summary>
    public Variable<T> Constant(T[] values) => Leaf(NotNull(values), [values.Length], NodeFlags.None);

    /// <summary>A vector that gets no gradient; the values are copied.</summary>
    public Variable<T> Constant(ReadOnlySpan<T> values) => Leaf(values, [values.Length], NodeFlags.None);

    /// <summary>A matrix that gets no gradient; the values are copied.</summary>
    public Variable<T> Constant(T[,] values) => Leaf(Flatten(values), [values.GetLength(0), values.GetLength(1)], NodeFlags.None);

    /// <summary>A tensor of any shape that gets no gradient; the values, row by row, are copied. No lengths make a scalar.</summary>
    /// <exception cref="ShapeException">The values do not fill the shape.</exception>
    public Variable<T> Constant(ReadOnlySpan<T> values, params ReadOnlySpan<nint> lengths) => Leaf(values, lengths, NodeFlags.None);

    /// <summary>A tensor that gets no gradient; the values are copied.</summary>
    public Variable<T> Constant(in ReadOnlyTensorSpan<T> values) => Leaf(values, NodeFlags.None);

    /// <summary>A tensor that gets no gradient; the values are copied.</summary>
    public Variable<T> Constant(Tensor<T> values) => Leaf(NotNull(values).AsReadOnlyTensorSpan(), NodeFlags.None);

    /// <summary>A tensor that gets no gradient; the values are copied, possibly from another tape.</summary>
    public Variable<T> Constant(TensorView<T> values) => Leaf(values.Span, values.Shape.Lengths, NodeFlags.None);

    /// <summary>A tensor of any shape that gets no gradient and is read where it lies: a constant without the copy, for large data.</summary>
    /// <remarks>
    /// The tape reads the memory whenever an operation needs it, in the reverse sweep as well, so it must not be written until
    /// <see cref="Reset"/>. Memory that is not an array's is copied after all.
    /// </remarks>
    /// <param name="values">The values, row by row.</param>
    /// <param name="lengths">The lengths of the axes; no lengths make a scalar.</param>
    /// <exception cref="ShapeException">The values do not fill the shape.</exception>
    public Variable<T> Borrow(ReadOnlyMemory<T> values, params ReadOnlySpan<nint> lengths)
    {
        if (!MemoryMarshal.TryGetArray(values, out ArraySegment<T> segment) || IsScratch)
        {
            return Leaf(values.Span, lengths, NodeFlags.None);
        }

        if (Shape.CountOf(lengths) != values.Length)
        {
            throw ShapeException.DoesNotFill(values.Length, lengths);
        }

        int before = Enter();
        try
        {
            return Alias(KeepShape(NextNode().Shape, lengths, []), new Buffer<T>(segment.Array!, segment.Offset, segment.Count));
        }
        finally
        {
            Exit(before);
        }
    }

    /// <summary>A tensor of one repeated value that gets no gradient.</summary>
    public Variable<T> Filled(T value, params ReadOnlySpan<nint> lengths)
    {
        Variable<T> leaf = NewLeaf(lengths, NodeFlags.None);
        Node(leaf.Index).Value.Span.Fill(value);
        return leaf;
    }

    /// <summary>
    /// The parameter as a variable of this tape: it reads the parameter's memory, and <c>Backward()</c> adds to the
    /// parameter's gradient. Watching a parameter twice gives the same variable.
    /// </summary>
    public Variable<T> Watch(Parameter<T> parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (substitutes is not null && substitutes.TryGetValue(parameter, out Variable<T> substitute))
        {
            return substitute;
        }

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

    /// <summary>Until the next reset, watching the parameter gives this variable, so that derivatives by it are taken as by any other.</summary>
    internal void Substitute(Parameter<T> parameter, Variable<T> variable) => (substitutes ??= new(ReferenceEqualityComparer.Instance))[parameter] = variable;

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
        int before = EnterAlone("Reset()");
        Generation++;
        foreach (Recorder<T> recorder in usedRecorders)
        {
            recorder.Count = 0;
        }

        count = 0;
        operandCount = 0;
        sweep = 0;
        scratchStart = int.MaxValue;
        watched.Clear();
        names?.Clear();
        passing.Clear();
        completed.Clear();
        sites?.Clear();
        substitutes?.Clear();
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

    internal void SetName(int node, string name) => (names ??= [])[node] = name;

    internal string? NameOf(int node) =>
        names is not null && names.TryGetValue(node, out string? name) ? name : ParameterOf(node)?.Name;

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

    private Variable<T> Leaf(ReadOnlySpan<T> data, ReadOnlySpan<nint> lengths, NodeFlags flags)
    {
        if (Shape.CountOf(lengths) != data.Length)
        {
            throw ShapeException.DoesNotFill(data.Length, lengths);
        }

        Variable<T> leaf = NewLeaf(lengths, flags);
        data.CopyTo(Node(leaf.Index).Value.Span);
        return leaf;
    }

    private Variable<T> Leaf(in ReadOnlyTensorSpan<T> data, NodeFlags flags)
    {
        Variable<T> leaf = NewLeaf(data.Lengths, flags);
        data.FlattenTo(Node(leaf.Index).Value.Span);
        return leaf;
    }

    private Variable<T> NewLeaf(ReadOnlySpan<nint> lengths, NodeFlags flags)
    {
        int before = Enter();
        try
        {
            Shape shape = KeepShape(NextNode().Shape, lengths, []);
            return AppendLeaf(
                shape,
                (IsScratch ? scratch : values).Allocate(shape.Count),
                -1,
                IsRecording && !IsScratch ? flags : NodeFlags.None);
        }
        finally
        {
            Exit(before);
        }
    }

    private static TValue NotNull<TValue>(TValue value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where TValue : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    private static ReadOnlySpan<T> Flatten(T[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Length == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref values[0, 0], values.Length);
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
