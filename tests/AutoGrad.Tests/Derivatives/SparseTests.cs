using System.Numerics.Tensors;

namespace AutoGrad.Tests.Derivatives;

public class SparseTests
{
    private static double[] Points(int n) => [.. Enumerable.Range(0, n).Select(i => Math.Sin(1.3 * i) + 0.2)];

    // Three-point stencil with a nonlinear reaction: row i depends on i - 1, i and i + 1.
    private static Variable<double> Banded(Variable<double> x) =>
        (2 * x[1..^1]) - x[..^2] - x[2..] + x[1..^1].Pow(3);

    [Fact]
    public void Banded_jacobian_takes_three_sweeps_whatever_its_size()
    {
        SparseMatrix<double> small = Differentiate.SparseJacobian(Banded, Points(50));
        SparseMatrix<double> large = Differentiate.SparseJacobian(Banded, Points(10_000));

        Assert.Equal(3, small.Sweeps);
        Assert.Equal(3, large.Sweeps);
        Assert.Equal(3 * 9_998, large.Values.Count);
        double[] x = Points(10_000);
        Assert.Equal(2 + (3 * x[7_000] * x[7_000]), large[6_999, 7_000], 1e-13);
        Assert.Equal(-1, large[6_999, 6_999]);
        Assert.Equal(0, large[6_999, 42]);
    }

    [Fact]
    public void Sparse_jacobian_is_the_dense_one()
    {
        Tensor<double> dense = Differentiate.Jacobian(Banded, Points(50));

        Assert.Equal(dense.ToArray(), Differentiate.SparseJacobian(Banded, Points(50)).ToDense().Cast<double>());
    }

    [Fact]
    public void Sparse_hessian_is_the_dense_one()
    {
        static Variable<double> Chain(Variable<double> x) => (100 * (x[1..] - x[..^1].Square()).Square()).Sum() + (1 - x[..^1]).Square().Mean();

        SparseMatrix<double> sparse = Differentiate.SparseHessian(Chain, Points(40));
        double[] dense = Differentiate.Hessian(Chain, Points(40)).ToArray();

        Assert.Equal(3, sparse.Sweeps);
        Assert.Equal((3 * 40) - 2, sparse.Values.Count);
        double size = dense.Max(Math.Abs);
        Assert.All(dense.Zip(sparse.ToDense().Cast<double>()), pair => Assert.Equal(pair.First, pair.Second, 1e-13 * size));
    }

    // Each operation by which a dependence can be moved, added up, repeated or lost.
    public static TheoryData<int> Functions => [.. Enumerable.Range(0, All.Length)];

    private static readonly Func<Variable<double>, Variable<double>>[] All =
    [
        x => x.Reshape(3, 4).Transpose().Reshape(12),
        x => x.Reshape(3, 4).Sum(0),
        x => x.Reshape(3, 4).Mean(1).Square(),
        x => (x.Reshape(3, 4) * x[..4]).Reshape(12),
        x => Variable<double>.Concatenate([x[6..], x[..2].Sin()]),
        x => x.Flip(0) * x,
        x => x.Roll(5, 0),
        x => x.IndexSelect(0, 3, 3, 0, 11),
        x => x.CumulativeSum(0),
        x => x.Reshape(3, 4).Softmax(1),
        x => x.Reshape(3, 4).MatMul(x.Reshape(4, 3)),
        x => x[2] * x,
        x => x.StopGradient() * x[0],
        x => x.Tape.Constant([1.0, 2, 3]),
        x => ((x > 0.1) * x.Pow(2)) + x.Abs(),
    ];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Sparse_jacobian_of_any_operation_is_the_dense_one(int function)
    {
        double[] x = Points(12);

        double[] dense = Differentiate.Jacobian(All[function], x).ToArray();
        double[,] sparse = Differentiate.SparseJacobian(All[function], x).ToDense();

        Assert.All(dense.Zip(sparse.Cast<double>()), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }
}
