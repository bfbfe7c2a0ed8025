using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <content>Taylor coefficients.</content>
public static partial class Differentiate
{
    /// <summary>The Taylor coefficients c_k = f^(k)(x) / k! for k = 0 to <paramref name="order"/>: f(x + t) = c_0 + c_1 t + c_2 t² + ...</summary>
    /// <remarks>
    /// One sweep of power series, whose work grows with the square or the cube of the order. Where the function uses an operation that has
    /// none - a nonlinear one on whole tensors, as Softmax, or a checkpoint -, forward sweeps over forward sweeps, of which each order
    /// takes about three times the work of the one before.
    /// </remarks>
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

        return SeriesSweep.Coefficients(derivative, x, way, order) ?? Nested(derivative, x, way, order);
    }

    /// <summary>The coefficients by forward sweeps over forward sweeps.</summary>
    private static T[] Nested<T>(Variable<T> derivative, Variable<T> x, Variable<T> way, int order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
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
