using AutoGrad.Kernels;

namespace AutoGrad.Tests.Tapes;

/// <summary>Large operations on several threads: the same bits for any number, nothing allocated once warm.</summary>
public class SharedWorkTests
{
    private static readonly float[] Data = [.. Enumerable.Range(0, 512 * 300).Select(i => MathF.Sin(i))];
    private static readonly float[] Weights = [.. Enumerable.Range(0, 300 * 200).Select(i => MathF.Cos(i))];

    [Fact]
    public void Step_onAnyNumberOfThreads_givesTheSameBits()
    {
        (float[] Loss, float[] Gradient) one = Step(1);
        for (int threads = 2; threads <= 5; threads++)
        {
            (float[] loss, float[] gradient) = Step(threads);
            Assert.Equal(one.Loss, loss);
            Assert.Equal(one.Gradient, gradient);
        }
    }

    [Fact]
    public void EveryKindOfWork_onAnyNumberOfThreads_givesTheSameBits()
    {
        float[][] one = EveryKind(1);
        foreach (int threads in (int[])[2, 3, 8])
        {
            float[][] many = EveryKind(threads);
            for (int i = 0; i < one.Length; i++)
            {
                Assert.Equal(one[i], many[i]);
            }
        }
    }

    [Fact]
    public void Descend_onTwoThreads_isThatOnOne()
    {
        float[] rates = [0.125f, 0.3f];
        Assert.All(rates, rate => Assert.Equal(Descended(1, rate), Descended(2, rate)));
    }

    [Fact]
    public void WorkInsideOfWork_isDone()
    {
        int[] counts = new int[8 * 5];
        SharedWork<Outer>.Run(new Outer(counts), 8, 2);
        Assert.All(counts, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Work_thatFails_saysSoAndTheNextSucceeds()
    {
        int[] tooShort = new int[5 * 5];
        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() => SharedWork<Outer>.Run(new Outer(tooShort), 8, 2));
        Assert.IsType<IndexOutOfRangeException>(failure.GetBaseException());
        WorkInsideOfWork_isDone();
    }

    [Fact]
    public void WarmStep_onTwoThreads_allocatesNothing()
    {
        var w = new Parameter<float>(Weights, 300, 200);
        var tape = new Tape<float> { Threads = 2 };
        void Step()
        {
            Record(tape, w).Backward();
            w.ZeroGradient();
            tape.Reset();
        }

        for (int i = 0; i < 60; i++)
        {
            Step();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            Step();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Threads_belowOne_isRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Tape<float> { Threads = 0 });

    private static float[] Descended(int threads, float rate)
    {
        var w = new Parameter<float>(Data);
        var tape = new Tape<float> { Threads = threads };
        (tape.Watch(w) * tape.Constant(Data)).Sum().Backward();
        w.Descend(rate);
        return w.Value.ToArray();
    }

    /// <summary>Plain and repeated operands of two and three, sums over rows, columns and everything, softmax along both axes.</summary>
    private static float[][] EveryKind(int threads)
    {
        var tape = new Tape<float> { Threads = threads };
        Variable<float> x = tape.Variable(Data, 512, 300);
        Variable<float> row = tape.Variable(Data[..300]);
        Variable<float> scale = tape.Variable(1.7f);
        Variable<float> y = (x * x / (x * x + 1)) * scale + row;
        Variable<float> z = (y > 0.5f).Where(x * 2, y);
        Variable<float> loss = (z.Softmax(0) * y).Sum() + (z.LogSoftmax() * x).Mean() + z.Sum(0).Square().Sum() + z.Sum(1).Square().Sum() + z.LogSumExp(0).Sum();
        loss.Backward();
        return [loss.Value.ToArray(), x.Gradient.ToArray(), row.Gradient.ToArray(), scale.Gradient.ToArray()];
    }

    private readonly struct Outer(int[] counts) : IBlockWork
    {
        public void Do(int block) => SharedWork<Inner>.Run(new Inner(counts, block), 5, 2);
    }

    private readonly struct Inner(int[] counts, int row) : IBlockWork
    {
        public void Do(int block) => Interlocked.Increment(ref counts[(row * 5) + block]);
    }

    private static (float[] Loss, float[] Gradient) Step(int threads)
    {
        var w = new Parameter<float>(Weights, 300, 200);
        var tape = new Tape<float> { Threads = threads };
        Variable<float> loss = Record(tape, w);
        loss.Backward();
        return (loss.Value.ToArray(), w.Gradient.ToArray());
    }

    private static Variable<float> Record(Tape<float> tape, Parameter<float> w)
    {
        Variable<float> x = tape.Constant(Data, 512, 300);
        Variable<float> h = x.Sigmoid().MatMul(w).Tanh();
        return (h * h + h).LogSoftmax().Mean();
    }
}
