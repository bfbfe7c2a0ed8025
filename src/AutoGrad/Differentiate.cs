using System.Numerics;
using System.Numerics.Tensors;
using AutoGrad.Errors;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <summary>Derivatives as values and as functions.</summary>
/// <remarks>
/// The forms on variables record the derivative, so that it is part of the graph and can be differentiated again, to any
/// order. The forms on numbers make a tape of their own and give plain results.
/// </remarks>
public static partial class Differentiate
{
    /// <summary>dy/dx as a variable with x's shape; y is a scalar. Zero where y does not depend on x.</summary>
    /// <exception cref="UpstreamException">y is not a single number.</exception>
    /// <exception cref="NoGradientException">x is a constant.</exception>
    public static Variable<T> Gradient<T>(Variable<T> y, Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Gradient(y, [x])[0];

    /// <summary>The gradients of a scalar by several variables, in one sweep.</summary>
    /// <exception cref="UpstreamException">y is not a single number.</exception>
    /// <exception cref="NoGradientException">One of the variables is a constant.</exception>
    public static Variable<T>[] Gradient<T>(Variable<T> y, params ReadOnlySpan<Variable<T>> xs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckScalar("Gradient", y);
        return RecordedSweep.Run("Gradient", y, y.Tape.Filled(T.One, y.Shape.Lengths), xs);
    }

    /// <summary>The vector-Jacobian product: the gradients of sum(y * upstream) by several variables.</summary>
    /// <exception cref="UpstreamException">The upstream gradient's shape is not that of y.</exception>
    /// <exception cref="NoGradientException">One of the variables is a constant.</exception>
    public static Variable<T>[] VectorJacobianProduct<T>(Variable<T> y, Operand<T> upstream, params ReadOnlySpan<Variable<T>> xs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> seed = upstream.On(y.Tape);
        return seed.Shape.Equals(y.Shape)
            ? RecordedSweep.Run("VectorJacobianProduct", y, seed, xs)
            : throw new UpstreamException($"VectorJacobianProduct: the upstream gradient has shape {seed.Shape}, but the variable has shape {y.Shape}");
    }

    /// <summary>The gradient function of a scalar function: it can be differentiated again, <c>Gradient(Gradient(f))</c>.</summary>
    /// <remarks>
    /// The derivative is by the variable that f is given, and by nothing else: a variable that f captures counts as a constant, even if
    /// the function is then called with that very variable.
    /// </remarks>
    public static Func<Variable<T>, Variable<T>> Gradient<T>(Func<Variable<T>, Variable<T>> f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        return x => AtStandIn(x, at => Gradient(f(at), at));
    }

    /// <summary>f'(x) for a number.</summary>
    public static T Gradient<T>(Func<Variable<T>, Variable<T>> f, T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => ValueAndGradient(f, x).Gradient;

    /// <summary>The gradient of a scalar function of a vector.</summary>
    public static T[] Gradient<T>(Func<Variable<T>, Variable<T>> f, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => ValueAndGradient(f, x).Gradient;

    /// <summary>The gradient of a scalar function of a tensor.</summary>
    public static Tensor<T> Gradient<T>(Func<Variable<T>, Variable<T>> f, Tensor<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => ValueAndGradient(f, x).Gradient;

    /// <summary>f(x) and f'(x) for a number.</summary>
    public static (T Value, T Gradient) ValueAndGradient<T>(Func<Variable<T>, Variable<T>> f, T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T value, TensorView<T> gradient) = Evaluate(f, TapeFor<T>().Variable(x));
        return (value, gradient.Item);
    }

    /// <summary>The value and the gradient of a scalar function of a vector.</summary>
    public static (T Value, T[] Gradient) ValueAndGradient<T>(Func<Variable<T>, Variable<T>> f, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T value, TensorView<T> gradient) = Evaluate(f, TapeFor<T>().Variable(x));
        return (value, gradient.ToArray());
    }

    /// <summary>The value and the gradient of a scalar function of a tensor.</summary>
    public static (T Value, Tensor<T> Gradient) ValueAndGradient<T>(Func<Variable<T>, Variable<T>> f, Tensor<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T value, TensorView<T> gradient) = Evaluate(f, TapeFor<T>().Variable(x));
        return (value, gradient.ToTensor());
    }

    private static (T Value, TensorView<T> Gradient) Evaluate<T>(Func<Variable<T>, Variable<T>> f, Variable<T> leaf)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        Variable<T> y = Call("Gradient", f, leaf);
        CheckScalar("Gradient", y);
        if (!y.RequiresGradient)
        {
            // A constant function: nothing leads back, and the gradient is zero.
            return (y.Value.Item, Gradient(y, leaf).Value);
        }

        // What f itself may have sent back is no part of its derivative.
        y.Tape.ForgetGradient(leaf);
        y.Backward();
        return (y.Value.Item, leaf.Gradient);
    }

    private static void CheckScalar<T>(string call, Variable<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (y.Shape.Count != 1)
        {
            throw UpstreamException.NotScalar(call, y.Shape);
        }
    }

    /// <summary>A tape for a derivative by something else than parameters.</summary>
    private static Tape<T> TapeFor<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new() { HoldsParametersConstant = true };
}
