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
