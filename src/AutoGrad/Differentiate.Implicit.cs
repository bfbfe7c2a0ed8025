using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad;

/// <content>Derivatives of what an equation defines, without differentiating the solver.</content>
public static partial class Differentiate
{
    // How far a Newton step may move an element: by a part of itself, or by a far smaller part of the largest one, or of 1.
    private const double LargestRelativeStep = 1e-3;
    private const double LargestAbsoluteStep = 1e-6;

    /// <summary>The solution x of f(x, theta) = 0 as a function of theta, by the implicit function theorem: dx/dtheta = -(df/dx)^-1 df/dtheta.</summary>
    /// <remarks>
    /// <para>You solve the equation by any means and give the solution as numbers. With J = df/dx there, as numbers, the result is x = x* -
    /// J^-1 f(x*, theta), once for each order: each such Newton step makes one more derivative by theta the right one, and
    /// moves the value by no more than what was left of f. A derivative beyond that order is an error, as it would be wrong.</para>
    /// <para>The first Newton step also shows whether what you gave is a solution: it may move an element by at most a thousandth of
    /// itself or, for what is near 0, a millionth (in single precision, a ten-thousandth) of the largest one, or of 1. The step mends
    /// the value; J is that at the numbers you gave, so derivatives have the accuracy of those.</para>
    /// <para>While recording is off, the value is the same, and has no derivative.</para>
    /// <para>f runs order + 1 times on theta's tape, so that gradients also reach parameters and other variables that it uses. J is
    /// dense, (n, n), and comes from n forward sweeps; a <see cref="BlackBox{T}"/> cannot stand in f. Source: Griewank, Walther,
    /// Evaluating Derivatives, section 15.3.</para>
    /// </remarks>
    /// <param name="f">The equation: of x and theta, as many numbers as x has.</param>
    /// <param name="solution">x, such that f(x, theta) = 0.</param>
    /// <param name="theta">What the equation depends on.</param>
    /// <param name="order">Up to which order the derivatives are to be right.</param>
    /// <exception cref="ShapeException">f gives another number of results than x has elements.</exception>
    /// <exception cref="SingularJacobianException">df/dx has no inverse.</exception>
    /// <exception cref="ArgumentException">The solution is none: a Newton step would move it by more than that, or f is not finite there.</exception>
    /// <exception cref="NoGradientException">Thrown later, by a derivative of higher order than was asked for.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order is below 1.</exception>
    public static Variable<T> Implicit<T>(Func<Variable<T>, Variable<T>, Variable<T>> f, T[] solution, Variable<T> theta, int order = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(solution);
        return Implicit("Implicit", f, solution, [solution.Length], theta, order);
    }

    /// <summary>The solution of one equation in one unknown as a function of theta; see the form for several.</summary>
    public static Variable<T> Implicit<T>(Func<Variable<T>, Variable<T>, Variable<T>> f, T solution, Variable<T> theta, int order = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Implicit("Implicit", f, [solution], [], theta, order);

    /// <summary>The fixed point x = g(x, theta) as a function of theta: <see cref="Implicit{T}(Func{Variable{T}, Variable{T}, Variable{T}}, T[], Variable{T}, int)"/> for x - g(x, theta) = 0.</summary>
    public static Variable<T> FixedPoint<T>(Func<Variable<T>, Variable<T>, Variable<T>> g, T[] solution, Variable<T> theta, int order = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(g);
        ArgumentNullException.ThrowIfNull(solution);
        return Implicit("FixedPoint", (x, parameters) => x - g(x, parameters), solution, [solution.Length], theta, order);
    }

    /// <summary>The fixed point of a function of one number, as a function of theta.</summary>
    public static Variable<T> FixedPoint<T>(Func<Variable<T>, Variable<T>, Variable<T>> g, T solution, Variable<T> theta, int order = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(g);
        return Implicit("FixedPoint", (x, parameters) => x - g(x, parameters), [solution], [], theta, order);
    }

    private static Variable<T> Implicit<T>(
        string name, Func<Variable<T>, Variable<T>, Variable<T>> f, ReadOnlySpan<T> solution, ReadOnlySpan<nint> lengths, Variable<T> theta, int order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        Tape<T> tape = theta.Tape;
        bool isRecording = tape.IsRecording;
        int recording = tape.ForceRecording();
        try
        {
            Variable<T> x = Polished(name, f, solution, lengths, theta, order);
            return isRecording ? x.Apply(new LimitedIdentity(name, order, 0)) : x.StopGradient();
        }
        finally
        {
            tape.RestoreRecording(recording);
        }
    }

    /// <summary>The solution after a Newton step for each order.</summary>
    private static Variable<T> Polished<T>(
        string name, Func<Variable<T>, Variable<T>, Variable<T>> f, ReadOnlySpan<T> solution, ReadOnlySpan<nint> lengths, Variable<T> theta, int order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Tape<T> tape = theta.Tape;
        Variable<T> x = tape.Constant(solution, lengths);
        int n = solution.Length;
        Variable<T> inverse = tape.Constant(InverseJacobian(name, f, tape.Variable(solution, lengths), theta), n, n);
        for (int taken = 0; taken < order; taken++)
        {
            Variable<T> step = inverse.MatMul(f(x, theta).Reshape(n, 1)).Reshape(x.Shape.Lengths);
            if (taken == 0)
            {
                CheckSolution(name, solution, step.Value.Span);
            }

            x -= step;
        }

        return x;
    }

    private static void CheckSolution<T>(string name, ReadOnlySpan<T> solution, ReadOnlySpan<T> step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (solution.IsEmpty)
        {
            return;
        }

        T absolute = T.Max(T.One, T.Abs(TensorPrimitives.MaxMagnitude(solution)))
            * T.CreateTruncating(typeof(T) == typeof(float) ? 100 * LargestAbsoluteStep : LargestAbsoluteStep);
        for (int i = 0; i < step.Length; i++)
        {
            T allowed = T.Max(absolute, T.Abs(solution[i]) * T.CreateTruncating(LargestRelativeStep));
            if (!T.IsFinite(step[i]) || !(T.Abs(step[i]) <= allowed))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"{name}: this is no solution; a Newton step would move element {i}, which is {solution[i]}, by {-step[i]}. Solve the equation more closely, and for these very parameters"),
                    nameof(solution));
            }
        }
    }

    private static T[] InverseJacobian<T>(string name, Func<Variable<T>, Variable<T>, Variable<T>> f, Variable<T> x, Variable<T> theta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> y = f(x, theta);
        int n = x.Shape.Count;
        if (y.Shape.Count != n)
        {
            throw new ShapeException($"{name}: f gives {y.Shape} for x of shape {x.Shape}; there must be as many equations as unknowns");
        }

        T[] jacobian = JacobianValues(y, x, isForward: true);
        var rows = new int[n];
        int singular = LuFactors.Factor<T>(jacobian, rows);
        return singular < 0 ? LuFactors.Inverse<T>(jacobian, rows) : throw new SingularJacobianException(name, n, singular);
    }
}
