using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Operations;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <content>Forward mode: how a result moves when its variables move in a given direction.</content>
public static partial class Differentiate
{
    /// <summary>The Jacobian-vector product: the derivative of y when x moves along <paramref name="tangent"/>, as a variable with y's shape.</summary>
    /// <remarks>
    /// One pass over the records between x and y, with the same local gradients as the reverse sweep. The result is part of the
    /// graph: its gradient, or its own Jacobian-vector product, is a derivative of second order.
    /// </remarks>
    /// <param name="y">The result.</param>
    /// <param name="x">A variable that y was computed from.</param>
    /// <param name="tangent">The direction, with x's shape.</param>
    /// <exception cref="ShapeException">The tangent has another shape than x.</exception>
    /// <exception cref="NoGradientException">x is a constant.</exception>
    /// <exception cref="TapeMismatchException">x is on another tape.</exception>
    /// <exception cref="ParameterChangedException">A parameter was written since it was recorded.</exception>
    public static Variable<T> JacobianVectorProduct<T>(Variable<T> y, Variable<T> x, Operand<T> tangent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => JacobianVectorProduct(y, [x], [tangent.On(y.Tape)]);

    /// <summary>The derivative of y when several variables move together, each along its tangent.</summary>
    /// <exception cref="ShapeException">A tangent has another shape than its variable.</exception>
    /// <exception cref="ArgumentException">There are not as many tangents as variables.</exception>
    /// <exception cref="NoGradientException">One of the variables is a constant.</exception>
    public static Variable<T> JacobianVectorProduct<T>(Variable<T> y, ReadOnlySpan<Variable<T>> xs, ReadOnlySpan<Variable<T>> tangents)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> tangent = ForwardSweep.Record(y, xs, tangents);
        return tangent.IsDefault ? y.Tape.Filled(T.Zero, y.Shape.Lengths) : tangent;
    }

    /// <summary>The value of a function and its derivative along a direction, row by row: J(x) v.</summary>
    /// <param name="f">The function; its result may have any shape.</param>
    /// <param name="x">Where.</param>
    /// <param name="tangent">The direction v, as long as x.</param>
    /// <exception cref="ShapeException">The tangent has another length than x.</exception>
    public static (T[] Value, T[] Tangent) JacobianVectorProduct<T>(Func<Variable<T>, Variable<T>> f, T[] x, T[] tangent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(tangent);
        Tape<T> tape = TapeFor<T>();
        Variable<T> leaf = tape.Variable(x);
        Variable<T> direction = tape.Constant(tangent);
        CheckDirection("JacobianVectorProduct", tangent.Length, leaf.Shape);
        Variable<T> y = Call("JacobianVectorProduct", f, leaf);
        return (y.Value.ToArray(), Moved(y, [leaf], [direction]));
    }

    /// <summary>The function x -> J(x) v of a direction v that stands still: the derivative along v, which can be differentiated again.</summary>
    public static Func<Variable<T>, Variable<T>> Directional<T>(Func<Variable<T>, Variable<T>> f, T[] direction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(direction);
        return x => AtStandIn(x, at =>
        {
            CheckDirection("Directional", direction.Length, at.Shape);
            return JacobianVectorProduct(f(at), at, at.Tape.Constant(direction, at.Shape.Lengths));
        });
    }

    /// <summary>The derivative of a scalar function along a direction: gradient(x) . v, in one forward pass.</summary>
    /// <exception cref="ShapeException">The direction has another length than x, or the function is not scalar.</exception>
    public static T Directional<T>(Func<Variable<T>, Variable<T>> f, T[] x, T[] direction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(direction);
        CheckDirection("Directional", direction.Length, new Shape(x.Length));
        T[] moved = JacobianVectorProduct(f, x, direction).Tangent;
        return moved.Length == 1
            ? moved[0]
            : throw new ShapeException($"Directional: the function gives {moved.Length} numbers; for more than one use JacobianVectorProduct");
    }

    private static void CheckDirection(string call, int elements, Shape x)
    {
        if (elements != x.Count)
        {
            throw new ShapeException($"{call}: the direction has {elements} elements, but x has shape {x}; give one for each element of x");
        }
    }

    /// <summary>A derivative by a variable that stands for x, and that nobody else can have used; recorded even where recording is off.</summary>
    private static Variable<T> AtStandIn<T>(Variable<T> x, Func<Variable<T>, Variable<T>> derivative)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Tape<T> tape = x.Tape;
        bool isRecording = tape.IsRecording;
        int recording = tape.ForceRecording();
        try
        {
            Variable<T> result = derivative(x.RequiresGradient ? x.Apply(new Reshape(x.Shape)) : tape.Variable(x.Value));
            return isRecording ? result : result.StopGradient();
        }
        finally
        {
            tape.RestoreRecording(recording);
        }
    }

    /// <summary>f(x), which must be on x's tape.</summary>
    private static Variable<T> Call<T>(string call, Func<Variable<T>, Variable<T>> f, Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => OnTape(call, f(x), x.Tape);

    /// <summary>A function's result, which must be on the tape of its argument: a sweep from another one would write gradients that nobody asked for.</summary>
    private static Variable<T> OnTape<T>(string call, Variable<T> y, Tape<T> tape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        y.CheckAlive();
        return y.IsAliveOn(tape) ? y : throw new TapeMismatchException($"{call}, the function's result");
    }
}
