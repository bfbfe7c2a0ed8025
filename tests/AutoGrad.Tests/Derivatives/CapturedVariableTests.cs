using AutoGrad.Errors;

namespace AutoGrad.Tests.Derivatives;

/// <summary>A derivative of a function is by its argument: not by what the function captures, and whether or not the tape records.</summary>
public class CapturedVariableTests
{
    [Fact]
    public void Gradient_byTheArgument_leavesACapturedVariableAlone()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(3.0);

        Assert.Equal(3, Differentiate.Gradient((Variable<double> y) => x * y)(x).Value.Item);
        Assert.Equal(3, Differentiate.Directional((Variable<double> y) => x * y, [1.0])(x.Reshape(1)).Value.Item);
        Assert.Equal(6, Differentiate.Gradient(z => z * Differentiate.Gradient((Variable<double> y) => z * y)(z), 3.0));
    }

    [Fact]
    public void Gradient_byTheArgument_leavesACapturedParameterAlone()
    {
        var tape = new Tape<double>();
        var w = new Parameter<double>(3);
        Assert.Equal(3, Differentiate.Gradient((Variable<double> y) => y * w)(tape.Watch(w)).Value.Item);
    }

    [Fact]
    public void Gradient_ofAGradient_goesThroughTheArgument()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(2.0);
        Variable<double> slope = Differentiate.Gradient((Variable<double> y) => y * y * y)(x);
        slope.Backward();
        Assert.Equal(12, slope.Value.Item);
        Assert.Equal(12, x.Gradient.Item);
        Assert.Equal(6, Differentiate.Gradient(Differentiate.Gradient(Differentiate.Gradient((Variable<double> y) => y * y * y)))(x).Value.Item);
    }

    [Fact]
    public void Gradient_whileRecordingIsOff_isTheSameNumber_withoutAGradientOfItsOwn()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([0.3, -0.7]);
        Variable<double> c = tape.Constant([0.3, -0.7]);
        using (tape.StopRecording())
        {
            Variable<double> gradient = Differentiate.Gradient((Variable<double> z) => z.Square().Sum())(x);
            Assert.Equal([0.6, -1.4], gradient.Value.ToArray());
            Assert.False(gradient.RequiresGradient);
            Assert.Equal([0.6, -1.4], Differentiate.Gradient((Variable<double> z) => z.Square().Sum())(c).Value.ToArray());
            Assert.Equal(-0.8, Differentiate.Directional((Variable<double> z) => z.Square().Sum(), [1.0, 1.0])(x).Value.Item, 1e-15);
            Assert.False(tape.IsRecording);
        }

        Assert.True(tape.IsRecording);
    }

    [Fact]
    public void Result_ofAnotherTape_isRefused_andItsGradientsAreLeftAlone()
    {
        var other = new Tape<double>();
        Variable<double> a = other.Variable(2.0);
        var p = new Parameter<double>(5);

        Assert.Throws<TapeMismatchException>(() => Differentiate.Gradient(_ => a * 2, 3.0));
        Assert.Throws<TapeMismatchException>(() => Differentiate.Gradient(_ => other.Watch(p) * 2, 3.0));
        Assert.Throws<TapeMismatchException>(() => Differentiate.Jacobian(_ => a.Reshape(1), [1.0, 2.0], JacobianMode.Reverse));
        Assert.Throws<NoGradientException>(() => a.Gradient);
        Assert.False(p.HasGradient);
    }
}
