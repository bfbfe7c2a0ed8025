using AutoGrad.Errors;

namespace AutoGrad.Tests.Operations.Indexing;

public class IndexingTests
{
    private readonly Tape<double> tape = new();

    [Fact]
    public void IndexSelect_takes_parts_in_order_with_repetitions()
    {
        Is(Counting(3, 2).IndexSelect(0, 2, 0, 2), [3, 2], 4, 5, 0, 1, 4, 5);
        Is(Counting(3, 2).IndexSelect(-1, -1), [3, 1], 1, 3, 5);
        Is(Counting(2, 3, 2).IndexSelect(1, -3, 2), [2, 2, 2], 0, 1, 4, 5, 6, 7, 10, 11);
        Is(Counting(3, 2).IndexSelect(0), [0, 2]);
    }

    [Fact]
    public void IndexSelect_sums_the_gradients_of_repetitions()
    {
        Variable<double> x = Counting(3, 2);
        x.IndexSelect(0, 2, 0, -1).Backward([1, 2, 3, 4, 5, 6]);
        Assert.Equal([3.0, 4, 0, 0, 6, 8], x.Gradient.ToArray());
    }

    [Fact]
    public void Indices_out_of_range_are_named_with_position_axis_and_length()
    {
        Assert.Equal(
            "index_select: (3, 2): index 3 at position 1 is out of range for axis 0 of length 3; it must be from -3 to 2",
            Assert.Throws<ShapeException>(() => Counting(3, 2).IndexSelect(0, 0, 3)).Message);
        Assert.Equal(
            "index_select: (0, 2): index 0 at position 0 is out of range: axis 0 has length 0",
            Assert.Throws<ShapeException>(() => Counting(0, 2).IndexSelect(0, 0)).Message);
        Assert.Equal(
            "gather: (2, 3): index -4 at position 2 is out of range for axis 1 of length 3; it must be from -3 to 2",
            Assert.Throws<ShapeException>(() => Counting(2, 3).Gather(1, [0, 1, -4, 2], 2, 2)).Message);
        Assert.Equal(
            "take_pairs: (2, 3): index 2 at position 0 is out of range for axis 0 of length 2; it must be from -2 to 1",
            Assert.Throws<ShapeException>(() => Counting(2, 3).TakePairs([2], [0])).Message);
        Assert.Throws<AxisException>(() => tape.Variable(1.0).IndexSelect(0, 0));
    }

    [Fact]
    public void IndexAdd_adds_duplicates()
    {
        Is(Counting(3, 2).IndexAdd(0, [0, -3, 2], tape.Constant([10.0, 20, 30, 40, 50, 60], 3, 2)), [3, 2], 40, 61, 2, 3, 54, 65);
        Is(Counting(2, 2).IndexAdd(1, [1, 1, 1], tape.Constant([1.0, 2, 3, 4, 5, 6], 2, 3)), [2, 2], 0, 7, 2, 18);
        Assert.Equal(
            "index_add: (3, 2) x (3, 3): the source may differ from the tensor along axis 0 alone",
            Assert.Throws<ShapeException>(() => Counting(3, 2).IndexAdd(0, [0, 1, 2], Counting(3, 3))).Message);
        Assert.Contains("2 indices for axis 0, which has length 3", Assert.Throws<ShapeException>(() => Counting(3, 2).IndexAdd(0, [0, 1], Counting(3, 2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IndexAdd_of_a_source_that_would_broadcast_is_refused()
    {
        foreach (Variable<double> source in (Variable<double>[])[Counting(1, 2), Counting(4, 2), Counting(2), tape.Variable(1.0)])
        {
            Assert.Equal(
                $"index_add: (3, 2) x {source.Shape}: the source may differ from the tensor along axis 1 alone",
                Assert.Throws<ShapeException>(() => Counting(3, 2).IndexAdd(1, [0, 1], source)).Message);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Gather_agrees_with_its_definition(int axis)
    {
        nint[] lengths = [3, 4, 5];
        nint[] shape = [2, 3, 4];
        var random = new Random(axis);
        int[] indices = [.. Enumerable.Range(0, 24).Select(_ => random.Next(-(int)lengths[axis], (int)lengths[axis]))];
        Variable<double> x = Counting(lengths);
        Variable<double> y = x.Gather(axis, indices, shape);
        Variable<double> z = Counting(lengths).ScatterAdd(axis, indices, Counting(shape));
        double[] sums = Counting(lengths).Value.ToArray();
        for (nint i = 0; i < shape[0]; i++)
        {
            for (nint j = 0; j < shape[1]; j++)
            {
                for (nint k = 0; k < shape[2]; k++)
                {
                    nint position = (((i * 3) + j) * 4) + k;
                    nint[] place = [i, j, k];
                    place[axis] = indices[position];
                    Assert.Equal(x.Value[place], y.Value[i, j, k]);
                    place[axis] = (place[axis] + lengths[axis]) % lengths[axis];
                    sums[(((place[0] * 4) + place[1]) * 5) + place[2]] += position;
                }
            }
        }

        Assert.Equal(sums, z.Value.ToArray());
    }

    [Fact]
    public void Gather_of_a_vector_needs_no_lengths()
    {
        Is(Counting(4).Gather(0, [3, 3, -4]), [3], 3, 3, 0);
        Is(Counting(2, 3).Gather(1, [], 2, 0), [2, 0]);
        Is(Counting(0, 3).Gather(1, [], 0, 1), [0, 1]);
    }

    [Fact]
    public void Scatter_replaces_and_cuts_the_gradient_of_what_it_replaced()
    {
        Variable<double> x = tape.Variable([1.0, double.PositiveInfinity, 3, 4], 2, 2);
        Variable<double> source = tape.Variable([-1.0, -2], 2, 1);
        Variable<double> y = x.Scatter(1, [1, -2], source);
        Is(y, [2, 2], 1, -1, -2, 4);
        y.Backward([1, 2, 3, 4]);
        Assert.Equal([1.0, 0, 0, 4], x.Gradient.ToArray());
        Assert.Equal([2.0, 3], source.Gradient.ToArray());
    }

    [Fact]
    public void Embedding_looks_rows_up_and_spares_the_padding_row()
    {
        Variable<double> table = Counting(3, 2);
        Variable<double> y = table.Embedding([1, 2, -3, 1], [2, 2], paddingIndex: -1);
        Is(y, [2, 2, 2], 2, 3, 4, 5, 0, 1, 2, 3);
        y.Backward([1, 2, 3, 4, 5, 6, 7, 8]);
        Assert.Equal([5.0, 6, 8, 10, 0, 0], table.Gradient.ToArray());
        Is(Counting(3, 2).Embedding([2]), [1, 2], 4, 5);
        Assert.Equal("embedding: (3, 2): 3 indices do not fill the shape (2, 2)", Assert.Throws<ShapeException>(() => Counting(3, 2).Embedding([0, 1, 2], [2, 2])).Message);
        Assert.Contains("padding index -4", Assert.Throws<ShapeException>(() => Counting(3, 2).Embedding([0], default, -4)).Message, StringComparison.Ordinal);
        Assert.StartsWith("embedding: axis 0", Assert.Throws<AxisException>(() => tape.Variable(1.0).Embedding([0])).Message, StringComparison.Ordinal);
        Assert.Contains("padding index 3", Assert.Throws<ShapeException>(() => Counting(3, 2).Embedding([0], default, 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Padding_index_may_count_back_to_the_first_row()
    {
        Variable<double> table = Counting(3, 2);
        table.Embedding([0, 1], default, -3).Backward([1, 2, 3, 4]);
        Assert.Equal([0.0, 0, 3, 4, 0, 0], table.Gradient.ToArray());
    }

    [Fact]
    public void TakePairs_takes_elements_by_row_and_column()
    {
        Is(Counting(2, 3).TakePairs([0, -1, 1], [2, 0, -1]), [3], 2, 3, 5);
        Is(Counting(2, 3).TakePairs([-2], [-3]), [1], 0);
        Assert.Contains("2 rows and 1 columns", Assert.Throws<ShapeException>(() => Counting(2, 3).TakePairs([0, 1], [2])).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => Counting(3).TakePairs([0], [0]));
    }

    [Fact]
    public void ArgMax_and_ArgMin_give_first_positions()
    {
        Variable<double> x = tape.Variable([3.0, 9, 1, 9, 0, 4], 2, 3);
        Assert.Equal(1, x.ArgMax());
        Assert.Equal(4, x.ArgMin());
        Assert.Equal([1, 0], x.ArgMax(1));
        Assert.Equal([1, 0, 1], x.ArgMax(-2));
        Assert.Equal([2, 1], x.ArgMin(-1));
        int[] positions = [7, 7, 7];
        x.ArgMin(1, positions);
        Assert.Equal([2, 1, 7], positions);
        x.ArgMax(1, positions);
        Assert.Equal([1, 0, 7], positions);
        Assert.Equal(0, tape.Variable(2.0).ArgMax());
        Assert.Empty(Counting(0, 3).ArgMax(1));
        Assert.Empty(Counting(0, 0).ArgMin(1));
    }

    [Fact]
    public void ArgMax_of_nothing_is_refused()
    {
        Assert.StartsWith("argmax: the reduced axes of shape (0, 3)", Assert.Throws<EmptyInputException>(() => Counting(0, 3).ArgMax()).Message, StringComparison.Ordinal);
        Assert.StartsWith("argmin: the reduced axes of shape (0, 3)", Assert.Throws<EmptyInputException>(() => Counting(0, 3).ArgMin()).Message, StringComparison.Ordinal);
        Assert.StartsWith("argmax: the reduced axes of shape (0, 3)", Assert.Throws<EmptyInputException>(() => Counting(0, 3).ArgMax(0)).Message, StringComparison.Ordinal);
        Assert.StartsWith("argmin: the reduced axes of shape (0, 3)", Assert.Throws<EmptyInputException>(() => Counting(0, 3).ArgMin(0)).Message, StringComparison.Ordinal);
        Assert.Throws<AxisException>(() => tape.Variable(2.0).ArgMax(0));
        Assert.Contains("axis 1 gives 6 positions", Assert.Throws<ArgumentException>(() => Counting(2, 4, 3).ArgMax(1, new int[5])).Message, StringComparison.Ordinal);
        Assert.Contains("2 positions", Assert.Throws<ArgumentException>(() => Counting(2, 3).ArgMax(1, new int[1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_agree_with_difference_quotients()
    {
        DifferenceCheck.Run(x => x.IndexSelect(1, 2, 2, -3), 2, 3, 2);
        DifferenceCheck.Run(x => x.IndexSelect(0, 1, -1), 2, 17);
        DifferenceCheck.Run(x => x.IndexAdd(0, [1, 1, 0, -1], x.IndexSelect(0, 0, 1, 1, 0).Sin()), 2, 3);
        DifferenceCheck.Run(x => x.Gather(0, [1, 1, 0, 0, 1, -1], 2, 3), 2, 4);
        DifferenceCheck.Run(x => x.ScatterAdd(1, [0, 0, 2, 1], x.Slice(1, 0, 2).Exp()), 2, 3);
        DifferenceCheck.Run(x => x.Scatter(1, [0, 2], x.Slice(1, 0, 1).Exp()), 2, 3);
        DifferenceCheck.Run(x => x.Embedding([0, 1, 1, 0, 2, 2], [3, 2]), 3, 2);
        DifferenceCheck.Run(x => x.TakePairs([0, 1, 1], [2, 0, 0]), 2, 3);
    }

    [Fact]
    public void A_warm_loop_allocates_nothing()
    {
        int[] two = [1, -1];
        int[] four = [0, 2, 1, 1];
        int[] positions = new int[3];
        nint[] shape = [2, 2];
        WarmLoop.AllocatesNothing(
            (_, x) =>
            {
                x.ArgMax(1, positions);
                Variable<double> y = x.IndexSelect(0, two).IndexAdd(0, two, x.IndexSelect(0, two)).Sum() + x.Gather(1, four, 2, 2).Sum();
                return y + x.ScatterAdd(1, four, x.Gather(1, four, 2, 2)).Sum() + x.Scatter(0, two, x.Gather(0, two, 1, 2)).Sum()
                    + x.Embedding(four, shape, 1).Sum() + x.TakePairs(two, two).Sum();
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
