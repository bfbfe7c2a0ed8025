using System.Numerics.Tensors;
using AutoGrad.Errors;

namespace AutoGrad.Tests.Derivatives;

/// <summary>Functions of two vectors, and functions with two results, against closed forms.</summary>
public class SeveralTests
{
    private static readonly double[] A = [2, 3];
    private static readonly double[] B = [5, 7, 11];

    // y_ij = a_i² b_j, as a vector of 6.
    private static Variable<double> Outer(Variable<double> a, Variable<double> b) => (a.Square().Reshape(2, 1) * b.Reshape(1, 3)).Reshape(6);

    private static (Variable<double> A, Variable<double> B) Two(Variable<double> x) => (x.Square(), x.Sum());

    [Theory]
    [InlineData(JacobianMode.Cheaper)]
    [InlineData(JacobianMode.Forward)]
    [InlineData(JacobianMode.Reverse)]
    public void Jacobian_by_two_vectors_has_one_for_each(JacobianMode mode)
    {
        (Tensor<double> byA, Tensor<double> byB) = Differentiate.Jacobian<double>(Outer, A, B, mode);

        Assert.Equal([6, 2], byA.Lengths.ToArray());
        Assert.Equal([6, 3], byB.Lengths.ToArray());
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                for (int k = 0; k < 2; k++)
                {
                    Assert.Equal(k == i ? 2 * A[i] * B[j] : 0, byA[(3 * i) + j, k]);
                }

                for (int k = 0; k < 3; k++)
                {
                    Assert.Equal(k == j ? A[i] * A[i] : 0, byB[(3 * i) + j, k]);
                }
            }
        }
    }

    [Fact]
    public void Jacobian_of_two_results_has_one_for_each()
    {
        (Tensor<double> square, Tensor<double> sum) = Differentiate.Jacobian<double>(Two, A);

        Assert.Equal([2, 2], square.Lengths.ToArray());
        Assert.Equal([4, 0, 0, 6], [.. square]);
        Assert.Equal([2], sum.Lengths.ToArray());
        Assert.Equal([1, 1], [.. sum]);
    }

    [Fact]
    public void Products_of_two_vectors_agree_with_the_Jacobians()
    {
        (double[] value, double[] tangent) = Differentiate.JacobianVectorProduct<double>(Outer, A, B, [1, -1], [0, 2, 0]);
        (double[] again, double[] byA, double[] byB) = Differentiate.VectorJacobianProduct<double>(Outer, A, B, [1, 0, 0, 0, 0, 2]);

        Assert.Equal([20, 28, 44, 45, 63, 99], value);
        Assert.Equal(value, again);
        Assert.Equal([20, 28 + 8, 44, -30, -42 + 18, -66], tangent);
        Assert.Equal([2 * 2 * 5, 2 * 2 * 3 * 11], byA);
        Assert.Equal([4, 0, 18], byB);
    }

    [Fact]
    public void Products_of_two_results_agree_with_the_Jacobians()
    {
        ((double[] A, double[] B) value, (double[] A, double[] B) tangent) = Differentiate.JacobianVectorProduct<double>(Two, A, [1, 2]);
        ((double[] A, double[] B) again, double[] gradient) = Differentiate.VectorJacobianProduct<double>(Two, A, [1, 2], [10]);

        Assert.Equal([4, 9], value.A);
        Assert.Equal([5], value.B);
        Assert.Equal(value.A, again.A);
        Assert.Equal(value.B, again.B);
        Assert.Equal([4, 12], tangent.A);
        Assert.Equal([3], tangent.B);
        Assert.Equal([14, 22], gradient);
    }

    [Fact]
    public void Product_with_an_upstream_gradient_gives_the_value_too()
    {
        (double[] value, double[] gradient) = Differentiate.VectorJacobianProduct(x => x.Square(), A, [1, 10]);

        Assert.Equal([4, 9], value);
        Assert.Equal([4, 60], gradient);
        Assert.Equal([0, 0], Differentiate.VectorJacobianProduct(x => x.Tape.Constant([1.0, 2]), A, [1, 1]).Gradient);
        Assert.Contains(
            "VectorJacobianProduct: the upstream gradient has 1 elements, but the result has shape (2,)",
            Assert.Throws<UpstreamException>(() => Differentiate.VectorJacobianProduct(x => x.Square(), A, [1])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Hessian_by_two_vectors_comes_in_blocks()
    {
        // f = sum_ij a_i² b_j + sum_j b_j³.
        (Tensor<double> aa, Tensor<double> ab, Tensor<double> bb) = Differentiate.Hessian<double>((a, b) => Outer(a, b).Sum() + (b * b * b).Sum(), A, B);

        Assert.Equal([2 * 23, 0, 0, 2 * 23], [.. aa]);
        Assert.Equal([2, 3], ab.Lengths.ToArray());
        Assert.Equal([4, 4, 4, 6, 6, 6], [.. ab]);
        Assert.Equal([30, 0, 0, 0, 42, 0, 0, 0, 66], [.. bb]);
    }
}
