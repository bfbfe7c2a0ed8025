namespace AutoGrad.Tests.Tapes;

/// <summary>What a tape allocates, holds and gives back.</summary>
public class MemoryTests
{
    [Fact]
    public void WarmStep_ofFloatNetwork_allocatesNothing() => AssertWarmStepIsFree<float>();

    [Fact]
    public void WarmStep_ofDoubleNetwork_allocatesNothing() => AssertWarmStepIsFree<double>();

    [Fact]
    public void MillionNodeChain_recordsDifferentiatesAndResets_inMemoryProportionalToItsLength()
    {
        const int length = 1_000_000;
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(0.5);
        Variable<double> y = x;
        for (int i = 0; i < length; i++)
        {
            y *= 1.000001;
        }

        y.Backward();

        Approximately.Equal(Math.Pow(1.000001, length), x.Gradient.Item, 1e-9);
        Assert.Equal((2 * length) + 1, tape.Count);

        // Two records a step here, the product and its constant: well under 150 bytes each, values and adjoints included.
        Assert.InRange(tape.MemoryInBytes / (2.0 * length), 80, 150);
        tape.Reset();
        Assert.Equal(0, tape.Count);
    }

    [Fact]
    public void Reset_keepsTheWorkingSetFlat()
    {
        var tape = new Tape<double>();
        long Step()
        {
            Variable<double> x = tape.Variable(new double[1000]);
            (x * x + 1).Log().Sum().Backward();
            tape.Reset();
            return tape.MemoryInBytes;
        }

        long first = Step();
        for (int step = 0; step < 50; step++)
        {
            Assert.Equal(first, Step());
        }
    }

    [Fact]
    public void Values_ofSixtyFourBytesOrMore_startOnACacheLine()
    {
        var tape = new Tape<float>();
        foreach (int length in (int[])[1, 16, 17, 3, 100, 1, 1000, 5, 64, 100_000])
        {
            ReadOnlySpan<float> span = tape.Filled(1, length).Value.Span;
            unsafe
            {
                fixed (float* first = span)
                {
                    Assert.True(length < 16 || (nuint)first % 64 == 0, $"a value of {length} floats starts at {(nuint)first % 64} past a cache line");
                }
            }
        }
    }

    [Fact]
    public void Reshape_sharesMemory()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([1, 2, 3, 4, 5, 6], 2, 3);
        Assert.True(x.Value.Span == x.Reshape(3, -1).Value.Span);
        Assert.True(x.Value.Span == x.ExpandAxes(0, -1).Value.Span);
    }

    /// <summary>A step of a network with more than ten different operations: record, backward, update, reset.</summary>
    private static void AssertWarmStepIsFree<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        static T[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => T.CreateChecked(Math.Sin(i + 1)))];
        var w1 = new Parameter<T>(Numbers(6 * 5), 6, 5);
        var b1 = new Parameter<T>(Numbers(5), 5);
        var w2 = new Parameter<T>(Numbers(3 * 5), 3, 5);
        var gain = new Parameter<T>(Numbers(1)[0]);
        T[] data = Numbers(4 * 6);
        T[] targets = Numbers(4 * 3);
        var tape = new Tape<T>();

        void Step()
        {
            Variable<T> x = tape.Constant(data, 4, 6);
            Variable<T> h = (x.MatMul(w1) + b1).Tanh();
            h = (h - h.Mean(-1, keepDimensions: true)) / (h.Variance(-1, keepDimensions: true) + T.CreateChecked(0.1)).Sqrt();
            Variable<T> z = h.Slice(0, 0, 4).MatMul(tape.Watch(w2).Transpose()) * gain;
            Variable<T> loss = -(tape.Constant(targets, 4, 3) * z.LogSoftmax()).Sum() + (z.Sigmoid() * z.Softplus()).Mean()
                + z.LogSumExp(0).Max() + z.Transpose().Reshape(-1).CumulativeSum(0).Square().Mean() + z.Clamp(-1, 1).Norm2();
            loss.Backward();
            w1.Descend(T.CreateChecked(0.001));
            b1.Descend(T.CreateChecked(0.001));
            w2.Descend(T.CreateChecked(0.001));
            gain.Descend(T.CreateChecked(0.001));
            w1.ZeroGradient();
            b1.ZeroGradient();
            w2.ZeroGradient();
            gain.ZeroGradient();
            tape.Reset();
        }

        // Enough rounds for the JIT to have settled; what it allocates is not the tape's.
        for (int i = 0; i < 200; i++)
        {
            Step();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Step();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
