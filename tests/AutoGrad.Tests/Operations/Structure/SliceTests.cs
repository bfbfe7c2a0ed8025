using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad.Tests.Operations.Structure;

/// <summary>Slices against Python's rule, written out as a walk from the first bound to the second.</summary>
public class SliceTests
{
    private const int Length = 4;

    private readonly Tape<double> tape = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(-1)]
    [InlineData(-2)]
    [InlineData(-3)]
    [InlineData(-9)]
    public void Slice_between_any_bounds_is_that_of_Python(int step)
    {
        Variable<double> x = tape.Variable([0.0, 1, 2, 3]);
        foreach (int? start in Bounds())
        {
            foreach (int? stop in Bounds())
            {
                Assert.Equal(Walked(start, stop, step), x.Slice(0, start, stop, step).Value.ToArray());
            }
        }
    }

    [Fact]
    public void Slice_of_an_inner_axis_counts_along_it()
    {
        Variable<double> x = tape.Variable([0.0, 1, 2, 3, 4, 5], 2, 3);
        Assert.Equal([2.0, 1, 5, 4], x.Slice(-1, null, 0, -1).Value.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => x.Slice(0, step: 0));
        Assert.Throws<AxisException>(() => x.Slice(2));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    [InlineData(-1, 3)]
    [InlineData(-4, 0)]
    public void Select_takes_the_part_at_an_index(int index, double expected)
        => Assert.Equal(expected, tape.Variable([0.0, 1, 2, 3]).Select(0, index).Value.Item);

    [Theory]
    [InlineData(4)]
    [InlineData(-5)]
    public void Select_outside_of_the_axis_names_index_axis_and_length(int index)
    {
        ShapeException refused = Assert.Throws<ShapeException>(() => tape.Variable([0.0, 1, 2, 3]).Select(0, index));
        Assert.Equal($"select: (4,): index {index} is outside of axis 0, which has length 4", refused.Message);
    }

    [Fact]
    public void Indexer_takes_elements_and_ranges_from_both_ends()
    {
        Variable<double> x = tape.Variable([0.0, 1, 2, 3]);
        Assert.Equal(1.0, x[1].Value.Item);
        Assert.Equal(3.0, x[^1].Value.Item);
        Assert.Equal([1.0, 2], x[1..^1].Value.ToArray());
        Assert.Equal([2.0, 3], x[2..].Value.ToArray());
    }

    [Theory]
    [InlineData(-1, 2, 1)]
    [InlineData(4, 1, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(1, 3, -1)]
    [InlineData(4, 2, -1)]
    public void Slice_that_leaves_the_axis_is_refused(int start, int count, int step)
        => Assert.Throws<ShapeException>(() => tape.Record(new Slice(0, start, count, step), tape.Variable([0.0, 1, 2, 3])));

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(4, 1)]
    [InlineData(3, 1)]
    [InlineData(0, -1)]
    [InlineData(4, -1)]
    public void Unslice_that_leaves_the_result_is_refused(int start, int step)
        => Assert.Throws<ShapeException>(() => tape.Record(new Unslice(0, start, Length, step), tape.Variable([1.0, 2])));

    [Fact]
    public void Unslice_of_nothing_is_zeros()
        => Assert.Equal([0.0, 0, 0, 0], tape.Record(new Unslice(0, 9, Length, 1), tape.Variable([], 0)).Value.ToArray());

    private static IEnumerable<int?> Bounds() => Enumerable.Range(-Length - 2, (2 * Length) + 5).Select(bound => (int?)bound).Prepend(null);

    private static double[] Walked(int? start, int? stop, int step)
    {
        List<double> taken = [];
        bool forward = step > 0;
        for (int i = Clipped(start, forward ? 0 : Length - 1, forward); forward ? i < Clipped(stop, Length, forward) : i > Clipped(stop, -1, forward); i += step)
        {
            taken.Add(i);
        }

        return [.. taken];
    }

    /// <summary>A bound counted from the front, not further out than one place beyond the end that the step walks to, or to.</summary>
    private static int Clipped(int? bound, int otherwise, bool forward)
    {
        if (bound is not { } given)
        {
            return otherwise;
        }

        int fromFront = given < 0 ? given + Length : given;
        return forward ? Math.Min(Math.Max(fromFront, 0), Length) : Math.Min(Math.Max(fromFront, -1), Length - 1);
    }
}
