using AutoGrad.Errors;

namespace AutoGrad.Tests.Tapes;

/// <summary>Values that a sweep takes back: the gradients must not notice, and nobody may read what is gone.</summary>
public class ReleasedValueTests
{
    // Longer than the shortest value whose memory serves again.
    private const int Long = 3000;

    [Fact]
    public void Gradients_ofParametersAndLeaves_areTheSameBits()
    {
        (double[] kept, double[] keptWeights) = Gradients(releases: false, out _);
        (double[] released, double[] releasedWeights) = Gradients(releases: true, out _);
        Assert.Equal(kept, released);
        Assert.Equal(keptWeights, releasedWeights);
    }

    [Fact]
    public void Sweep_takesItsMemoryFromTheValues()
    {
        Gradients(releases: false, out long kept);
        Gradients(releases: true, out long released);

        // Adjoints of several links, of which the last one alone needs memory of its own.
        Assert.InRange(kept - released, Long * sizeof(double), 10 * Long * sizeof(double));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(Long)]
    public void Value_ofAnIntermediateResult_isGoneWhateverItsSize(int length)
    {
        (Variable<double> x, Variable<double> y, Variable<double> loss) = Chain(length);
        TensorView<double> before = y.Value;
        double value = loss.Value.Item;
        loss.Backward();

        var error = Assert.Throws<StaleVariableException>(() => y.Value);
        Assert.Contains("tape.ReleaseValues is set; read it before Backward()", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<StaleVariableException>(() => before.Span.Length);
        Assert.Contains("or before a Backward() that released values", error.Message, StringComparison.Ordinal);
        Assert.Throws<StaleVariableException>(() => y + 1);
        Assert.Equal(length, x.Value.Span.Length);
        Assert.Equal(value, loss.Value.Item);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(Long)]
    public void Backward_twice_saysWhatToDo_andLeavesTheGradientOfTheFirst(int length)
    {
        (Variable<double> x, _, Variable<double> loss) = Chain(length);
        loss.Backward();
        double[] gradient = x.Gradient.ToArray();

        var error = Assert.Throws<StaleVariableException>(loss.Backward);

        Assert.Contains("leave ReleaseValues off to run Backward() twice", error.Message, StringComparison.Ordinal);
        Assert.Equal(gradient, x.Gradient.ToArray());
    }

    [Fact]
    public void Backward_ofAnotherResult_onReleasedValues_isRefused()
    {
        (Variable<double> x, Variable<double> y, Variable<double> loss) = Chain(Long);
        Variable<double> other = y.Cos().Sum();
        loss.Backward();
        double[] gradient = x.Gradient.ToArray();

        Assert.Throws<StaleVariableException>(other.Backward);
        Assert.Equal(gradient, x.Gradient.ToArray());
    }

    [Fact]
    public void KeptResult_keepsItsValue()
    {
        (_, Variable<double> y, Variable<double> loss) = Chain(Long);
        double[] value = y.Value.ToArray();
        y.KeepGradient();
        loss.Backward();
        Assert.Equal(value, y.Value.ToArray());
        Assert.Equal(Long, y.Gradient.Span.Length);
    }

    [Fact]
    public void ValueSharedWithAnotherResult_isNotOverwritten()
    {
        var tape = new Tape<double> { ReleaseValues = true };
        Variable<double> x = tape.Variable(Numbers(Long));
        Variable<double> y = x.Sin();
        Variable<double> reshaped = y.Reshape(2, Long / 2);
        double[] value = reshaped.Value.ToArray();

        // Not a part of what is swept, but its memory is.
        y.Exp().Sin().Cos().Sum().Backward();

        Assert.Equal(value, reshaped.Value.ToArray());
    }

    [Fact]
    public void Reset_beginsAnew()
    {
        var tape = new Tape<double> { ReleaseValues = true };
        double[]? first = null;
        for (int round = 0; round < 3; round++)
        {
            Variable<double> x = tape.Variable(Numbers(Long));
            Variable<double> y = x.Sin().Exp();
            Assert.Equal(Math.Exp(Math.Sin(Numbers(Long)[7])), y.Value[7], 1e-14);
            y.Sum().Backward();
            first ??= x.Gradient.ToArray();
            Assert.Equal(first, x.Gradient.ToArray());
            tape.Reset();
        }
    }

    [Fact]
    public void DetectAnomalies_keepsWhatItMayHaveToShow()
    {
        var tape = new Tape<double> { ReleaseValues = true, DetectAnomalies = true };
        Variable<double> y = tape.Variable(Numbers(Long)).Sin();
        y.Exp().Sum().Backward();
        Assert.Equal(Math.Sin(Numbers(Long)[5]), y.Value[5], 1e-15);
    }

    private static (Variable<double> X, Variable<double> Y, Variable<double> Loss) Chain(int length)
    {
        var tape = new Tape<double> { ReleaseValues = true };
        Variable<double> x = tape.Variable(Numbers(length));
        Variable<double> y = x.Sin();
        return (x, y, y.Exp().Square().Sum());
    }

    private static (double[] X, double[] Weights) Gradients(bool releases, out long memory)
    {
        const int rows = 60;
        var tape = new Tape<double> { ReleaseValues = releases };
        var weights = new Parameter<double>(Numbers(2500), 50, 50);
        Variable<double> x = tape.Variable(Numbers(rows * 50), rows, 50);
        Variable<double> y = x;
        for (int link = 0; link < 4; link++)
        {
            y = (y.MatMul(weights) + 0.1).Tanh() + (y * y.Reshape(rows, 50).Sigmoid()) + y.Transpose().Exp().Log().Transpose();
        }

        y.Square().Mean().Backward();
        memory = tape.MemoryInBytes;
        return (x.Gradient.ToArray(), weights.Gradient.ToArray());
    }

    private static double[] Numbers(int length) => [.. Enumerable.Range(0, length).Select(i => Math.Sin(0.7 * i) / 4)];
}
