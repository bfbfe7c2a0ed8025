using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Losses;

/// <summary>Losses: how far outputs are from what they should be, as expressions over variables.</summary>
/// <remarks>
/// Targets may be variables, parameters, numbers, arrays or tensors; a target that is a variable gets a gradient, too. Nothing
/// broadcasts unless a loss says so: shapes that differ are far more often a mistake than meant. Constant targets of another
/// coding than the loss takes, as 0 and 1 where it takes -1 and 1, are refused with a <see cref="ModuleException"/>, and so is
/// the mean of an empty batch with a <see cref="ShapeException"/>.
/// </remarks>
public static partial class Loss
{
    /// <summary>The losses of the elements, reduced.</summary>
    /// <exception cref="ShapeException">The mean of no elements is asked for.</exception>
    private static Variable<T> Reduced<T>(Variable<T> each, Reduction reduction, [CallerMemberName] string loss = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (reduction)
        {
            case Reduction.Mean:
                CheckNotEmpty(each.Shape, loss);
                return each.Mean();
            case Reduction.Sum:
                return each.Sum();
            case Reduction.None:
                return each;
            default:
                throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "it must be Mean, Sum or None");
        }
    }

    /// <summary>An operand on the tape of another, of the same shape.</summary>
    private static Variable<T> Alike<T>(Variable<T> y, Operand<T> other, string loss, string what = "target", string first = "output")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> given = other.On(y.Tape);
        return ReferenceEquals(given.Shape, y.Shape) || given.Shape == y.Shape
            ? given
            : throw new ShapeException($"{loss}: the {first} has shape {y.Shape} and the {what} {given.Shape}; they must be equal, reshape one of them");
    }

    /// <summary>A number in the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Number<T>(double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => T.CreateTruncating(value);

    private static void CheckPositive(double value, string loss, string name)
    {
        if (!(value > 0) || double.IsInfinity(value))
        {
            throw new ModuleException(FormattableString.Invariant($"{loss}: {name} is {value}, but must be positive and finite"));
        }
    }

    private static void CheckFinite(double value, string loss, string name)
    {
        if (!double.IsFinite(value))
        {
            throw new ModuleException(FormattableString.Invariant($"{loss}: {name} is {value}, but must be finite"));
        }
    }

    private static void CheckSmoothing(double value, string loss)
    {
        if (!(value is >= 0 and <= 1))
        {
            throw new ModuleException(FormattableString.Invariant($"{loss}: the label smoothing is {value}, but must be from 0 to 1"));
        }
    }
}
