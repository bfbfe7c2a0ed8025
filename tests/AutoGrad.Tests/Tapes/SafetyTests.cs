using AutoGrad.Errors;
using AutoGrad.Tests.Operations;

namespace AutoGrad.Tests.Tapes;

/// <summary>What goes wrong with state is an error with its remedy; what moves from thread to thread works.</summary>
public class SafetyTests
{
    [Fact]
    public void Backward_afterReset_saysThatTheVariableIsGone()
    {
        var tape = new Tape<double>();
        Variable<double> y = tape.Variable(2) * 3;
        tape.Reset();
        tape.Variable(1);
        Assert.Contains("before the tape's last Reset()", Assert.Throws<StaleVariableException>(() => y.Backward()).Message, StringComparison.Ordinal);
        Assert.Throws<StaleVariableException>(() => y.Backward([1]));
    }

    [Fact]
    public void Backward_twice_addsTwice()
    {
        Variable<double> x = new Tape<double>().Variable(3);
        Variable<double> y = x * x;
        y.Backward();
        y.Backward();
        Assert.Equal(12, x.Gradient.Item);
    }

    [Fact]
    public void Differentiate_ofFunctionWithAVariableOfAnotherTape_saysWhatToDo()
    {
        Variable<double> outside = new Tape<double>().Variable(2);
        TapeMismatchException found = Assert.Throws<TapeMismatchException>(() => Differentiate.Gradient(x => x * outside, 3.0));
        Assert.Contains("inside a function given to Differentiate", found.Message, StringComparison.Ordinal);
        Assert.Throws<TapeMismatchException>(() => Differentiate.Hessian(x => (x * outside).Sum(), [3.0]));
        Assert.Throws<TapeMismatchException>(() => Differentiate.JacobianVectorProduct(x => x * outside, [3.0], [1.0]));
        Variable<double> other = new Tape<double>().Variable(1);
        Assert.Throws<TapeMismatchException>(() => Differentiate.Gradient(other * other, outside));
    }

    [Fact]
    public void Differentiate_afterAParameterChanged_namesTheParameter()
    {
        var w = new Parameter<double>(2) { Name = "w" };
        Variable<double> x = new Tape<double>().Variable(3);
        Variable<double> y = x * w;
        w.MutableValue[0] = 5;
        Assert.Throws<ParameterChangedException>(() => Differentiate.Gradient(y, x));
        Assert.Throws<ParameterChangedException>(() => Differentiate.JacobianVectorProduct(y, x, 1.0));
    }

    [Fact]
    public async Task TapesInAsyncFlows_moveBetweenThreads()
    {
        double[] results = await Task.WhenAll(Enumerable.Range(0, 16).Select(async flow =>
        {
            var tape = new Tape<double>();
            var w = new Parameter<double>(1.0 + flow);
            for (int round = 0; round < 20; round++)
            {
                Variable<double> y = tape.Watch(w) * 2;
                await Task.Yield();
                y *= y;
                await Task.Delay(round % 3).ConfigureAwait(false);
                y.Backward();
                await Task.Yield();
                tape.Reset();
            }

            return w.Gradient.Item;
        }));
        Assert.Equal([.. Enumerable.Range(0, 16).Select(flow => 20 * 8 * (1.0 + flow))], results);
    }

    [Fact]
    public async Task SixtyFourTapes_onAllCores_giveTheSingleThreadedBits()
    {
        var shared = new Parameter<double>(DifferenceCheck.Numbers(20 * 20, 1), 20, 20) { IsFrozen = true };
        double[][] Train(int seed)
        {
            var w = new Parameter<double>(DifferenceCheck.Numbers(20 * 20, seed), 20, 20);
            double norm = 0;
            w.GradientPassing += (gradient, _) => norm += gradient[0];
            var tape = new Tape<double> { Threads = 1 + (seed % 3) };
            double[] data = DifferenceCheck.Numbers(6 * 20, seed + 100);
            double[] last = [];
            for (int step = 0; step < 15; step++)
            {
                Variable<double> x = tape.Variable(data, 6, 20);
                Variable<double> h = tape.Checkpoint(v => v.MatMul(w).Tanh().MatMul(shared), x);
                Variable<double> loss = h.LogSoftmax().Square().Mean() + Differentiate.Gradient(h.Sin().Sum(), x).Square().Mean();
                loss.Backward();
                last = x.Gradient.ToArray();
                w.Descend(0.1);
                w.ZeroGradient();
                tape.Reset();
            }

            return [w.Value.ToArray(), last, [norm]];
        }

        double[][][] expected = [.. Enumerable.Range(0, 64).Select(Train)];
        double[][][] actual = await Task.WhenAll(Enumerable.Range(0, 64).Select(seed => Task.Run(() => Train(seed))));
        Assert.Equal(expected, actual);
    }
}
