using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad.Tests.Operations;

/// <summary>Operations recorded with an axis that the operand does not have, below and above, as an outsider may; methods of variables count axes before.</summary>
public class AxisRefusalTests
{
    public static TheoryData<int> Missing => [-2, -1, 3, 4];

    [Theory]
    [MemberData(nameof(Missing))]
    public void Structure_without_the_axis_is_refused(int axis)
    {
        Refused(new Slice(axis, 0, 1, 1));
        Refused(new Unslice(axis, 0, 9, 1));
        Refused(new Shift(axis, 1, 0));
        Refused(new Unfold(axis, 1, 1));
        Refused(new Fold(axis, 2, 1));
        Refused(new Concatenate(axis));
        Refused(new Diagonal(0, axis, 1));
        Refused(new Diagonal(0, 1, axis));
    }

    [Theory]
    [MemberData(nameof(Missing))]
    public void Reduction_without_the_axis_is_refused(int axis)
    {
        Refused(new Softmax(axis));
        Refused(new LogSoftmax(axis));
        Refused(new CumulativeSum(axis, false));
        Refused(new CumulativeProduct(axis, false));
        Refused(new LinearRecurrence(axis, false), operands: 2);
    }

    [Theory]
    [MemberData(nameof(Missing))]
    public void Indexing_without_the_axis_is_refused(int axis)
    {
        Refused(new Gather(axis, new[] { 0 }, new Shape([1, 1, 1])));
        Refused(new IndexSelect(axis, new[] { 0 }));
        Refused(new IndexAdd(axis, new[] { 0, 1 }, 2));
        Refused(new ScatterAdd(axis, new[] { 0 }, new Shape([1, 1, 1])));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void Result_without_the_axis_is_refused(int axis)
    {
        Refused(new StackAlong(axis), operands: 2);
        Refused(new DiagonalEmbed(0, axis, 1, 2, 2));
        Refused(new DiagonalEmbed(0, 1, axis, 2, 2));
        Refused(new FlattenTrailing(axis));
        Refused(new ExpandAxes(1UL << 4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Stacking_before_the_first_and_after_the_last_axis_is_possible(int axis)
    {
        var tape = new Tape<double>();
        Variable<double>[] parts = [tape.Variable(new double[8], 2, 2, 2), tape.Variable(new double[8], 2, 2, 2)];
        Assert.Equal(new Shape([2, 2, 2, 2]), tape.Record(new StackAlong(axis), parts).Shape);
    }

    private static void Refused<TOperation>(TOperation operation, int operands = 1)
        where TOperation : struct, IStructuredOperation<TOperation>
    {
        var tape = new Tape<double>();
        Variable<double>[] xs = [.. Enumerable.Range(0, operands).Select(_ => tape.Variable(new double[8], 2, 2, 2))];
        Assert.Throws<ShapeException>(() => tape.Record(operation, xs));
    }
}
