using System.Numerics;
using System.Numerics.Tensors;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Optimizers;

/// <summary>The last changes s of the parameters and y of the gradient, and what L-BFGS makes of them: a product with an inverse Hessian.</summary>
internal sealed class LimitedHistory<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double LeastCurvature = 1e-10;
    private readonly int capacity;
    private readonly int length;
    private readonly T[] changes;
    private readonly T[] gradientChanges;
    private readonly double[] inverseCurvatures;
    private readonly double[] shares;
    private readonly T[] change;
    private readonly T[] gradientChange;
    private long added;
    private double scale = 1;

    /// <summary>An empty history.</summary>
    /// <param name="capacity">The most changes; older ones are forgotten.</param>
    /// <param name="length">The number of parameters.</param>
    public LimitedHistory(int capacity, int length)
    {
        this.capacity = capacity;
        this.length = length;
        changes = new T[checked(capacity * length)];
        gradientChanges = new T[changes.Length];
        inverseCurvatures = new double[capacity];
        shares = new double[capacity];
        change = new T[length];
        gradientChange = new T[length];
    }

    /// <summary>Adds the change by a step along a direction, unless its curvature y s is not clearly positive.</summary>
    public void Add(ReadOnlySpan<T> direction, double step, ReadOnlySpan<T> gradient, ReadOnlySpan<T> previous)
    {
        TensorPrimitives.Multiply(direction, T.CreateTruncating(step), change);
        TensorPrimitives.Subtract(gradient, previous, gradientChange);
        double curvature = Dot(gradientChange, change);
        if (curvature > LeastCurvature)
        {
            int place = (int)(added % capacity);
            change.CopyTo(Row(changes, place));
            gradientChange.CopyTo(Row(gradientChanges, place));
            inverseCurvatures[place] = 1 / curvature;
            scale = curvature / Dot(gradientChange, gradientChange);
            added++;
        }
    }

    /// <summary>The direction -H g (the two-loop recursion).</summary>
    public void Direct(ReadOnlySpan<T> gradient, Span<T> direction)
    {
        TensorPrimitives.Negate(gradient, direction);
        long oldest = Math.Max(0, added - capacity);
        for (long k = added - 1; k >= oldest; k--)
        {
            int place = (int)(k % capacity);
            shares[place] = Dot(Row(changes, place), direction) * inverseCurvatures[place];
            TensorPrimitives.MultiplyAdd(Row(gradientChanges, place), T.CreateTruncating(-shares[place]), direction, direction);
        }

        TensorPrimitives.Multiply(direction, T.CreateTruncating(scale), direction);
        for (long k = oldest; k < added; k++)
        {
            int place = (int)(k % capacity);
            double share = Dot(Row(gradientChanges, place), direction) * inverseCurvatures[place];
            TensorPrimitives.MultiplyAdd(Row(changes, place), T.CreateTruncating(shares[place] - share), direction, direction);
        }
    }

    /// <summary>All of it.</summary>
    public IEnumerable<StateSlot> State() =>
    [
        StateSlot.Of("history.changes", changes, capacity, length),
        StateSlot.Of("history.gradient_changes", gradientChanges, capacity, length),
        StateSlot.Of("history.inverse_curvatures", inverseCurvatures),
        StateSlot.Of("history.added", () => added, value => added = value),
        StateSlot.Of("history.scale", () => scale, value => scale = value),
    ];

    private static double Dot(ReadOnlySpan<T> a, ReadOnlySpan<T> b) => double.CreateTruncating(TensorPrimitives.Dot(a, b));

    private Span<T> Row(T[] rows, int place) => rows.AsSpan(place * length, length);
}
