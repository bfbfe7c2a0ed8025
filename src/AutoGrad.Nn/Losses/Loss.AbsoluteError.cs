using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Losses;

/// <content>Errors that grow no faster than linearly.</content>
public static partial class Loss
{
    /// <summary>The absolute error |y - t|.</summary>
    /// <param name="y">The output, of any shape.</param>
    /// <param name="target">What it should be, of the same shape.</param>
    /// <param name="reduction">The mean over all elements unless given.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Variable<T> AbsoluteError<T>(Variable<T> y, Operand<T> target, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Reduced((y - Alike(y, target, nameof(AbsoluteError))).Abs(), reduction);

    /// <summary>Quadratic near 0 and linear beyond, d = y - t: d²/2 where |d| &lt;= delta, delta (|d| - delta/2) elsewhere.</summary>
    /// <param name="y">The output, of any shape.</param>
    /// <param name="target">What it should be, of the same shape.</param>
    /// <param name="delta">Where the quadratic part ends; positive.</param>
    /// <param name="reduction">The mean over all elements unless given.</param>
    /// <remarks>Source: Huber 1964.</remarks>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="ModuleException">Delta is not positive.</exception>
    public static Variable<T> Huber<T>(Variable<T> y, Operand<T> target, double delta = 1, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckPositive(delta, nameof(Huber), "delta");
        return Reduced((y - Alike(y, target, nameof(Huber))).Apply(new HuberError(delta)), reduction);
    }

    /// <summary>The absolute error with its kink rounded off, d = y - t: d²/(2 beta) where |d| &lt; beta, |d| - beta/2 elsewhere.</summary>
    /// <param name="y">The output, of any shape.</param>
    /// <param name="target">What it should be, of the same shape.</param>
    /// <param name="beta">Where the quadratic part ends; 0 makes it the absolute error.</param>
    /// <param name="reduction">The mean over all elements unless given.</param>
    /// <remarks>Source: Girshick 2015; it is Huber's loss divided by beta.</remarks>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="ModuleException">Beta is negative.</exception>
    public static Variable<T> SmoothAbsoluteError<T>(Variable<T> y, Operand<T> target, double beta = 1, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (beta == 0)
        {
            return Reduced((y - Alike(y, target, nameof(SmoothAbsoluteError))).Abs(), reduction);
        }

        CheckPositive(beta, nameof(SmoothAbsoluteError), "beta");
        Variable<T> each = (y - Alike(y, target, nameof(SmoothAbsoluteError))).Apply(new HuberError(beta));
        return Reduced(each, reduction) * Number<T>(1 / beta);
    }
}
