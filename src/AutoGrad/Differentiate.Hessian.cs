using System.Numerics;
using System.Numerics.Tensors;
using AutoGrad.Errors;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <content>Second derivatives, and partial derivatives of any order.</content>
public static partial class Differentiate
{
    /// <summary>f''(x) for a number.</summary>
    public static T Hessian<T>(Func<Variable<T>, Variable<T>> f, T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => HessianValues(f, TapeFor<T>().Variable(x))[0];

    /// <summary>The Hessian of a scalar function of a vector: the matrix d²f/(dx_i dx_j), (n, n).</summary>
    /// <remarks>Forward over reverse: the gradient is recorded once, and a forward sweep goes through it for each variable.</remarks>
    /// <exception cref="UpstreamException">The function is not scalar.</exception>
    public static Tensor<T> Hessian<T>(Func<Variable<T>, Variable<T>> f, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> leaf = TapeFor<T>().Variable(x);
        return Tensor.Create(HessianValues(f, leaf), Joined(leaf.Shape, leaf.Shape));
    }

    /// <summary>The Hessian of a scalar function of a tensor: shape = shape of x, twice.</summary>
    /// <exception cref="UpstreamException">The function is not scalar.</exception>
    public static Tensor<T> Hessian<T>(Func<Variable<T>, Variable<T>> f, Tensor<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> leaf = TapeFor<T>().Variable(x);
        return Tensor.Create(HessianValues(f, leaf), Joined(leaf.Shape, leaf.Shape));
    }

    /// <summary>The Hessian as a variable, part of the graph: shape = x's shape, twice; y is a scalar.</summary>
    /// <exception cref="UpstreamException">y is not a single number.</exception>
    /// <exception cref="NoGradientException">x is a constant.</exception>
    public static Variable<T> Hessian<T>(Variable<T> y, Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckScalar("Hessian", y);
        return Jacobian(Gradient(y, x), x, JacobianMode.Forward);
    }

    /// <summary>The product of the Hessian with a vector, without the Hessian: H(x) v.</summary>
    /// <param name="f">A scalar function.</param>
    /// <param name="x">Where.</param>
    /// <param name="v">The vector, as long as x.</param>
    /// <exception cref="UpstreamException">The function is not scalar.</exception>
    /// <exception cref="ShapeException">The vector has another length than x.</exception>
    public static T[] HessianVectorProduct<T>(Func<Variable<T>, Variable<T>> f, T[] x, T[] v)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(v);
        Tape<T> tape = TapeFor<T>();
        Variable<T> leaf = tape.Variable(x);
        Variable<T> direction = tape.Constant(v);
        CheckDirection("HessianVectorProduct", v.Length, leaf.Shape);
        var product = new T[x.Length];
        if (GradientIfAny("HessianVectorProduct", f, leaf) is { } gradient)
        {
            ForwardSweep.Evaluate(gradient, [leaf], [direction], product);
        }

        return product;
    }

    /// <summary>The products with the Hessian at x as a function, v -> H(x) v: what iterative solvers and eigenvalue methods ask for.</summary>
    /// <remarks>The gradient is recorded here, once; each product is one forward sweep over it. Products share a tape, so threads that ask at once take turns.</remarks>
    /// <param name="f">A scalar function.</param>
    /// <param name="x">Where; later changes of the array do not matter.</param>
    /// <returns>
    /// The product with a vector as long as x. It throws <see cref="ShapeException"/> for a vector of another length, and
    /// <see cref="ParameterChangedException"/> where f reads a parameter that was written since.
    /// </returns>
    /// <exception cref="UpstreamException">The function is not scalar.</exception>
    public static Func<T[], T[]> HessianVectorProduct<T>(Func<Variable<T>, Variable<T>> f, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        Variable<T> leaf = TapeFor<T>().Variable(x);
        Variable<T>? gradient = GradientIfAny("HessianVectorProduct", f, leaf);
        var turn = new Lock();
        return v =>
        {
            ArgumentNullException.ThrowIfNull(v);
            CheckDirection("HessianVectorProduct", v.Length, leaf.Shape);
            var product = new T[v.Length];
            if (gradient is { } recorded)
            {
                lock (turn)
                {
                    ForwardSweep.EvaluateEach(recorded, leaf, 1, (_, direction) => v.CopyTo(direction), (_, tangent) => tangent.CopyTo(product));
                }
            }

            return product;
        };
    }

    /// <summary>The product of the Hessian of a scalar with a tensor of x's shape, as a variable, part of the graph.</summary>
    /// <exception cref="UpstreamException">y is not a single number.</exception>
    /// <exception cref="ShapeException">The vector has another shape than x.</exception>
    public static Variable<T> HessianVectorProduct<T>(Variable<T> y, Variable<T> x, Operand<T> v)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckScalar("HessianVectorProduct", y);
        return JacobianVectorProduct(Gradient(y, x), x, v);
    }

    /// <summary>A partial derivative of any order of a scalar function of a vector: by the variables with the given numbers, one after the other.</summary>
    /// <example><code>Differentiate.Partial(f, x, 0, 0, 2)   // d³f/(dx_0² dx_2)</code></example>
    /// <exception cref="ArgumentOutOfRangeException">There is no variable with such a number.</exception>
    /// <exception cref="UpstreamException">The function is not scalar.</exception>
    public static T Partial<T>(Func<Variable<T>, Variable<T>> f, T[] x, params ReadOnlySpan<int> variables)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        Tape<T> tape = TapeFor<T>();
        Variable<T> leaf = tape.Variable(x);
        Variable<T> y = Call("Partial", f, leaf);
        CheckScalar("Partial", y);
        foreach (int variable in variables)
        {
            if ((uint)variable >= (uint)x.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(variables), variable, $"Partial: there are {x.Length} variables, numbered from 0");
            }

            var unit = new T[x.Length];
            unit[variable] = T.One;
            y = JacobianVectorProduct(y, leaf, unit);
        }

        return y.Value.Item;
    }

    private static T[] HessianValues<T>(Func<Variable<T>, Variable<T>> f, Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        return GradientIfAny("Hessian", f, x) is { } gradient
            ? JacobianValues(gradient, x, isForward: true)
            : new T[checked(x.Shape.Count * x.Shape.Count)];
    }

    /// <summary>The recorded gradient, or null where it is the same everywhere, so that its derivative is zero.</summary>
    private static Variable<T>? GradientIfAny<T>(string call, Func<Variable<T>, Variable<T>> f, Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> y = Call(call, f, x);
        CheckScalar(call, y);
        Variable<T> gradient = RecordedSweep.Run(call, y, y.Tape.Filled(T.One, y.Shape.Lengths), [x])[0];
        return gradient.RequiresGradient ? gradient : null;
    }
}
