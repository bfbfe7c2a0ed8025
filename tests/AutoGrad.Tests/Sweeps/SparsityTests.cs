using AutoGrad.Operations;
using AutoGrad.Sweeps;

namespace AutoGrad.Tests.Sweeps;

/// <summary>What each result is said to depend on. Too much would still give right Jacobians, in more sweeps than need be.</summary>
public class SparsityTests
{
    private readonly Variable<double> x = new Tape<double>().Variable([0.3, 0.5, 0.7, 0.9, 1.1, 1.3], 2, 3);

    [Fact]
    public void Elementwise_operations_pass_dependences_on() => Depends(x.Sin() * x, "0", "1", "2", "3", "4", "5");

    [Fact]
    public void Broadcasting_unites_dependences_place_by_place()
    {
        Depends(x * x.Slice(0, 0, 1), "0", "1", "2", "0 3", "1 4", "2 5");
        Depends(x + x.Slice(1, 2, 3), "0 2", "1 2", "2", "3 5", "4 5", "5");
        Depends(x.Slice(0, 1, 2) * x.Slice(1, 0, 1), "0 3", "0 4", "0 5", "3", "3 4", "3 5");
    }

    [Fact]
    public void Moves_keep_one_dependence_for_each_element()
    {
        Depends(x.Transpose(), "0", "3", "1", "4", "2", "5");
        Depends(x.Slice(1, null, null, -2), "2", "0", "5", "3");
        Depends(x.Tile(1, 2), "0", "1", "2", "0", "1", "2", "3", "4", "5", "3", "4", "5");
        Depends(Variable<double>.Concatenate([x, 2 * x], 0), "0", "1", "2", "3", "4", "5", "0", "1", "2", "3", "4", "5");
    }

    [Fact]
    public void Sums_unite_what_they_add_up()
    {
        Depends(x.Sum(0), "0 3", "1 4", "2 5");
        Depends(x.Mean(1), "0 1 2", "3 4 5");
        Depends(x.Sum(), "0 1 2 3 4 5");
        Depends((x.Transpose() * x.Reshape(3, 2)).Sum(1), "0 1 3", "1 2 3 4", "2 4 5");
    }

    [Fact]
    public void Other_operations_depend_on_everything()
    {
        Variable<double> row = x.Slice(0, 0, 1);
        Depends(row.Softmax(1), "0 1 2", "0 1 2", "0 1 2");
        Depends(row.CumulativeSum(1), "0 1 2", "0 1 2", "0 1 2");
        Depends(row.Pad([(0, 0), (1, 0)]), "0 1 2", "0 1 2", "0 1 2", "0 1 2");
    }

    [Fact]
    public void Constants_and_what_came_before_depend_on_nothing()
    {
        Depends(x.Tape.Constant([1.0, 2]), "", "");
        Depends(x.StopGradient().Sum(), "");
        Variable<double> y = x.Sum();
        Assert.All(Sparsity.Of(x, y), Assert.Null);
    }

    [Fact]
    public void Single_precision_finds_the_same()
    {
        Variable<float> z = new Tape<float>().Variable([.. Enumerable.Range(1, 60).Select(i => 0.1f * i)], 20, 3);
        int[]?[] moved = Sparsity.Of(z.Transpose().Slice(0, 1, 2) * 3, z);
        Assert.Equal([.. Enumerable.Range(0, 20).Select(i => (3 * i) + 1)], moved.Select(set => Assert.Single(set!)));
        int[]?[] summed = Sparsity.Of(z.Sum(1), z);
        Assert.Equal([.. Enumerable.Range(0, 20)], summed.Select(set => set![0] / 3));
        Assert.All(summed, set => Assert.Equal(3, set!.Length));
    }

    [Fact]
    public void Elements_that_nothing_moves_to_depend_on_nothing()
    {
        Variable<double> row = x.Slice(0, 0, 1).Reshape(3);
        Depends(row.Apply(new Unslice(0, 1, 6, 2)), "", "0", "", "1", "", "2");
    }

    [Fact]
    public void Row_of_several_entries_is_no_move_even_if_its_sum_looks_like_one()
    {
        // 1.5 (x0 + x2) - 2 x1 has the image of ones 1 and that of 1, 2, 3 the number 2, as x1 alone would have.
        Variable<double> row = x.Slice(0, 0, 1).Reshape(3);
        Depends(row.MatMul(new double[,] { { 1.5 }, { -2 }, { 1.5 } }), "0 1 2");
    }

    private void Depends(Variable<double> y, params string[] expected)
        => Assert.Equal(expected, Sparsity.Of(y, x).Select(set => string.Join(' ', set ?? [])));
}
