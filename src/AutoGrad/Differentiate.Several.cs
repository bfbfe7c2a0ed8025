using System.Numerics;
using System.Numerics.Tensors;
using AutoGrad.Errors;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <content>Several inputs, or several results, at once.</content>
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

    /// <summary>The Jacobians of a function of two vectors: by the first, shape of the result + (n,), and by the second, shape of the result + (m,).</summary>
    /// <exception cref="TapeMismatchException">The function's result is of another tape.</exception>
    public static (Tensor<T> A, Tensor<T> B) Jacobian<T>(
        Func<Variable<T>, Variable<T>, Variable<T>> f, T[] a, T[] b, JacobianMode mode = JacobianMode.Cheaper)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        Tape<T> tape = TapeFor<T>();
        (Variable<T> first, Variable<T> second) = (tape.Variable(a), tape.Variable(b));
        Variable<T> y = OnTape("Jacobian", f(first, second), tape);
        return (JacobianOf(y, first, mode), JacobianOf(y, second, mode));
    }

    /// <summary>The Jacobians of both results of a function of a vector, each of shape shape of the result + (n,).</summary>
    /// <exception cref="TapeMismatchException">A result is of another tape.</exception>
    public static (Tensor<T> A, Tensor<T> B) Jacobian<T>(
        Func<Variable<T>, (Variable<T> A, Variable<T> B)> f, T[] x, JacobianMode mode = JacobianMode.Cheaper)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        Variable<T> leaf = TapeFor<T>().Variable(x);
        (Variable<T> a, Variable<T> b) = f(leaf);
        return (JacobianOf(OnTape("Jacobian", a, leaf.Tape), leaf, mode), JacobianOf(OnTape("Jacobian", b, leaf.Tape), leaf, mode));
    }

    /// <summary>The value of a function of two vectors, and its derivative when both move together, each along its tangent.</summary>
    /// <exception cref="ShapeException">A tangent has another length than its vector.</exception>
    public static (T[] Value, T[] Tangent) JacobianVectorProduct<T>(
        Func<Variable<T>, Variable<T>, Variable<T>> f, T[] a, T[] b, T[] tangentA, T[] tangentB)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(tangentA);
        ArgumentNullException.ThrowIfNull(tangentB);
        Tape<T> tape = TapeFor<T>();
        Variable<T>[] leaves = [tape.Variable(a), tape.Variable(b)];
        CheckDirection("JacobianVectorProduct", tangentA.Length, leaves[0].Shape);
        CheckDirection("JacobianVectorProduct", tangentB.Length, leaves[1].Shape);
        Variable<T>[] directions = [tape.Constant(tangentA), tape.Constant(tangentB)];
        Variable<T> y = OnTape("JacobianVectorProduct", f(leaves[0], leaves[1]), tape);
        return (y.Value.ToArray(), Moved(y, leaves, directions));
    }

    /// <summary>Both values of a function of a vector, and their derivatives along a direction.</summary>
    /// <exception cref="ShapeException">The tangent has another length than x.</exception>
    public static ((T[] A, T[] B) Value, (T[] A, T[] B) Tangent) JacobianVectorProduct<T>(
        Func<Variable<T>, (Variable<T> A, Variable<T> B)> f, T[] x, T[] tangent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(tangent);
        Tape<T> tape = TapeFor<T>();
        Variable<T> leaf = tape.Variable(x);
        CheckDirection("JacobianVectorProduct", tangent.Length, leaf.Shape);
        Variable<T> direction = tape.Constant(tangent);
        (Variable<T> a, Variable<T> b) = f(leaf);
        a = OnTape("JacobianVectorProduct", a, tape);
        b = OnTape("JacobianVectorProduct", b, tape);
        return ((a.Value.ToArray(), b.Value.ToArray()), (Moved(a, [leaf], [direction]), Moved(b, [leaf], [direction])));
    }

    /// <summary>The value of a function of a vector and the gradient of sum(f(x) * upstream), row by row: u J(x).</summary>
    /// <param name="f">The function; its result may have any shape.</param>
    /// <param name="x">Where.</param>
    /// <param name="upstream">The upstream gradient u, with as many elements as the result.</param>
    /// <exception cref="UpstreamException">The upstream gradient has another number of elements than the result.</exception>
    public static (T[] Value, T[] Gradient) VectorJacobianProduct<T>(Func<Variable<T>, Variable<T>> f, T[] x, T[] upstream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        Variable<T> leaf = TapeFor<T>().Variable(x);
        Variable<T> y = Call("VectorJacobianProduct", f, leaf);
        Pull(y, upstream, leaf);
        return (y.Value.ToArray(), Pulled(leaf));
    }

    /// <summary>The value of a function of two vectors and the gradients of sum(f(a, b) * upstream) by both.</summary>
    /// <exception cref="UpstreamException">The upstream gradient has another number of elements than the result.</exception>
    public static (T[] Value, T[] A, T[] B) VectorJacobianProduct<T>(
        Func<Variable<T>, Variable<T>, Variable<T>> f, T[] a, T[] b, T[] upstream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        Tape<T> tape = TapeFor<T>();
        (Variable<T> first, Variable<T> second) = (tape.Variable(a), tape.Variable(b));
        Variable<T> y = OnTape("VectorJacobianProduct", f(first, second), tape);
        Pull(y, upstream, first, second);
        return (y.Value.ToArray(), Pulled(first), Pulled(second));
    }

    /// <summary>Both values of a function of a vector and the gradient of sum(A * upstreamA) + sum(B * upstreamB).</summary>
    /// <exception cref="UpstreamException">An upstream gradient has another number of elements than its result.</exception>
    public static ((T[] A, T[] B) Value, T[] Gradient) VectorJacobianProduct<T>(
        Func<Variable<T>, (Variable<T> A, Variable<T> B)> f, T[] x, T[] upstreamA, T[] upstreamB)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        Variable<T> leaf = TapeFor<T>().Variable(x);
        (Variable<T> a, Variable<T> b) = f(leaf);
        a = OnTape("VectorJacobianProduct", a, leaf.Tape);
        b = OnTape("VectorJacobianProduct", b, leaf.Tape);
        Pull(a, upstreamA, leaf);
        Pull(b, upstreamB);
        return ((a.Value.ToArray(), b.Value.ToArray()), Pulled(leaf));
    }

    /// <summary>The second derivatives of a scalar function of two vectors in blocks: (n, n) by the first, (n, m) by the first and then the second, and (m, m) by the second.</summary>
    /// <exception cref="UpstreamException">The function is not scalar.</exception>
    public static (Tensor<T> AA, Tensor<T> AB, Tensor<T> BB) Hessian<T>(Func<Variable<T>, Variable<T>, Variable<T>> f, T[] a, T[] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        Tape<T> tape = TapeFor<T>();
        (Variable<T> first, Variable<T> second) = (tape.Variable(a), tape.Variable(b));
        Variable<T> y = OnTape("Hessian", f(first, second), tape);
        CheckScalar("Hessian", y);
        Variable<T>[] gradients = Gradient(y, [first, second]);
        return (
            JacobianOf(gradients[0], first, JacobianMode.Forward),
            JacobianOf(gradients[0], second, JacobianMode.Forward),
            JacobianOf(gradients[1], second, JacobianMode.Forward));
    }

    /// <summary>Sends an upstream gradient back to the leaves, some of which forget what they have; what depends on none of them sends nothing.</summary>
    private static void Pull<T>(Variable<T> y, T[] upstream, params ReadOnlySpan<Variable<T>> forget)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(upstream);
        if (upstream.Length != y.Shape.Count)
        {
            throw new UpstreamException($"VectorJacobianProduct: the upstream gradient has {upstream.Length} elements, but the result has shape {y.Shape}");
        }

        foreach (Variable<T> leaf in forget)
        {
            // What f itself may have sent back is no part of its derivative.
            y.Tape.ForgetGradient(leaf);
        }

        if (y.RequiresGradient)
        {
            y.Backward(upstream);
        }
        else
        {
            RecordedSweep.CheckRecorded(y, "VectorJacobianProduct");
        }
    }

    private static T[] Pulled<T>(Variable<T> leaf)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => leaf.Tape.HasReadableGradient(leaf.Index) ? leaf.Gradient.ToArray() : new T[leaf.Shape.Count];

    private static T[] Moved<T>(Variable<T> y, ReadOnlySpan<Variable<T>> leaves, ReadOnlySpan<Variable<T>> directions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var moved = new T[y.Shape.Count];
        ForwardSweep.Evaluate(y, leaves, directions, moved);
        return moved;
    }

    private static Tensor<T> JacobianOf<T>(Variable<T> y, Variable<T> x, JacobianMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Tensor.Create(JacobianValues(y, x, IsForward(y.Shape, x.Shape, mode)), Joined(y.Shape, x.Shape));

    private static Variable<T>[] GradientsOf<T>(Func<Variable<T>[], Variable<T>> f, params Variable<T>[] xs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Gradient(OnTape("Gradient", f(xs), xs[0].Tape), xs);
}
