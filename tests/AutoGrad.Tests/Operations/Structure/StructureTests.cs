using AutoGrad.Errors;

namespace AutoGrad.Tests.Operations.Structure;

public class StructureTests
{
    private readonly Tape<double> tape = new();

    [Fact]
    public void Flip_reverses_axes()
    {
        Is(Counting(2, 3).Flip(1), [2, 3], 2, 1, 0, 5, 4, 3);
        Is(Counting(2, 3).Flip(-2), [2, 3], 3, 4, 5, 0, 1, 2);
        Is(Counting(2, 3).Flip(), [2, 3], 5, 4, 3, 2, 1, 0);
        Is(Counting(2, 2, 2).Flip([0, 2]), [2, 2, 2], 5, 4, 7, 6, 1, 0, 3, 2);
        Is(tape.Variable(7.0).Flip(), [], 7);
        Is(Counting(2, 0).Flip(), [2, 0]);
    }

    [Theory]
    [InlineData(0, new double[] { 0, 4, 8 })]
    [InlineData(1, new double[] { 1, 5 })]
    [InlineData(-1, new double[] { 3, 7, 11 })]
    [InlineData(-3, new double[] { 9 })]
    [InlineData(3, new double[0])]
    [InlineData(-9, new double[0])]
    public void Diagonal_of_a_4_by_3_matrix_is_that_of_its_offset(int offset, double[] expected)
        => Is(Counting(4, 3).Diagonal(offset), [expected.Length], expected);

    [Fact]
    public void Diagonal_of_other_axes_goes_last()
    {
        // x[i, j, k] = 6 i + 2 j + k over (2, 3, 2); axes 0 and 2, y[j, i] = x[i, j, i].
        Is(Counting(2, 3, 2).Diagonal(0, 0, 2), [3, 2], 0, 7, 2, 9, 4, 11);
        Is(Counting(2, 3, 2).Diagonal(1, 2, 0), [3, 1], 6, 8, 10);
    }

    [Fact]
    public void DiagonalEmbed_surrounds_the_last_axis_with_zeros()
    {
        Is(tape.Variable([1.0, 2]).DiagonalEmbed(), [2, 2], 1, 0, 0, 2);
        Is(tape.Variable([1.0, 2]).DiagonalEmbed(1), [3, 3], 0, 1, 0, 0, 0, 2, 0, 0, 0);
        Is(tape.Variable([1.0, 2]).DiagonalEmbed(-1), [3, 3], 0, 0, 0, 1, 0, 0, 0, 2, 0);
        Is(Counting(2, 2).DiagonalEmbed(0, 0, 2), [2, 2, 2], 0, 0, 2, 0, 0, 1, 0, 3);
        Is(Counting(3, 4).DiagonalEmbed(-2, 1, 0).Diagonal(-2, 1, 0), [3, 4], [.. Enumerable.Range(0, 12)]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-3)]
    public void DiagonalEmbed_at_a_place_that_the_result_lacks_is_refused(int axis)
    {
        string expected = $"diagonal_embed: axis {axis} is out of range; the result of embedding (3,) has axes 0 to 1";
        Assert.Equal(expected, Assert.Throws<AxisException>(() => Counting(3).DiagonalEmbed(0, axis, 0)).Message);
        Assert.Equal(expected, Assert.Throws<AxisException>(() => Counting(3).DiagonalEmbed(0, 0, axis)).Message);
    }

    [Fact]
    public void DiagonalEmbed_of_a_scalar_is_refused() => Assert.Throws<AxisException>(() => tape.Variable(1.0).DiagonalEmbed());

    [Fact]
    public void Trace_sums_a_diagonal_of_each_matrix()
    {
        Is(Counting(3, 3).Trace(), [], 12);
        Is(Counting(3, 3).Trace(1), [], 6);
        Is(Counting(2, 2, 2).Trace(), [2], 3, 11);
        Is(Counting(2, 3).Trace(9), [], 0);
    }

    [Fact]
    public void Triangles_keep_one_side_of_a_diagonal()
    {
        Is(Counting(2, 3).LowerTriangle(), [2, 3], 0, 0, 0, 3, 4, 0);
        Is(Counting(2, 3).LowerTriangle(1), [2, 3], 0, 1, 0, 3, 4, 5);
        Is(Counting(2, 3).UpperTriangle(), [2, 3], 0, 1, 2, 0, 4, 5);
        Is(Counting(2, 3).UpperTriangle(-1), [2, 3], 0, 1, 2, 3, 4, 5);
        Is(Counting(2, 3).UpperTriangle(int.MaxValue), [2, 3], 0, 0, 0, 0, 0, 0);
        Is(Counting(2, 3).LowerTriangle(int.MinValue), [2, 3], 0, 0, 0, 0, 0, 0);
        Is(Counting(2, 2, 2).LowerTriangle(-1), [2, 2, 2], 0, 0, 2, 0, 0, 0, 6, 0);
        Is(Counting(3, 0).LowerTriangle(), [3, 0]);
    }

    [Fact]
    public void Pad_adds_and_crops()
    {
        Is(Counting(2, 2).Pad([(0, 1), (1, 0)], 9), [3, 3], 9, 0, 1, 9, 2, 3, 9, 9, 9);
        Is(Counting(2, 3).Pad([(-1, 1), (-1, -1)]), [2, 1], 4, 0);
        Is(Counting(2, 3).Pad([(1, 0)], -1), [3, 3], -1, -1, -1, 0, 1, 2, 3, 4, 5);
        Is(Counting(3).Pad([(-5, 4)], 8), [2], 8, 8);
        Is(Counting(0).Pad([(1, 1)], 8), [2], 8, 8);
        Is(Counting(2, 2, 2).Pad([(0, 0), (1, -1), (0, 0)], 8), [2, 2, 2], 8, 8, 0, 1, 8, 8, 4, 5);
        Is(tape.Variable(3.0).Pad([]), [], 3);
        Assert.Equal("pad: 2 pairs of widths for shape (3,), which has 1 axes", Assert.Throws<AxisException>(() => Counting(3).Pad([(1, 1), (1, 1)])).Message);
        Assert.Contains("axis 0 of length 3", Assert.Throws<ShapeException>(() => Counting(3).Pad([(-2, -2)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Concatenate_and_Stack_join_and_Split_takes_apart()
    {
        Variable<double> a = Counting(2, 2);
        Variable<double> b = Counting(2, 1) + 10;
        Is(Variable<double>.Concatenate([a, b, a], 1), [2, 5], 0, 1, 10, 0, 1, 2, 3, 11, 2, 3);
        Is(Variable<double>.Concatenate([a, a], -2), [4, 2], 0, 1, 2, 3, 0, 1, 2, 3);
        Is(Variable<double>.Concatenate([a, Counting(0, 2)], 0), [2, 2], 0, 1, 2, 3);
        Is(Variable<double>.Stack([a, a + 10], 0), [2, 2, 2], 0, 1, 2, 3, 10, 11, 12, 13);
        Is(Variable<double>.Stack([a, a + 10], 1), [2, 2, 2], 0, 1, 10, 11, 2, 3, 12, 13);
        Is(Variable<double>.Stack([a, a + 10], -1), [2, 2, 2], 0, 10, 1, 11, 2, 12, 3, 13);
        Is(Variable<double>.Stack([tape.Variable(1.0), tape.Variable(2.0)]), [2], 1, 2);

        Variable<double>[] parts = Counting(2, 5).Split([1, 0, 4], 1);
        Is(parts[0], [2, 1], 0, 5);
        Is(parts[1], [2, 0]);
        Is(parts[2], [2, 4], 1, 2, 3, 4, 6, 7, 8, 9);
        Assert.Equal([4.0, 5, 6, 7], Counting(3, 4).Split(3)[1].Value.ToArray());
        Assert.Equal([4.0, 5], Counting(6).Split(3)[2].Value.ToArray());
        Assert.Equal([0.0, 1, 2], Assert.Single(Counting(3).Split(1)).Value.ToArray());

        Assert.Throws<EmptyInputException>(() => Variable<double>.Concatenate([]));
        Assert.Throws<EmptyInputException>(() => Variable<double>.Stack([]));
        Assert.Equal("stack: axis 3 is out of range; the result of stacking (2, 2) has axes 0 to 2", Assert.Throws<AxisException>(() => Variable<double>.Stack([a], 3)).Message);
        Assert.Equal("split: (2, 5): the sizes add up to 4, but axis 1 has length 5", Assert.Throws<ShapeException>(() => Counting(2, 5).Split([1, 3], 1)).Message);
        Assert.Equal("split: (2, 5): the size -1 is negative", Assert.Throws<ShapeException>(() => Counting(2, 5).Split([-1, 6], 1)).Message);
        Assert.Contains("cannot be cut into 0 equal parts", Assert.Throws<ShapeException>(() => Counting(2, 5).Split(0, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be cut into 2 equal parts", Assert.Throws<ShapeException>(() => Counting(2, 5).Split(2, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Concatenate_of_another_tapes_variable_is_refused()
        => Assert.Throws<TapeMismatchException>(() => Variable<double>.Concatenate([Counting(2), new Tape<double>().Variable([1.0])]));

    [Fact]
    public void Tile_follows_NumPy_for_short_and_long_lists()
    {
        Is(Counting(2).Tile(2), [4], 0, 1, 0, 1);
        Is(Counting(2, 2).Tile(2), [2, 4], 0, 1, 0, 1, 2, 3, 2, 3);
        Is(Counting(2).Tile(2, 2), [2, 4], 0, 1, 0, 1, 0, 1, 0, 1);
        Is(Counting(2, 2).Tile(2, 1), [4, 2], 0, 1, 2, 3, 0, 1, 2, 3);
        Is(tape.Variable(5.0).Tile(3), [3], 5, 5, 5);
        Is(Counting(2, 2).Tile(0, 1), [0, 2]);
        Is(Counting(2).Tile(), [2], 0, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => Counting(2).Tile(-1));
    }

    [Fact]
    public void Repeat_copies_each_element()
    {
        Is(Counting(2, 2).Repeat(2, 1), [2, 4], 0, 0, 1, 1, 2, 2, 3, 3);
        Is(Counting(2, 2).Repeat(2, -2), [4, 2], 0, 1, 0, 1, 2, 3, 2, 3);
        Is(Counting(2).Repeat(0, 0), [0]);
        Assert.Throws<AxisException>(() => tape.Variable(1.0).Repeat(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Counting(2).Repeat(-1, 0));
    }

    [Theory]
    [InlineData(1, new double[] { 3, 0, 1, 2 })]
    [InlineData(-1, new double[] { 1, 2, 3, 0 })]
    [InlineData(6, new double[] { 2, 3, 0, 1 })]
    [InlineData(4, new double[] { 0, 1, 2, 3 })]
    public void Roll_brings_back_what_leaves(int by, double[] expected) => Is(Counting(4).Roll(by, 0), [4], expected);

    [Fact]
    public void Roll_of_an_empty_axis_is_empty() => Is(Counting(0, 2).Roll(3, 0), [0, 2]);

    [Fact]
    public void Unfold_slides_and_Fold_adds_overlaps()
    {
        Is(Counting(5).Unfold(0, 3), [3, 3], 0, 1, 2, 1, 2, 3, 2, 3, 4);
        Is(Counting(6).Unfold(0, 2, 3), [2, 2], 0, 1, 3, 4);
        Is(Counting(3, 2).Unfold(0, 2), [2, 2, 2], 0, 2, 1, 3, 2, 4, 3, 5);
        Is(Counting(5).Unfold(0, 3).Fold(0, 5), [5], 0, 2, 6, 6, 4);
        Is(Counting(6).Unfold(0, 2, 3).Fold(-1, 6, 3), [6], 0, 1, 0, 3, 4, 0);
        Assert.Equal("fold: axis 1 is out of range; the result of folding (3, 2) has 1 axes", Assert.Throws<AxisException>(() => Counting(3, 2).Fold(1, 4)).Message);
        Assert.Equal("fold: axis 0 is out of range; the result of folding () has 0 axes", Assert.Throws<AxisException>(() => tape.Variable(1.0).Fold(0, 4)).Message);
        Assert.Throws<AxisException>(() => Counting(3).Fold(0, 3));
    }

    [Fact]
    public void Transpose_of_two_axes_swaps_these_alone()
    {
        Is(Counting(2, 3).Transpose(-1, 0), [3, 2], 0, 3, 1, 4, 2, 5);
        Is(Counting(2, 1, 3).Transpose(0, 2), [3, 1, 2], 0, 3, 1, 4, 2, 5);
        Is(Counting(2, 3).Transpose(0, 0), [2, 3], 0, 1, 2, 3, 4, 5);
        Is(Counting(2).Transpose(0, -1), [2], 0, 1);
        Assert.Throws<AxisException>(() => Counting(2, 3).Transpose(0, 2));
    }

    [Fact]
    public void MoveAxis_keeps_the_order_of_the_other_axes()
    {
        Assert.Equal(new Shape([3, 4, 2]), Counting(2, 3, 4).MoveAxis(0, -1).Shape);
        Assert.Equal(new Shape([4, 2, 3]), Counting(2, 3, 4).MoveAxis(-1, 0).Shape);
        Is(Counting(2, 3).MoveAxis(1, 0), [3, 2], 0, 3, 1, 4, 2, 5);
        Assert.Throws<AxisException>(() => Counting(2, 3).MoveAxis(2, 0));
        Assert.Throws<AxisException>(() => Counting(2, 3).MoveAxis(0, 2));
    }

    [Fact]
    public void SqueezeAxes_without_axes_removes_all_of_length_1()
    {
        Is(Counting(1, 3, 1).SqueezeAxes(), [3], 0, 1, 2);
        Is(Counting(2, 1, 1).SqueezeAxes(-1), [2, 1], 0, 1);
        Is(Counting(2, 2).SqueezeAxes(), [2, 2], 0, 1, 2, 3);
    }

    [Fact]
    public void Gradients_agree_with_difference_quotients()
    {
        DifferenceCheck.Run(x => x.Flip([0, -1]), 2, 3, 2);
        DifferenceCheck.Run(x => x.Diagonal(1, 2, 0), 3, 2, 4);
        DifferenceCheck.Run(x => x.DiagonalEmbed(-1, 0, -1), 2, 3);
        DifferenceCheck.Run(x => x.Trace(-1), 2, 3, 3);
        DifferenceCheck.Run(x => x.LowerTriangle(1), 3, 4);
        DifferenceCheck.Run(x => x.UpperTriangle(-1), 2, 3, 2);
        DifferenceCheck.Run(x => x.Pad([(1, -1), (-1, 2)], 3), 3, 2);
        DifferenceCheck.Run(x => Variable<double>.Concatenate([x, x.Exp(), x.Slice(1, 1)], 1), 2, 3);
        DifferenceCheck.Run(x => Variable<double>.Stack([x, x.Sin()], 1), 2, 3);
        DifferenceCheck.Run(x => x.Tile(2, 1, 3), 2, 2);
        DifferenceCheck.Run(x => x.Repeat(3, 0), 2, 2);
        DifferenceCheck.Run(x => x.Roll(2, 1), 2, 3);
        DifferenceCheck.Run(x => x.Unfold(0, 3), 6, 2);
        DifferenceCheck.Run(x => x.Unfold(1, 2, 3), 2, 6);
        DifferenceCheck.Run(x => x.Fold(0, 4), 3, 2, 2);
        DifferenceCheck.Run(x => x.Split([1, 3], 1)[1], 2, 4);
    }

    [Fact]
    public void A_warm_loop_allocates_nothing()
    {
        int[] repeats = [2, 1];
        WarmLoop.AllocatesNothing(
            (_, x) =>
            {
                Variable<double> y = x.Flip(0).LowerTriangle().Pad([(1, 0), (0, 2)], 1).Roll(1, 1).Tile(repeats).Repeat(2, 0);
                return Variable<double>.Concatenate([y, y], 1).Unfold(0, 2).Sum() + x.Trace() + Variable<double>.Stack([x, x]).Diagonal(1).DiagonalEmbed().Sum();
            },
            3,
            3);
    }

    private static void Is(Variable<double> actual, nint[] lengths, params double[] expected)
    {
        Assert.Equal(new Shape(lengths), actual.Shape);
        Assert.Equal(expected, actual.Value.ToArray());
    }

    private Variable<double> Counting(params nint[] lengths)
        => tape.Variable([.. Enumerable.Range(0, new Shape(lengths).Count).Select(i => (double)i)], lengths);
}
