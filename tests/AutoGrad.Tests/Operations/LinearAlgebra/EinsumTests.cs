using AutoGrad.Errors;

namespace AutoGrad.Tests.Operations.LinearAlgebra;

public class EinsumTests
{
    private readonly Tape<double> tape = new();

    public static TheoryData<string, string> Equations => new()
    {
        { "ij,jk->ik", "2,3;3,4" },
        { "ij,jk", "2,3;3,4" },
        { "ji,jk->ki", "3,2;3,4" },
        { "ij,kj->ik", "2,3;4,3" },
        { "bij,bjk->bik", "2,3,4;2,4,2" },
        { "ibj,kjb->bki", "3,2,4;2,4,2" },
        { "i,i->", "3;3" },
        { "i,j->ij", "3;2" },
        { "i,j->ji", "3;2" },
        { "ij,ij->ij", "2,3;2,3" },
        { "ij,ij", "2,3;2,3" },
        { "ij->ji", "2,3" },
        { "ba", "2,3" },
        { "aB", "2,3" },
        { "ij->", "2,3" },
        { "ij->j", "2,3" },
        { "ii->i", "3,3" },
        { "ii", "3,3" },
        { "iji->j", "2,3,2" },
        { "iii->i", "2,2,2" },
        { "iijj->ij", "2,2,3,3" },
        { "ij,k->i", "2,3;4" },
        { "ijk,jl->il", "2,3,2;3,2" },
        { "ij,jk,kl->il", "2,3;3,4;4,2" },
        { "a,b,c,d->dbca", "2;3;2;2" },
        { "ij,ik,i->jk", "3,2;3,2;3" },
        { "ii,ij,jj->", "3,3;3,2;2,2" },
        { " i j , j k -> i k ", "2,3;3,2" },
        { "Ij,jI->I", "2,3;3,2" },
        { "...ij,...jk->...ik", "2,2,3;2,3,2" },
        { "...ij,...jk->...ik", "5,2,2,3;2,3,2" },
        { "...ij,jk->...ik", "2,2,3;3,2" },
        { "...ij,...jk", "2,1,2,3;3,3,2" },
        { "i...->...i", "2,3,4" },
        { "...,...->...", "2,3;3" },
        { "...i->...", "2,3" },
        { "...i->i", "2,2,3" },
        { "i...,i...->...", "2,3;2,3" },
        { "ij,jk->ik", "2,1;3,4" },
        { "ij,j->i", "2,3;1" },
        { ",ij->ij", ";2,3" },
        { ",", ";" },
        { "", "" },
        { "->", "" },
        { "i...", "2,3" },
        { "ij,jk->ik", "2,0;0,3" },
        { "ij,jk->ik", "0,2;2,3" },
    };

    [Theory]
    [MemberData(nameof(Equations))]
    public void Einsum_agrees_with_the_sum_it_stands_for(string equation, string shapes)
    {
        ArgumentNullException.ThrowIfNull(equation);
        ArgumentNullException.ThrowIfNull(shapes);
        nint[][] lengths = [.. shapes.Split(';').Select(s => s.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(nint.Parse).ToArray())];
        Variable<double>[] operands = [.. lengths.Select((l, i) => tape.Variable(DifferenceCheck.Numbers(new Shape(l).Count, 7 + i), l))];
        Variable<double> actual = Variable<double>.Einsum(equation, operands);
        (nint[] expectedShape, double[] expected) = EinsumModel.Evaluate(equation, [.. operands.Select(o => o.Value.ToArray())], lengths);
        Assert.Equal(new Shape(expectedShape), actual.Shape);
        double[] values = actual.Value.ToArray();
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], values[i], 1e-12);
        }
    }

    [Theory]
    [InlineData("ij,jk->ik", "einsum \"ij,jk->ik\": label 'j' has length 4 at operand 1 of shape (4, 2), but length 3 before", "2,3;4,2")]
    [InlineData("ij,jk->iz", "einsum \"ij,jk->iz\": label 'z' of the result stands at no operand", "2,3;3,2")]
    [InlineData("ij->ii", "einsum \"ij->ii\": label 'i' stands twice in the result", "2,3")]
    [InlineData("ij,jk->ik", "einsum \"ij,jk->ik\": it speaks of 2 operands, but 1 was given", "2,3")]
    [InlineData("ij", "einsum \"ij\": it speaks of 1 operand, but 2 were given", "2,3;3,2")]
    [InlineData("AB->BB", "einsum \"AB->BB\": label 'B' stands twice in the result", "2,3")]
    [InlineData("ab->aa", "einsum \"ab->aa\": label 'a' stands twice in the result", "2,3")]
    [InlineData("i", "einsum \"i\": operand 0 of shape (2, 3) has 2 axes, but is written with 1 label", "2,3")]
    [InlineData("ij", "einsum \"ij\": operand 0 of shape (2,) has 1 axis, but is written with 2 labels", "2")]
    [InlineData("iii", "einsum \"iii\": label 'i' stands twice at operand 0 of shape (2, 2, 1), for lengths 2 and 1", "2,2,1")]
    [InlineData("ij", "einsum \"ij\": operand 0 of shape (2, 3, 4) has 3 axes, but is written with 2 labels", "2,3,4")]
    [InlineData("ijk...", "einsum \"ijk...\": operand 0 of shape (2, 3) has 2 axes, but is written with 3 labels", "2,3")]
    [InlineData("ii", "einsum \"ii\": label 'i' stands twice at operand 0 of shape (2, 3), for lengths 2 and 3", "2,3")]
    [InlineData("i1", "einsum \"i1\": '1' is no label; labels are the letters a to z and A to Z", "2,3")]
    [InlineData("i..", "einsum \"i..\": \"i..\": dots stand for axes in threes, and at most once", "2,3")]
    [InlineData("......", "einsum \"......\": \"......\": dots stand for axes in threes, and at most once", "2,3")]
    [InlineData("...,...", "einsum \"...,...\": label '...' (its axis -1) has length 4 at operand 1 of shape (4,), but length 3 before", "2,3;4")]
    public void An_equation_that_cannot_be_followed_is_refused(string equation, string message, string shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        nint[][] lengths = [.. shapes.Split(';').Select(s => s.Split(',').Select(nint.Parse).ToArray())];
        Variable<double>[] operands = [.. lengths.Select(l => tape.Filled(1, l))];
        int before = tape.Count;
        Assert.Equal(message, Assert.Throws<ShapeException>(() => Variable<double>.Einsum(equation, operands)).Message);
        Assert.Equal(before, tape.Count);
    }

    [Fact]
    public void Einsum_without_an_equation_is_refused()
        => Assert.Throws<ArgumentNullException>(() => Variable<double>.Einsum(null!, tape.Variable(1.0)));

    [Fact]
    public void Result_may_have_the_largest_rank_and_no_more()
    {
        const string Equation = "...,ABCDEFGHIJKLMNOPQRSTUVWXYZ,abcdefghijklmnopqrstuvwxyz";
        Variable<double> capitals = Single(3, 26);
        Variable<double> letters = Single(5, 26);
        Variable<double> product = Variable<double>.Einsum(Equation, Single(2, 12), capitals, letters);
        Assert.Equal((Shape.MaxRank, 30.0), (product.Rank, product.Sum().Value.Item));
        Assert.Equal(
            $"einsum \"{Equation}\": the largest rank is 64",
            Assert.Throws<ShapeException>(() => Variable<double>.Einsum(Equation, Single(2, 13), capitals, letters)).Message);
    }

    [Fact]
    public void Number_of_paired_axes_lies_between_none_and_the_largest_rank()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbers(2, 2).TensorDot(Numbers(2, 2), -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbers(2, 2).TensorDot(Numbers(2, 2), Shape.MaxRank + 1));
        Assert.Throws<AxisException>(() => Numbers(2, 2).TensorDot(Numbers(2, 2), Shape.MaxRank));
    }

    [Fact]
    public void Axis_of_vectors_counts_in_the_tensor_with_more_axes()
    {
        Variable<double> vector = tape.Variable([1.0, 2, 3]);
        Variable<double> matrix = tape.Variable([4.0, 5, 6, 1, 2, 3], 2, 3);
        Assert.Equal([32.0, 14], vector.VectorDot(matrix, 1).Value.ToArray());
        Assert.Equal([32.0, 14], matrix.VectorDot(vector, 1).Value.ToArray());
        Assert.Equal([-3.0, 6, -3, 0, 0, 0], vector.Cross(matrix, 1).Value.ToArray());
        Assert.StartsWith("vector_dot: axis -2", Assert.Throws<AxisException>(() => vector.VectorDot(matrix, 0)).Message, StringComparison.Ordinal);
        Assert.StartsWith("vector_dot: axis -2", Assert.Throws<AxisException>(() => matrix.VectorDot(vector, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Axis_of_vectors_does_not_broadcast()
        => Assert.Equal(
            "vector_dot: (1,) x (3,): lengths 1 and 3 along axis -1 differ",
            Assert.Throws<ShapeException>(() => Numbers(1).VectorDot(Numbers(3))).Message);

    [Fact]
    public void Gradients_agree_with_difference_quotients()
    {
        DifferenceCheck.Run(x => Variable<double>.Einsum("ij,jk->ik", x, x.Transpose().Sin()), 2, 3);
        DifferenceCheck.Run(x => Variable<double>.Einsum("bij,bkj->kbi", x, x.Exp()), 2, 2, 3);
        DifferenceCheck.Run(x => Variable<double>.Einsum("iij,jk->ik", x, x.Select(0, 1).Transpose().Sin()), 2, 2, 3);
        DifferenceCheck.Run(x => Variable<double>.Einsum("i...,i...,i...->...", x, x, x), 2, 3);
        DifferenceCheck.Run(x => x.TensorDot(x.Exp(), [0, 2], [0, 2]), 2, 2, 2);
        DifferenceCheck.Run(x => x.Kronecker(x.Sin()), 2, 2);
        DifferenceCheck.Run(x => x.Cross(x.Exp()), 2, 3);
        DifferenceCheck.Run(x => x.VectorDot(x.Exp(), 0), 2, 3);
        DifferenceCheck.Run(x => x.Inner(x.Exp()), 2, 3);
    }

    [Fact]
    public void TensorDot_pairs_axes()
    {
        Variable<double> a = Numbers(3, 2, 4);
        Variable<double> b = Numbers(4, 5, 3);
        Same(Variable<double>.Einsum("iaj,jbi->ab", a, b), a.TensorDot(b, [0, -1], [2, 0]));
        Same(Variable<double>.Einsum("iaj,jbc->iabc", a, b), a.TensorDot(b, 1));
        Same(Variable<double>.Einsum("ij,kl->ijkl", Numbers(2, 3), Numbers(3, 2)), Numbers(2, 3).TensorDot(Numbers(3, 2), 0));
        Same((Numbers(2, 3) * Numbers(2, 3)).Sum(), Numbers(2, 3).TensorDot(Numbers(2, 3)));
        Same(Variable<double>.Einsum("iaj,lj->ial", a, Numbers(5, 4)), a.Inner(Numbers(5, 4)));
        Assert.Equal("tensordot: (2, 3) x (2, 3): axis 0 of length 2 is paired with axis 1 of length 3", Assert.Throws<ShapeException>(() => Numbers(2, 3).TensorDot(Numbers(2, 3), [0], [1])).Message);
        Assert.Contains("in an earlier pair", Assert.Throws<AxisException>(() => Numbers(3, 3).TensorDot(Numbers(3, 3), [0, 0], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be paired", Assert.Throws<ShapeException>(() => Numbers(3, 3).TensorDot(Numbers(3, 3), [0, 1], [0])).Message, StringComparison.Ordinal);
        Assert.Throws<AxisException>(() => Numbers(3).TensorDot(Numbers(3, 3)));
    }

    [Fact]
    public void Products_of_vectors_and_blocks_have_their_textbook_values()
    {
        Assert.Equal([0.0, 0, 1], tape.Variable([1.0, 0, 0]).Cross(new double[] { 0, 1, 0 }).Value.ToArray());
        Assert.Equal([-3.0, 6, -3], tape.Variable([1.0, 2, 3]).Cross(new double[] { 4, 5, 6 }).Value.ToArray());
        Assert.Equal([-3.0, 6, -3, 3, -6, 3], tape.Variable([1.0, 2, 3, 4, 5, 6], 2, 3).Cross(tape.Variable([4.0, 5, 6, 1, 2, 3], 2, 3)).Value.ToArray());
        Assert.Equal([32.0, 32], tape.Variable([1.0, 2, 3, 4, 5, 6], 2, 3).VectorDot(tape.Variable([4.0, 5, 6, 1, 2, 3], 2, 3)).Value.ToArray());
        Assert.Equal([1.0, 2, 10, 20], tape.Variable([1.0, 10]).Kronecker(new double[] { 1, 2 }).Value.ToArray());
        Variable<double> blocks = tape.Variable([1.0, 2, 3, 4], 2, 2).Kronecker(tape.Variable([0.0, 5, 6, 7], 2, 2));
        Assert.Equal([0.0, 5, 0, 10, 6, 7, 12, 14, 0, 15, 0, 20, 18, 21, 24, 28], blocks.Value.ToArray());
        Assert.Contains("made of 3 elements", Assert.Throws<ShapeException>(() => Numbers(2).Cross(Numbers(2))).Message, StringComparison.Ordinal);
        Assert.Contains("lengths 2 and 3", Assert.Throws<ShapeException>(() => Numbers(2).VectorDot(Numbers(3))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warm_loop_allocates_nothing()
    {
        int[] axes = [0, 2];
        WarmLoop.AllocatesNothing(
            (_, x) => Variable<double>.Einsum("...ij,...kj,ii->ik...", x, x, x.Select(0, 0).Slice(1, 0, 2)).Sum()
                + x.TensorDot(x, axes, axes).Trace() + x.Inner(x).Sum() + x.Cross(x + 1).Sum() + x.Kronecker(x).Sum() + x.VectorDot(x).Sum(),
            2,
            2,
            3);
    }

    private static void Same(Variable<double> expected, Variable<double> actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        foreach ((double a, double b) in expected.Value.ToArray().Zip(actual.Value.ToArray()))
        {
            Assert.Equal(a, b, 1e-12);
        }
    }

    private Variable<double> Single(double value, int rank) => tape.Variable([value], [.. Enumerable.Repeat((nint)1, rank)]);

    private Variable<double> Numbers(params nint[] lengths) => tape.Variable(DifferenceCheck.Numbers(new Shape(lengths).Count, lengths.Length), lengths);
}
