using System.Numerics;

namespace AutoGrad;

/// <content>Gradients by several inputs at once.</content>
public static partial class Differentiate
{
    /// <summary>Both partial derivatives of a scalar function of two numbers, in one sweep.</summary>
    public static (T A, T B) Gradient<T>(Func<Variable<T>, Variable<T>, Variable<T>> f, T a, T b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        Tape<T> tape = TapeFor<T>();
        Variable<T>[] gradients = GradientsOf(xs => f(xs[0], xs[1]), tape.Variable(a), tape.Variable(b));
        return (gradients[0].Value.Item, gradients[1].Value.Item);
    }

    /// <summary>All three partial derivatives of a scalar function of three numbers, in one sweep.</summary>
    public static (T A, T B, T C) Gradient<T>(Func<Variable<T>, Variable<T>, Variable<T>, Variable<T>> f, T a, T b, T c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        Tape<T> tape = TapeFor<T>();
        Variable<T>[] gradients = GradientsOf(xs => f(xs[0], xs[1], xs[2]), tape.Variable(a), tape.Variable(b), tape.Variable(c));
        return (gradients[0].Value.Item, gradients[1].Value.Item, gradients[2].Value.Item);
    }

    /// <summary>The gradients of a scalar function of two vectors, in one sweep.</summary>
    public static (T[] A, T[] B) Gradient<T>(Func<Variable<T>, Variable<T>, Variable<T>> f, T[] a, T[] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        Tape<T> tape = TapeFor<T>();
        Variable<T>[] gradients = GradientsOf(xs => f(xs[0], xs[1]), tape.Variable(a), tape.Variable(b));
        return (gradients[0].Value.ToArray(), gradients[1].Value.ToArray());
    }

    /// <summary>The gradients of a scalar function of three vectors, in one sweep.</summary>
    public static (T[] A, T[] B, T[] C) Gradient<T>(Func<Variable<T>, Variable<T>, Variable<T>, Variable<T>> f, T[] a, T[] b, T[] c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        Tape<T> tape = TapeFor<T>();
        Variable<T>[] gradients = GradientsOf(xs => f(xs[0], xs[1], xs[2]), tape.Variable(a), tape.Variable(b), tape.Variable(c));
        return (gradients[0].Value.ToArray(), gradients[1].Value.ToArray(), gradients[2].Value.ToArray());
    }

    private static Variable<T>[] GradientsOf<T>(Func<Variable<T>[], Variable<T>> f, params Variable<T>[] xs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Gradient(f(xs), xs);
}
