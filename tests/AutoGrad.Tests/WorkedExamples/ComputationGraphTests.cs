namespace AutoGrad.Tests.WorkedExamples;

/// <summary>Worked example 1: f = (x + y) z at (-2, 5, -4).</summary>
public class ComputationGraphTests
{
    [Fact]
    public void Backward_ofSumTimesFactor_isUpstreamTimesLocal()
    {
        var tape = new Tape<double> { KeepGradients = true };
        Variable<double> x = tape.Variable(-2.0);
        Variable<double> y = tape.Variable(5.0);
        Variable<double> z = tape.Variable(-4.0);

        Variable<double> q = x + y;
        Variable<double> f = q * z;
        f.Backward();

        Assert.Equal(3.0, q.Value.Item);
        Assert.Equal(-12.0, f.Value.Item);
        Assert.Equal(1.0, f.Gradient.Item);
        Assert.Equal(-4.0, q.Gradient.Item);
        Assert.Equal(3.0, z.Gradient.Item);
        Assert.Equal(-4.0, x.Gradient.Item);
        Assert.Equal(-4.0, y.Gradient.Item);
    }

    [Fact]
    public void Backward_inFloat_givesTheSameFigures()
    {
        var tape = new Tape<float>();
        Variable<float> x = tape.Variable(-2f);
        Variable<float> y = tape.Variable(5f);
        Variable<float> z = tape.Variable(-4f);

        ((x + y) * z).Backward();

        Assert.Equal((-4f, -4f, 3f), (x.Gradient.Item, y.Gradient.Item, z.Gradient.Item));
    }
}
