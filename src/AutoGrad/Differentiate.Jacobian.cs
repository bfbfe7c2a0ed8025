using System.Numerics;
using System.Numerics.Tensors;
using AutoGrad.Errors;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <content>Jacobians: every derivative of every result.</content>
public static partial class Differentiate
{
    /// <summary>The Jacobian of a function of a vector: shape = shape of the result + (n,), so that of a vector function is the matrix dy_i/dx_j.</summary>
    /// <param name="f">The function; its result may have any shape.</param>
    /// <param name="x">Where.</param>
    /// <param name="mode">By which sweeps.</param>
    public static Tensor<T> Jacobian<T>(Func<Variable<T>, Variable<T>> f, T[] x, JacobianMode mode = JacobianMode.Cheaper)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Jacobian(f, TapeFor<T>().Variable(x), mode);

    /// <summary>The Jacobian of a function of a tensor: shape = shape of the result + shape of x. That of a vector by a matrix is a third-order tensor.</summary>
    /// <param name="f">The function; its result may have any shape.</param>
    /// <param name="x">Where.</param>
    /// <param name="mode">By which sweeps.</param>
    public static Tensor<T> Jacobian<T>(Func<Variable<T>, Variable<T>> f, Tensor<T> x, JacobianMode mode = JacobianMode.Cheaper)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Jacobian(f, TapeFor<T>().Variable(x), mode);

    /// <summary>The Jacobian dy/dx as a variable, part of the graph: shape = y's shape + x's shape.</summary>
    /// <remarks>A recorded reverse sweep for each element of y, or a forward sweep for each of x; for numbers alone, the forms on arrays are cheaper.</remarks>
    /// <exception cref="NoGradientException">x is a constant.</exception>
    public static Variable<T> Jacobian<T>(Variable<T> y, Variable<T> x, JacobianMode mode = JacobianMode.Cheaper)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Tape<T> tape = y.Tape;
        bool isForward = IsForward(y.Shape, x.Shape, mode);
        Shape shape = isForward ? x.Shape : y.Shape;
        if (shape.Count == 0)
        {
            return tape.Filled(T.Zero, Joined(y.Shape, x.Shape));
        }

        var parts = new Variable<T>[shape.Count];
        var unit = new T[shape.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            unit[i] = T.One;
            Variable<T> direction = tape.Constant(unit, shape.Lengths);
            parts[i] = (isForward ? JacobianVectorProduct(y, x, direction) : VectorJacobianProduct(y, direction, x)[0])
                .Reshape(isForward ? y.Shape.Count : x.Shape.Count);
            unit[i] = T.Zero;
        }

        return Variable<T>.Stack(parts, axis: isForward ? 1 : 0).Reshape(Joined(y.Shape, x.Shape));
    }

    private static Tensor<T> Jacobian<T>(Func<Variable<T>, Variable<T>> f, Variable<T> x, JacobianMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        return JacobianOf(Call("Jacobian", f, x), x, mode);
    }

    /// <summary>The Jacobian row by row, by unrecorded sweeps; x is a leaf.</summary>
    private static T[] JacobianValues<T>(Variable<T> y, Variable<T> x, bool isForward)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = y.Shape.Count;
        int columns = x.Shape.Count;
        var jacobian = new T[checked(rows * columns)];
        if (!y.RequiresGradient)
        {
            RecordedSweep.CheckRecorded(y, "Jacobian");
            return jacobian;
        }

        if (isForward)
        {
            ForwardSweep.EvaluateEach(
                y,
                x,
                columns,
                (column, direction) => direction[column] = T.One,
                (column, tangent) =>
                {
                    for (int row = 0; row < rows; row++)
                    {
                        jacobian[(row * columns) + column] = tangent[row];
                    }
                });
            return jacobian;
        }

        var unit = new T[rows];
        for (int row = 0; row < rows; row++)
        {
            unit[row] = T.One;
            y.Tape.ForgetGradient(x);
            y.Backward(unit);
            x.Gradient.Span.CopyTo(jacobian.AsSpan(row * columns, columns));
            unit[row] = T.Zero;
        }

        return jacobian;
    }

    private static bool IsForward(Shape y, Shape x, JacobianMode mode) => mode switch
    {
        JacobianMode.Cheaper => y.Count > x.Count,
        JacobianMode.Forward => true,
        JacobianMode.Reverse => false,
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Jacobian: no such mode; use Cheaper, Forward or Reverse"),
    };

    private static nint[] Joined(Shape a, Shape b) => [.. a.Lengths, .. b.Lengths];
}
