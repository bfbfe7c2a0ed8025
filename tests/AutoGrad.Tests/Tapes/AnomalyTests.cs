using System.Runtime.CompilerServices;
using AutoGrad.Errors;

namespace AutoGrad.Tests.Tapes;

/// <summary>Anomaly detection names the first operation that made a NaN or an infinity.</summary>
public class AnomalyTests
{
    private static readonly Tape<double> Quiet = new();

    [Fact]
    public void Recording_ofLogOfZero_namesOperationRangesLineAndChain()
    {
        var tape = new Tape<double> { DetectAnomalies = true };
        Variable<double> x = tape.Variable([0.5, 1.0]).Named("prices");
        Variable<double> q = (x - 0.5) * 2;
        int line = Line() + 1;
        AnomalyException found = Assert.Throws<AnomalyException>(() => q.Log());

        Assert.Equal(("log", false, line), (found.Operation, found.IsInSweep, found.Line));
        Assert.EndsWith("AnomalyTests.cs", found.File, StringComparison.Ordinal);
        Assert.Contains("log made from 0 to 0, 0 NaN and 1 infinite of 2 out of finite numbers", found.Message, StringComparison.Ordinal);
        Assert.Contains("operand 0: mul (2,), from 0 to 1", found.Message, StringComparison.Ordinal);
        Assert.Equal(2, found.Chain.Count);
        Assert.StartsWith("mul (2,), from 0 to 1", found.Chain[0], StringComparison.Ordinal);
        Assert.StartsWith("sub (2,), from 0 to 0.5", found.Chain[1], StringComparison.Ordinal);
        Assert.Contains("AnomalyTests.cs:line", found.Chain[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Recording_thatFails_leavesTheTapeUsable()
    {
        var tape = new Tape<double> { DetectAnomalies = true };
        Variable<double> x = tape.Variable([0.0, 1.0]);
        Variable<double> y = (x * x).Sum();
        int count = tape.Count;
        Assert.Throws<AnomalyException>(() => x.Log());
        Assert.Equal(count, tape.Count);
        y.Backward();
        Assert.Equal([0, 2], x.Gradient.ToArray());
    }

    [Fact]
    public void Sweep_throughSqrtOfZero_namesOperationLineAndTheWayBack()
    {
        var tape = new Tape<double> { DetectAnomalies = true };
        Variable<double> x = tape.Variable([0.0, 4.0]);
        int line = Line() + 1;
        Variable<double> root = x.Sqrt();
        _ = root.Sin();
        Variable<double> y = (root * 3).Sum();
        AnomalyException found = Assert.Throws<AnomalyException>(() => y.Backward());

        Assert.Equal(("sqrt", true, line), (found.Operation, found.IsInSweep, found.Line));
        Assert.Contains("the gradient of sqrt by operand 0 made", found.Message, StringComparison.Ordinal);
        Assert.Contains("upstream gradient: (2,), from 3 to 3", found.Message, StringComparison.Ordinal);
        Assert.Equal(2, found.Chain.Count);
        Assert.StartsWith("mul", found.Chain[0], StringComparison.Ordinal);
        Assert.StartsWith("sum", found.Chain[1], StringComparison.Ordinal);

        tape.Reset();
        Variable<double> again = tape.Variable(3.0);
        (again * again).Backward();
        Assert.Equal(6, again.Gradient.Item);
    }

    [Fact]
    public void Sweep_intoLargeTensorsWhoseMemoryIsHandedOn_stillFindsTheFirst()
    {
        var tape = new Tape<double> { DetectAnomalies = true };
        Variable<double> x = tape.Variable(new double[3000]);
        Variable<double> y = (x * 2).Sqrt().Tanh().Sum();
        Assert.Equal("sqrt", Assert.Throws<AnomalyException>(() => y.Backward()).Operation);
    }

    [Fact]
    public void Parameter_thatGetsAnInfiniteGradient_isToldOfAndForgotten()
    {
        var w = new Parameter<double>(0.0);
        var tape = new Tape<double> { DetectAnomalies = true };
        Variable<double> y = tape.Watch(w).Sqrt();
        Assert.Equal("sqrt", Assert.Throws<AnomalyException>(() => y.Backward()).Operation);
        Assert.False(w.HasGradient);
    }

    [Fact]
    public void WhatIsNotFiniteFromTheStart_isNoAnomaly()
    {
        var tape = new Tape<double> { DetectAnomalies = true };
        Variable<double> x = tape.Variable([1.0, 2.0]);
        Variable<double> y = (x + tape.Constant([0.0, double.NegativeInfinity])).Softmax();
        Assert.Equal([1, 0], y.Value.ToArray());
        (y * y).Sum().Backward();
        Assert.Equal([0, 0], x.Gradient.ToArray());
    }

    [Fact]
    public void GradientOfWhatWasNotFiniteFromTheStart_isNoAnomalyInAnySweep()
    {
        var tape = new Tape<double> { DetectAnomalies = true };
        Variable<double> data = tape.Constant(new double[,] { { 1, double.NaN }, { 2, 3 } });
        Variable<double> w = tape.Variable([1.0, 1]);
        Variable<double> y = data.MatMul(w).Sum();
        y.Backward();
        Assert.Equal([3, double.NaN], w.Gradient.ToArray());
        Assert.Equal([3, double.NaN], Differentiate.Gradient(y, w).Value.ToArray());
        Variable<double> z = (w * tape.Constant([double.PositiveInfinity, 1])).Sum();
        Assert.Equal(double.PositiveInfinity, Differentiate.JacobianVectorProduct(z, w, tape.Constant([1.0, 1])).Value.Item);
    }

    [Fact]
    public void IntermediateGradientOfAFailedSweep_isNotReadable()
    {
        var tape = new Tape<double> { DetectAnomalies = true, KeepGradients = true };
        Variable<double> x = tape.Variable([0.0]);
        Variable<double> q = x.Sqrt() * 3;
        Variable<double> good = x * 2;
        good.Sum().Backward();
        Assert.Throws<AnomalyException>(() => q.Sum().Backward());
        Assert.Contains("the last Backward() failed", Assert.Throws<NoGradientException>(() => q.Gradient).Message, StringComparison.Ordinal);
        Assert.Equal([2], x.Gradient.ToArray());
        good.Sum().Backward();
        Assert.Equal([1], good.Gradient.ToArray());
        Assert.Throws<NoGradientException>(() => tape.Constant(1).Backward());
        Assert.Equal([1], good.Gradient.ToArray());
    }

    [Fact]
    public void HookThatWritesNaN_isNamed()
    {
        var tape = new Tape<double> { DetectAnomalies = true };
        Variable<double> x = tape.Variable(2.0);
        Variable<double> y = (x * 3).OnGradient((g, _) => g[0] = double.NaN).Exp();
        AnomalyException found = Assert.Throws<AnomalyException>(() => y.Backward());
        Assert.Contains("a hook on the gradient of mul", found.Message, StringComparison.Ordinal);
        Assert.True(found.IsInSweep);
    }

    [Fact]
    public void RecordedSweep_namesTheOperationWhoseGradientItIs()
    {
        var tape = new Tape<double> { DetectAnomalies = true };
        Variable<double> x = tape.Variable(0.0);
        int line = Line() + 1;
        Variable<double> root = x.Sqrt();
        Variable<double> y = root * 3;
        AnomalyException found = Assert.Throws<AnomalyException>(() => Differentiate.Gradient(y, x));

        Assert.Equal(("sqrt", true, line), (found.Operation, found.IsInSweep, found.Line));
        Assert.Contains("the gradient of sqrt by operand 0 made", found.Message, StringComparison.Ordinal);
        Assert.StartsWith("mul", Assert.Single(found.Chain), StringComparison.Ordinal);
    }

    [Fact]
    public void RecordedForwardSweep_namesTheOperationWhoseTangentItIs()
    {
        var tape = new Tape<double> { DetectAnomalies = true };
        Variable<double> x = tape.Variable([0.0, 4.0]);
        int line = Line() + 1;
        Variable<double> root = x.Sqrt();
        Variable<double> y = (root * 3).Sum() + (x * x).Sum();
        AnomalyException found = Assert.Throws<AnomalyException>(() => Differentiate.JacobianVectorProduct(y, x, tape.Constant([1.0, 1.0])));

        Assert.Equal(("sqrt", true, line), (found.Operation, found.IsInSweep, found.Line));
        Assert.Contains("the tangent of sqrt became", found.Message, StringComparison.Ordinal);
        Assert.Contains("operand 0: leaf (2,), from 0 to 4", found.Message, StringComparison.Ordinal);
        Assert.Equal(["mul", "sum", "add"], found.Chain.Select(link => link[..3]));
    }

    [Fact]
    public void InfinityThatAZeroMadeHarmless_isNoAnomalyInAnyDerivative()
    {
        var tape = new Tape<double> { DetectAnomalies = true };
        Variable<double> x = tape.Variable([0.0, 4.0]);
        Variable<double> y = (x > 0).Where(x.Sqrt(), 0).Sum();
        Variable<double> gradient = Differentiate.Gradient(y, x);
        Variable<double> tangent = Differentiate.JacobianVectorProduct(y, x, tape.Constant([1.0, 1.0]));
        Variable<double> second = Differentiate.HessianVectorProduct(y, x, tape.Constant([1.0, 1.0]));

        Assert.Equal([0, 0.25], gradient.Value.ToArray());
        Assert.Equal(0.25, tangent.Value.Item);
        Assert.Equal([0, -0.25 / 8], second.Value.ToArray());
        Assert.Equal("log", Assert.Throws<AnomalyException>(() => x.Log()).Operation);
    }

    [Fact]
    public void FailedSweep_leavesEarlierGradientsAsTheyWere()
    {
        var w = new Parameter<double>([1.0, 2.0]);
        var tape = new Tape<double> { DetectAnomalies = true };
        Variable<double> x = tape.Variable([0.0, 4.0]);
        Variable<double> watched = tape.Watch(w);
        (x.Sum() + (watched * 3).Sum()).Backward();
        Variable<double> y = (x.Sqrt() + (x * 2) + (watched * watched)).Sum();
        Assert.Equal("sqrt", Assert.Throws<AnomalyException>(() => y.Backward()).Operation);
        Assert.Equal([1, 1], x.Gradient.ToArray());
        Assert.Equal([3, 3], w.Gradient.ToArray());
    }

    [Fact]
    public void Off_nothingIsSaid()
    {
        Variable<double> x = Quiet.Variable(0.0);
        x.Log().Backward();
        Assert.True(double.IsInfinity(x.Gradient.Item));
    }

    private static int Line([CallerLineNumber] int line = 0) => line;
}
