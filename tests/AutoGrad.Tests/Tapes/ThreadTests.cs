using AutoGrad.Errors;

namespace AutoGrad.Tests.Tapes;

/// <summary>Tapes and threads: one tape a thread at a time, any number of tapes side by side.</summary>
public class ThreadTests
{
    [Fact]
    public void TwoThreads_onOneTapeAtOnce_areReported()
    {
        var tape = new Tape<double>();
        double[] data = new double[200_000];
        Exception? found = null;
        using var start = new Barrier(2);
        void Hammer()
        {
            start.SignalAndWait();
            for (int round = 0; round < 400 && Volatile.Read(ref found) is null; round++)
            {
                try
                {
                    _ = tape.Constant(data).Tanh();
                }
                catch (ConcurrentUseException exception)
                {
                    Volatile.Write(ref found, exception);
                }
                catch (Exception) when (Volatile.Read(ref found) is not null)
                {
                    // What the race did to the tape after it was reported.
                }
            }
        }

        Thread other = new(Hammer);
        other.Start();
        Hammer();
        other.Join();

        Assert.Contains("give each thread a tape of its own", Assert.IsType<ConcurrentUseException>(found).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneTape_movedFromThreadToThread_works()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(2.0);
        Variable<double> y = await Task.Run(() => x * x);
        await Task.Run(() => y.Backward());
        Assert.Equal(4.0, x.Gradient.Item);
    }

    [Fact]
    public void ManyTapes_readingOneParameter_giveTheSingleThreadedBits()
    {
        double[] weights = [.. Enumerable.Range(0, 64 * 32).Select(i => Math.Sin(i))];
        var w = new Parameter<double>(weights, 64, 32) { IsFrozen = true };
        double[] Gradient(int seed)
        {
            var tape = new Tape<double>();
            var random = new Random(seed);
            Variable<double> x = tape.Variable([.. Enumerable.Range(0, 8 * 64).Select(_ => random.NextDouble())], 8, 64);
            (x.MatMul(w).Tanh().LogSoftmax() * 0.5).Sum().Backward();
            return x.Gradient.ToArray();
        }

        double[][] expected = [.. Enumerable.Range(0, 64).Select(Gradient)];
        double[][] actual = new double[64][];
        Parallel.For(0, 64, i => actual[i] = Gradient(i));

        for (int i = 0; i < 64; i++)
        {
            Assert.Equal(expected[i], actual[i]);
        }
    }
}
