using AutoGrad.Operations;

namespace AutoGrad.Tests.Operations;

/// <summary>What drawings and messages call an operation, where it depends on the instance.</summary>
public class OperationTextTests
{
    [Fact]
    public void Matrix_product_shows_what_lies_transposed()
    {
        Assert.Equal("matmul", new MatMul(false, false).ToString());
        Assert.Equal("matmul(Aᵀ B)", new MatMul(true, false).ToString());
        Assert.Equal("matmul(A Bᵀ)", new MatMul(false, true).ToString());
        Assert.Equal("matmul(Aᵀ Bᵀ)", new MatMul(true, true).ToString());
    }

    [Fact]
    public void Scan_shows_its_axis_and_direction()
    {
        Assert.Equal("cumsum(axis 1)", new CumulativeSum(1, false).ToString());
        Assert.Equal("cumsum(axis 0, reverse)", new CumulativeSum(0, true).ToString());
        Assert.Equal("cumprod(axis 1)", new CumulativeProduct(1, false).ToString());
        Assert.Equal("cumprod(axis 0, reverse)", new CumulativeProduct(0, true).ToString());
    }

    [Fact]
    public void Triangle_shows_its_side_and_diagonal()
    {
        Assert.Equal("upper_triangle(1)", new TriangularPart(true, 1).ToString());
        Assert.Equal("lower_triangle(-1)", new TriangularPart(false, -1).ToString());
    }

    [Fact]
    public void Black_box_shows_its_name() => Assert.Equal("black_box", new BlackBoxOperation(new SampleBox<float>()).ToString());
}
