using AutoGrad.Errors;

namespace AutoGrad.Tests.Operations.LinearAlgebra;

/// <summary>Products of unusual shapes: tensors of different ranks, and of no elements.</summary>
public class ProductShapeTests
{
    private readonly Tape<double> tape = new();

    [Fact]
    public void Kronecker_product_puts_axes_in_front_of_the_tensor_with_fewer()
    {
        Variable<double> row = tape.Variable([1.0, 2]);
        Variable<double> matrix = tape.Variable([1.0, 10, 100, 1000], 2, 2);
        Variable<double> left = row.Kronecker(matrix);
        Assert.Equal(new Shape([2, 4]), left.Shape);
        Assert.Equal([1.0, 10, 2, 20, 100, 1000, 200, 2000], left.Value.ToArray());
        Variable<double> right = matrix.Kronecker(row);
        Assert.Equal(new Shape([2, 4]), right.Shape);
        Assert.Equal([1.0, 2, 10, 20, 100, 200, 1000, 2000], right.Value.ToArray());
    }

    [Fact]
    public void Inner_product_with_a_scalar_multiplies()
    {
        Variable<double> vector = tape.Variable([2.0, 3]);
        Assert.Equal([8.0, 12], vector.Inner(tape.Variable(4.0)).Value.ToArray());
        Assert.Equal([8.0, 12], tape.Variable(4.0).Inner(vector).Value.ToArray());
        Assert.Equal(13, vector.Inner(vector).Value.Item);
    }

    [Fact]
    public void Dot_and_outer_products_of_anything_but_vectors_are_refused()
    {
        Variable<double> vector = tape.Variable([2.0, 3]);
        Variable<double> matrix = tape.Variable(new double[4], 2, 2);
        foreach ((Variable<double> a, Variable<double> b) in ((Variable<double>, Variable<double>)[])[(vector, matrix), (matrix, vector), (matrix, matrix)])
        {
            Assert.Equal(
                $"dot: {a.Shape} x {b.Shape}: both operands must be vectors; use MatMul for matrices",
                Assert.Throws<ShapeException>(() => a.Dot(b)).Message);
            Assert.Equal($"outer: {a.Shape} x {b.Shape}: both operands must be vectors", Assert.Throws<ShapeException>(() => a.Outer(b)).Message);
        }
    }

    [Theory]
    [InlineData(2, 3, 0)]
    [InlineData(2, 0, 3)]
    [InlineData(0, 2, 3)]
    public void Product_with_an_empty_axis_has_gradients_of_zeros(int m, int k, int n)
    {
        Variable<double> a = tape.Variable(new double[m * k], m, k);
        Variable<double> b = tape.Variable(new double[k * n], k, n);
        Variable<double> y = a.MatMul(b);
        Assert.Equal(new Shape([m, n]), y.Shape);
        y.Backward(new double[m * n]);
        Assert.Equal(new double[m * k], a.Gradient.ToArray());
        Assert.Equal(new double[k * n], b.Gradient.ToArray());
    }
}
