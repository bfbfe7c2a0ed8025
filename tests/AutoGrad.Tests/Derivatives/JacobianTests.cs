using System.Numerics.Tensors;

namespace AutoGrad.Tests.Derivatives;

public class JacobianTests
{
    private static readonly double[] X = [0.3, -1.2, 0.7];

    // Two results of three variables.
    private static Variable<double> Few(Variable<double> x) =>
        Variable<double>.Stack([x[0] * x[1] * x[2], (x[0] * x[0]).Sin() + x[2].Exp()]);

    private static double[,] FewExpected => new[,]
    {
        { X[1] * X[2], X[0] * X[2], X[0] * X[1] },
        { 2 * X[0] * Math.Cos(X[0] * X[0]), 0, Math.Exp(X[2]) },
    };

    [Theory]
    [InlineData(JacobianMode.Cheaper)]
    [InlineData(JacobianMode.Forward)]
    [InlineData(JacobianMode.Reverse)]
    public void Jacobian_is_that_of_the_closed_form(JacobianMode mode)
    {
        Tensor<double> jacobian = Differentiate.Jacobian(Few, X, mode);

        Assert.Equal([2, 3], jacobian.Lengths.ToArray());
        Assert.All(FewExpected.Cast<double>().Zip(jacobian), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }

    [Theory]
    [InlineData(JacobianMode.Forward)]
    [InlineData(JacobianMode.Reverse)]
    public void Jacobian_as_a_variable_is_differentiated_again(JacobianMode mode)
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(X);

        Variable<double> jacobian = Differentiate.Jacobian(Few(x), x, mode);
        Variable<double> second = Differentiate.Jacobian(jacobian, x, mode);

        Assert.All(FewExpected.Cast<double>().Zip(jacobian.Value.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
        Assert.Equal([2, 3, 3], second.Shape.Lengths.ToArray());
        Assert.Equal(X[2], second.Value[0, 0, 1], 1e-14);
        Assert.Equal((2 * Math.Cos(X[0] * X[0])) - (4 * X[0] * X[0] * Math.Sin(X[0] * X[0])), second.Value[1, 0, 0], 1e-14);
    }

    // Worked example 11: the derivative of a vector by a matrix is a third-order tensor.
    [Theory]
    [InlineData(JacobianMode.Forward)]
    [InlineData(JacobianMode.Reverse)]
    public void Derivative_of_a_vector_by_a_matrix_has_three_axes(JacobianMode mode)
    {
        double[] x = [2, -3, 5];
        Tensor<double> w = Tensor.Create([1.0, 2, 3, 4, 5, 6], [2, 3]);

        Tensor<double> jacobian = Differentiate.Jacobian(v => v.MatMul(x), w, mode);

        Assert.Equal([2, 2, 3], jacobian.Lengths.ToArray());
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                for (int k = 0; k < 3; k++)
                {
                    Assert.Equal(i == j ? x[k] : 0, jacobian[i, j, k]);
                }
            }
        }
    }

    [Fact]
    public void Jacobian_of_a_constant_is_zero() =>
        Assert.All(Differentiate.Jacobian(x => x.Tape.Constant([1.0, 2]), X), entry => Assert.Equal(0, entry));

    [Fact]
    public void Derivatives_by_something_else_leave_parameters_alone()
    {
        var scale = new Parameter<double>(3.0);

        Tensor<double> jacobian = Differentiate.Jacobian(x => x * scale, X, JacobianMode.Reverse);

        Assert.Equal(3, jacobian[1, 1]);
        Assert.Equal(0, scale.Gradient.Item);
        scale.MutableGradient[0] = 5;
        Differentiate.Gradient(x => (x * scale).Sum(), X);
        Assert.Equal(5, scale.Gradient.Item);
    }

    [Fact]
    public void Tangent_of_another_shape_is_refused()
    {
        Errors.ShapeException error = Assert.Throws<Errors.ShapeException>(() => Differentiate.JacobianVectorProduct(Few, X, [1, 2]));

        Assert.Contains("2 elements", error.Message, StringComparison.Ordinal);
        Assert.Contains("(3,)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_inputs_are_differentiated_at_once()
    {
        (double a, double b, double c) = Differentiate.Gradient<double>((x, y, z) => (x + y) * z, -2, 5, -4);

        Assert.Equal((-4, -4, 3), (a, b, c));
        (double[] u, double[] v) = Differentiate.Gradient<double>((x, y) => (x * y).Sum(), [1, 2], [3, 4]);
        Assert.Equal([3, 4], u);
        Assert.Equal([1, 2], v);
    }

    [Fact]
    public void Variable_moves_as_it_is_moved_and_what_came_later_does_not_matter()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(X);
        Variable<double> y = x * x;
        Variable<double> later = tape.Variable(2.0);
        Assert.Equal([1, 2, 3], Differentiate.JacobianVectorProduct(x, x, new double[] { 1, 2, 3 }).Value.ToArray());
        Assert.Equal([2 * X[0], 0, 0], Differentiate.JacobianVectorProduct(y, [x, later], [tape.Constant([1.0, 0, 0]), later]).Value.ToArray());
        Assert.Equal([2 * X[0], 4 * X[1], 0], Differentiate.JacobianVectorProduct(y, [x, x], [tape.Constant([1.0, 0, 0]), tape.Constant([0.0, 2, 0])]).Value.ToArray());
        Assert.Equal([1, 2, 3], Differentiate.JacobianVectorProduct(v => v, X, [1, 2, 3]).Tangent);
        Assert.Equal([0, 0], Differentiate.JacobianVectorProduct(v => v.Tape.Constant([4.0, 5]), X, [1, 2, 3]).Tangent);
    }

    [Fact]
    public void Product_as_numbers_leaves_nothing_on_the_tape()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(X);
        Variable<double> direction = tape.Constant([1.0, 0, 0]);
        Variable<double> y = (x.Softmax() * x.Sin()).Sum();
        int count = tape.Count;
        var first = new double[1];
        var again = new double[1];
        AutoGrad.Sweeps.ForwardSweep.Evaluate(y, [x], [direction], first);
        AutoGrad.Sweeps.ForwardSweep.Evaluate(y, [x], [direction], again);
        Assert.Equal(count, tape.Count);
        Assert.Equal(first, again);
        y.Backward();
        Assert.Equal(x.Gradient[0], first[0], 1e-15);
    }
}
