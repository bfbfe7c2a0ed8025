using System.Numerics.Tensors;
using AutoGrad.Errors;

namespace AutoGrad.Tests.Tapes;

/// <summary>Backward passes, leaves, parameters, recording off, and derivatives of derivatives.</summary>
public class GradientTests
{
    [Fact]
    public void Parameter_overSeveralPasses_accumulatesUntilZeroed()
    {
        var w = new Parameter<double>([1.0, 2.0], 2);
        var tape = new Tape<double>();
        for (int pass = 1; pass <= 3; pass++)
        {
            (tape.Watch(w) * new[] { 3.0, 4.0 }).Sum().Backward();
            Assert.Equal([3.0 * pass, 4.0 * pass], w.Gradient.ToArray());
            tape.Reset();
        }

        w.ZeroGradient();
        Assert.Equal([0, 0], w.Gradient.ToArray());
    }

    [Fact]
    public void Leaf_overTwoPassesOnOneTape_accumulates()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(3.0);
        Variable<double> y = x * x;
        y.Backward();
        (2 * y).Backward();
        Assert.Equal(6.0 + 12.0, x.Gradient.Item);
    }

    [Fact]
    public void Leaf_thatTheResultDoesNotDependOn_hasZeroGradient()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(3.0);
        Variable<double> other = tape.Variable([1.0, 2.0]);
        (x * x).Backward();
        Assert.Equal([0, 0], other.Gradient.ToArray());
    }

    [Fact]
    public void Backward_ofALeaf_isOne()
    {
        Variable<double> x = new Tape<double>().Variable(3.0);
        x.Backward();
        Assert.Equal(1.0, x.Gradient.Item);
    }

    [Fact]
    public void Backward_withUpstream_weighsTheElements()
    {
        Variable<double> x = new Tape<double>().Variable([1.0, 2.0, 3.0]);
        (x * x).Backward([1, 10, 100]);
        Assert.Equal([2, 40, 600], x.Gradient.ToArray());
    }

    [Fact]
    public void FrozenParameter_getsNoGradient()
    {
        var w = new Parameter<double>(2) { IsFrozen = true };
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(3);
        (x * w).Backward();
        Assert.Equal((2.0, 0.0), (x.Gradient.Item, w.Gradient.Item));
    }

    [Fact]
    public void Watch_twice_givesTheSameVariable()
    {
        var w = new Parameter<double>(2);
        var tape = new Tape<double>();
        (tape.Watch(w) * w).Backward();
        Assert.Equal(4.0, w.Gradient.Item);
        Assert.Equal(2, tape.Count);
    }

    [Fact]
    public void StopRecording_makesConstants()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(3);
        Variable<double> y;
        using (tape.StopRecording())
        {
            y = x * x;
        }

        Assert.Equal((9.0, false, true), (y.Value.Item, y.RequiresGradient, tape.IsRecording));
        (x * y).Backward();
        Assert.Equal(9.0, x.Gradient.Item);
    }

    [Fact]
    public void StopGradient_countsAsConstant_inBothReadings()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(3);
        Variable<double> y = x * (x * x).StopGradient();
        Assert.Equal(9.0, Differentiate.Gradient(y, x).Value.Item);
        y.Backward();
        Assert.Equal(9.0, x.Gradient.Item);
    }

    [Fact]
    public void Where_neverLetsTheOtherBranchIn()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([0.0, 4.0]);
        Variable<double> y = (x > 0).Where(x.Sqrt() / x, 1).Sum();
        y.Backward();

        Assert.Equal(1.5, y.Value.Item);
        Assert.Equal([0, -1.0 / 16], x.Gradient.ToArray());
        Assert.Equal([0, -1.0 / 16], Differentiate.Gradient(y, x).Value.ToArray());
    }

    [Fact]
    public void Gradient_ofGradientOfGradient_isTheThirdDerivative()
    {
        Func<Variable<double>, Variable<double>> f = x => x.Pow(5) + x.Sin();
        Func<Variable<double>, Variable<double>> third = Differentiate.Gradient(Differentiate.Gradient(Differentiate.Gradient(f)));
        Variable<double> at = new Tape<double>().Variable(0.7);
        Approximately.Equal((60 * 0.7 * 0.7) - Math.Cos(0.7), third(at).Value.Item);
    }

    [Fact]
    public void Gradient_ofExpression_isAnExpression()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([1.0, 2.0, 3.0]);
        Variable<double> gradient = Differentiate.Gradient((x * x * x).Sum(), x);
        Assert.Equal([3, 12, 27], gradient.Value.ToArray());

        // The penalty of a gradient's length: d/dx sum (3 x²)² = 36 x³.
        gradient.Square().Sum().Backward();
        Assert.Equal([36, 288, 972], x.Gradient.ToArray());
    }

    [Fact]
    public void ValueAndGradient_ofNumbersArraysAndTensors()
    {
        Assert.Equal((9.0, 6.0), Differentiate.ValueAndGradient<double>(x => x * x, 3.0));
        (double value, double[] gradient) = Differentiate.ValueAndGradient<double>(x => x.Square().Sum(), [1.0, 2.0]);
        Assert.Equal(5.0, value);
        Assert.Equal([2, 4], gradient);
        Tensor<float> tensor = Differentiate.Gradient<float>(x => x.Square().Sum(), Tensor.Create<float>([1, 2, 3, 4], [2, 2]));
        Assert.Equal([2, 4, 6, 8], tensor.ToArray());
        Assert.Equal([2, 2], tensor.Lengths.ToArray());
        Assert.Equal(0.0, Differentiate.Gradient<double>(x => x.Tape.Constant(4), 3.0));
    }

    [Fact]
    public void Gradient_byAConstant_isRefused()
    {
        var tape = new Tape<double>();
        Variable<double> c = tape.Constant(2);
        Assert.Throws<NoGradientException>(() => Differentiate.Gradient(tape.Variable(1) * c, c));
    }

    [Fact]
    public void VectorJacobianProduct_givesAllGradientsInOneSweep()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([1.0, 2.0]);
        Variable<double> y = tape.Variable([3.0, 4.0]);
        Variable<double>[] gradients = Differentiate.VectorJacobianProduct(x * y, new[] { 1.0, 10.0 }, x, y);
        Assert.Equal([3, 40], gradients[0].Value.ToArray());
        Assert.Equal([1, 20], gradients[1].Value.ToArray());
    }

    [Fact]
    public void Operands_ofEveryKind_meetInOneExpression()
    {
        var tape = new Tape<float>();
        var w = new Parameter<float>([1f, 2f], 2);
        Variable<float> x = tape.Variable([1f, 2f]);
        Variable<float> y = (x * w) + (1 - x) + (2f * x) - (x / 2) + new[] { 10f, 20f } + Tensor.Create<float>([1, 1], [2]);
        Assert.Equal([13.5f, 27f], y.Value.ToArray());
    }

    [Fact]
    public void Value_leavesAsNumberSpanArrayAndTensor()
    {
        Variable<double> x = new Tape<double>().Variable([1, 2, 3, 4, 5, 6], 2, 3);
        Assert.Equal(6.0, x.Value[1, 2]);
        Assert.Equal(5.0, x.Value[-1, -2]);
        Assert.Equal([2, 3], x.Value.ToTensor().Lengths.ToArray());
        Assert.Equal(6.0, x.Value.AsTensorSpan()[1, 2]);
        Assert.Equal("[[1, 2, 3], [4, 5, 6]]", x.ToString());
        Assert.Equal("3.50", x.Mean().Value.ToString("F2", null));
        Assert.Throws<ShapeException>(() => x.Value.Item);
        Assert.Throws<ShapeException>(() => x.Sum().Value.ToTensor());
        Assert.Throws<ArgumentOutOfRangeException>(() => x.Value[2, 0]);
    }

    [Fact]
    public void Variable_fromStridedTensor_isDense()
    {
        Tensor<double> tensor = Tensor.Create<double>([1, 2, 3, 4, 5, 6], [2, 3]);
        Variable<double> x = new Tape<double>().Variable(Tensor.Transpose(tensor));
        Assert.Equal([1, 4, 2, 5, 3, 6], x.Value.ToArray());
        Assert.Equal("(3, 2)", x.Shape.ToString());
    }

    [Fact]
    public void BackwardThatIsRefused_leavesTheGradientsOfTheOneBefore()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(3.0);
        (x * x).Backward();
        Assert.Throws<NoGradientException>(() => x.StopGradient().Backward());
        Assert.Equal(6, x.Gradient.Item);
    }
}
