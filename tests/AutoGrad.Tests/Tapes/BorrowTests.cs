using AutoGrad.Errors;

namespace AutoGrad.Tests.Tapes;

public class BorrowTests
{
    [Fact]
    public void Borrowed_memory_is_read_where_it_lies()
    {
        double[] data = [9, 1, 2, 3, 4, 9];
        var tape = new Tape<double>();
        Variable<double> w = tape.Variable([10.0, 20]);

        Variable<double> x = tape.Borrow(data.AsMemory(1, 4), 2, 2);
        Variable<double> y = x.MatMul(w);
        y.Sum().Backward();

        Assert.True(x.Value.Span.Overlaps(data));
        Assert.Equal([50, 110], y.Value.ToArray());
        Assert.Equal([4, 6], w.Gradient.ToArray());
        Assert.False(x.RequiresGradient);
        Assert.Equal([9, 1, 2, 3, 4, 9], data);
    }

    [Fact]
    public void Borrowing_costs_no_memory_and_allocates_nothing_when_warm()
    {
        var data = new float[1 << 20];
        var tape = new Tape<float>();
        long Step()
        {
            tape.Reset();
            long before = GC.GetAllocatedBytesForCurrentThread();
            tape.Borrow(data, 1024, 1024);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Step();

        Assert.Equal(0, Step());
        Assert.True(tape.MemoryInBytes < data.Length);
    }

    [Fact]
    public void Borrowed_memory_that_does_not_fill_its_shape_is_refused()
    {
        var tape = new Tape<double>();

        Assert.Throws<ShapeException>(() => tape.Borrow(new double[5], 2, 3));
        Assert.Equal(0, tape.Count);
    }
}
