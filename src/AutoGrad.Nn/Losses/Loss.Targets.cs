using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Losses;

/// <content>What targets and weights may be. A target that gets a gradient is not looked at.</content>
public static partial class Loss
{
    /// <summary>A target of the same shape, of 1 and -1.</summary>
    private static Variable<T> Signs<T>(Variable<T> y, Operand<T> target, string loss, string first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> t = Alike(y, target, loss, first: first);
        if (!t.RequiresGradient)
        {
            ReadOnlySpan<T> values = t.Value.Span;
            for (int i = 0; i < values.Length; i++)
            {
                if (T.Abs(values[i]) != T.One)
                {
                    throw new ModuleException(FormattableString.Invariant(
                        $"{loss}: element {i} of the target is {values[i]}, but must be 1 or -1; of targets 0 and 1 make 2 t - 1"));
                }
            }
        }

        return t;
    }

    /// <summary>A target of the same shape, of numbers from 0 to 1.</summary>
    private static Variable<T> Shares<T>(Variable<T> y, Operand<T> target, string loss, string first = "output")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> t = Alike(y, target, loss, first: first);
        if (!t.RequiresGradient)
        {
            ReadOnlySpan<T> values = t.Value.Span;
            for (int i = 0; i < values.Length; i++)
            {
                if (!(values[i] >= T.Zero && values[i] <= T.One))
                {
                    throw new ModuleException(FormattableString.Invariant(
                        $"{loss}: element {i} of the target is {values[i]}, but must be from 0 to 1; of targets 1 and -1 make (t + 1) / 2, and for numbers of classes there is CrossEntropy"));
                }
            }
        }

        return t;
    }

    /// <summary>A target of the same shape, of finite numbers that are not negative.</summary>
    private static Variable<T> NotNegative<T>(Variable<T> y, Operand<T> target, string loss, string first, string remedy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> t = Alike(y, target, loss, first: first);
        if (!t.RequiresGradient)
        {
            ReadOnlySpan<T> values = t.Value.Span;
            for (int i = 0; i < values.Length; i++)
            {
                if (!(values[i] >= T.Zero && T.IsFinite(values[i])))
                {
                    throw new ModuleException(FormattableString.Invariant(
                        $"{loss}: element {i} of the target is {values[i]}, but a probability is finite and not negative; {remedy}"));
                }
            }
        }

        return t;
    }

    /// <summary>Refuses the mean of nothing, if it is the mean that is asked for.</summary>
    private static void CheckMean(Shape shape, Reduction reduction, string loss)
    {
        if (reduction == Reduction.Mean)
        {
            CheckNotEmpty(shape, loss);
        }
    }

    /// <summary>Refuses the mean of nothing, which would be NaN.</summary>
    private static void CheckNotEmpty(Shape shape, string loss)
    {
        if (shape.Count == 0)
        {
            throw new ShapeException($"{loss}: there is no mean of the shape {shape}, which has no elements; leave empty batches out, or use Reduction.Sum, which gives 0");
        }
    }
}
