using System.Numerics;
using System.Numerics.Tensors;
using AutoGrad.Errors;
using AutoGrad.Memory;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <summary>A trainable tensor that outlives tapes: it owns its value and its gradient.</summary>
/// <remarks>
/// Tapes read its value in place and add to its gradient; the gradient accumulates over backward passes until
/// <see cref="ZeroGradient"/>. Tapes of several threads may read one parameter at the same time, but not add to its gradient.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Parameter<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Arena<T> memory = new();
    private Buffer<T> gradient;
    private bool hasGradient;

    /// <summary>A parameter of the given shape; the values, row by row, are copied. No lengths make a scalar.</summary>
    /// <exception cref="ShapeException">The values do not fill the shape.</exception>
    public Parameter(ReadOnlySpan<T> values, params ReadOnlySpan<nint> lengths)
        : this(new Shape(lengths))
    {
        if (values.Length != Shape.Count)
        {
            throw ShapeException.DoesNotFill(values.Length, lengths);
        }

        values.CopyTo(ValueBuffer.Span);
    }

    /// <summary>A vector parameter; the values are copied.</summary>
    public Parameter(ReadOnlySpan<T> values)
        : this(values, [values.Length])
    {
    }

    /// <summary>A scalar parameter.</summary>
    public Parameter(T value)
        : this(new ReadOnlySpan<T>(in value), [])
    {
    }

    /// <summary>A parameter with the tensor's shape and a copy of its values.</summary>
    public Parameter(Tensor<T> values)
        : this(new Shape((values ?? throw new ArgumentNullException(nameof(values))).Lengths))
        => values.FlattenTo(ValueBuffer.Span);

    private Parameter(Shape shape)
    {
        Shape = shape;
        ValueBuffer = memory.Allocate(shape.Count);
    }

    /// <summary>Shows the gradient of each sweep, once it is complete and before it is added to <see cref="Gradient"/>; what a hook writes is added in its place.</summary>
    /// <remarks>Lasts from tape to tape. A tape looks at it when it first watches the parameter after a reset.</remarks>
    public event GradientHook<T>? GradientPassing;

    /// <summary>Tells that a sweep has added all it had to <see cref="Gradient"/>. Called at the end of the sweep, so that the value may be written, too.</summary>
    /// <remarks>Lasts from tape to tape. A tape looks at it when it first watches the parameter after a reset.</remarks>
    public event Action<Parameter<T>>? GradientCompleted;

    /// <summary>The name in messages and drawings; a module that registers the parameter sets it to the path, as in <c>hidden.0.weight</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>Whether the parameter gets no gradient. A tape looks at it when it first watches the parameter after a reset.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>The value.</summary>
    public TensorView<T> Value => new(ValueBuffer, Shape, null);

    /// <summary>The value for writing. Each access counts as a change: a tape that has read the parameter refuses to go backward.</summary>
    /// <remarks>Ask for it each time that you write: what is written later through a span that was kept counts as no change.</remarks>
    public Span<T> MutableValue
    {
        get
        {
            Version++;
            return ValueBuffer.Span;
        }
    }

    /// <summary>The sum of the gradients of all backward passes since <see cref="ZeroGradient"/>.</summary>
    public TensorView<T> Gradient
    {
        get
        {
            // Reading is no backward pass: where there is no gradient, the zeros that are shown do not count as one.
            if (!hasGradient)
            {
                if (!gradient.IsAllocated)
                {
                    gradient = memory.Allocate(Shape.Count);
                }

                gradient.Span.Clear();
            }

            return new TensorView<T>(gradient, Shape, null);
        }
    }

    /// <summary>The gradient for writing, as gradient clipping does.</summary>
    public Span<T> MutableGradient
    {
        get
        {
            Span<T> span = GradientFor(out bool holds);
            if (!holds)
            {
                span.Clear();
            }

            return span;
        }
    }

    /// <summary>Counts the changes of the value.</summary>
    public int Version { get; private set; }

    /// <summary>Whether a backward pass, or somebody writing, left a gradient since <see cref="ZeroGradient"/>.</summary>
    public bool HasGradient => hasGradient;

    internal bool HasHooks => GradientPassing is not null || GradientCompleted is not null;

    internal Buffer<T> ValueBuffer { get; }

    /// <summary>What the tape that watched this parameter last remembers of it; a short cut, which any tape may replace.</summary>
    internal Tape<T>.WatchEntry? Latest { get; set; }

    /// <summary>Overwrites the whole value, row by row.</summary>
    /// <exception cref="ShapeException">There are not as many values as the parameter has.</exception>
    public void Set(params ReadOnlySpan<T> values)
    {
        if (values.Length != Shape.Count)
        {
            throw new ShapeException($"Set: {values.Length} values given, but the {this} has {Shape.Count}; give all of them, row by row");
        }

        values.CopyTo(MutableValue);
    }

    /// <summary>Forgets the gradient; the next backward pass writes a new one.</summary>
    public void ZeroGradient() => hasGradient = false;

    /// <summary>One step of gradient descent: value -= rate * gradient. A large parameter is updated on as many threads as the tape it was last watched by may use.</summary>
    public void Descend(T rate)
    {
        if (hasGradient)
        {
            ElementwiseWork.Add(gradient.Span, -rate, MutableValue, Latest?.Tape.Threads ?? 1);
        }
    }

    /// <summary>The name and the shape.</summary>
    public override string ToString() => Name is null ? $"parameter {Shape}" : $"parameter {Name} {Shape}";

    internal void ShowGradient(Span<T> passing) => GradientPassing?.Invoke(passing, Shape);

    internal void TellCompleted() => GradientCompleted?.Invoke(this);

    /// <summary>Where gradients go: added if <paramref name="accumulate"/>, or else written.</summary>
    internal Span<T> GradientFor(out bool accumulate)
    {
        if (!gradient.IsAllocated)
        {
            gradient = memory.Allocate(Shape.Count);
        }

        accumulate = hasGradient;
        hasGradient = true;
        return gradient.Span;
    }
}
