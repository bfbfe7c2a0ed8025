using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad;

/// <content>Taylor coefficients.</content>
public static partial class Differentiate
{
    /// <summary>The Taylor coefficients c_k = f^(k)(x) / k! for k = 0 to <paramref name="order"/>: f(x + t) = c_0 + c_1 t + c_2 t² + ...</summary>
    /// <remarks>Forward sweeps over forward sweeps: each order takes about three times the work of the one before, so that ten orders of a small function take about a second.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The order is negative.</exception>
    /// <exception cref="ShapeException">The function is not scalar.</exception>
    public static T[] Taylor<T>(Func<Variable<T>, Variable<T>> f, T x, int order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Taylor(f, TapeFor<T>().Variable(x), T.One, order);

    /// <summary>The Taylor coefficients of t -> f(x + t v), a scalar function along a line.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The order is negative.</exception>
    /// <exception cref="ShapeException">The function is not scalar, or the direction has another length than x.</exception>
    public static T[] Taylor<T>(Func<Variable<T>, Variable<T>> f, T[] x, T[] direction, int order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(direction);
        return Taylor(f, TapeFor<T>().Variable(x), direction, order);
    }

    private static T[] Taylor<T>(Func<Variable<T>, Variable<T>> f, Variable<T> x, Operand<T> direction, int order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        Variable<T> way = direction.On(x.Tape);
        CheckDirection("Taylor", way.Shape.Count, x.Shape);
        Variable<T> derivative = Call("Taylor", f, x);
        if (derivative.Shape.Count != 1)
        {
            throw new ShapeException($"Taylor: the function gives {derivative.Shape}; it must give a single number");
        }

        var coefficients = new T[order + 1];
        T factorial = T.One;
        for (int k = 0; k <= order; k++)
        {
            coefficients[k] = derivative.Value.Item / factorial;
            if (k < order)
            {
                derivative = JacobianVectorProduct(derivative, [x], [way]);
                factorial *= T.CreateTruncating(k + 1);
            }
        }

        return coefficients;
    }
}
