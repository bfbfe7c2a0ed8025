using AutoGrad.Errors;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Tests.Tapes;

/// <summary>Each error is typed, names the operation and the shapes, says what to do, and leaves the tape as it was.</summary>
public class ErrorTests
{
    [Fact]
    public void MatMul_withDifferentInnerLengths_namesBothShapes() => Fails<ShapeException>(
        "matmul: (2, 3) x (4, 5): inner lengths 3 and 4 differ; the left operand needs as many columns as the right one has rows",
        tape => tape.Filled(1, 2, 3).MatMul(tape.Filled(1, 4, 5)));

    [Fact]
    public void Add_ofShapesThatDoNotBroadcast_namesAxisAndLengths() => Fails<ShapeException>(
        "add: (2, 3) x (2, 4): lengths 3 and 4 of axis -1 do not broadcast; they must be equal, or one of them 1",
        tape => tape.Filled(1, 2, 3) + tape.Filled(1, 2, 4));

    [Fact]
    public void MatMul_ofScalar_saysWhatToUse() => Fails<ShapeException>(
        "matmul: () x (2, 2): a scalar is no matrix; multiply with *",
        tape => tape.Constant(1).MatMul(tape.Filled(1, 2, 2)));

    [Fact]
    public void Sum_overMissingAxis_namesTheAxesThereAre() => Fails<AxisException>(
        "sum: axis 2 is out of range for shape (2, 3); its axes are 0 to 1, or -2 to -1 from the end",
        tape => tape.Filled(1, 2, 3).Sum(2));

    [Fact]
    public void Sum_overAxisOfScalar_saysThatThereAreNone() => Fails<AxisException>(
        "sum: axis 0 was asked for, but the operand is a scalar and has no axes",
        tape => tape.Constant(1).Sum(0));

    [Fact]
    public void Sum_overOneAxisNamedTwice_isRefused() => Fails<AxisException>(
        "sum: axis 1 of shape (2, 3) was given twice, once from the end",
        tape => tape.Filled(1, 2, 3).Sum([1, -1]));

    [Fact]
    public void Max_ofNothing_isRefused() => Fails<EmptyInputException>(
        "max: the reduced axes of shape (0, 3) hold no element, and max of nothing has no value",
        tape => tape.Filled(1, 0, 3).Max(0));

    [Fact]
    public void Reshape_toAnotherSize_namesBothCounts() => Fails<ShapeException>(
        "reshape: (2, 3): 6 elements cannot take the shape (4,), which has 4",
        tape => tape.Filled(1, 2, 3).Reshape(4));

    [Fact]
    public void BroadcastTo_ofHugeShape_isRefusedBeforeMemoryIsAskedFor() => Fails<SizeOverflowException>(
        "a tensor of shape (65536, 65536) has more than 2147483647 elements",
        tape => tape.Filled(1, 1, 65536).BroadcastTo(65536, 65536));

    [Fact]
    public void Outer_ofHugeResult_isRefusedBeforeMemoryIsAskedFor() => Fails<SizeOverflowException>(
        "a tensor of shape (65536, 65536) has more than 2147483647 elements",
        tape => tape.Filled(1, 65536).Outer(tape.Filled(1, 65536)));

    [Fact]
    public void Variable_whoseDataDoNotFillTheShape_isRefused() => Fails<ShapeException>(
        "3 elements do not fill the shape (2, 2), which has 4",
        tape => tape.Variable([1, 2, 3], 2, 2));

    [Fact]
    public void Apply_withTooManyOperands_isRefused() => Fails<ShapeException>(
        "tanh: it takes 1 operand, but 2 were given",
        tape => tape.Constant(1).Apply(new Tanh(), 2.0));

    [Fact]
    public void Apply_withTooFewOperands_isRefused() => Fails<ShapeException>(
        "matmul: it takes 2 operands, but 1 was given",
        tape => tape.Filled(1, 2, 2).Apply(new MatMul(false, false)));

    [Fact]
    public void Apply_ofSpan_takesAnyNumberOfOperands()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([1.0, 2.0]);
        Variable<double> y = tape.Apply(new Concatenate(0), x, x, x, x);
        Assert.Equal([1, 2, 1, 2, 1, 2, 1, 2], y.Value.ToArray());
        y.Sum().Backward();
        Assert.Equal([4, 4], x.Gradient.ToArray());
    }

    [Fact]
    public void CheckOperation_ofConstantsWithoutSamples_fails()
    {
        GradientCheckReport report = GradientCheck.CheckOperation<Unsampled>();
        Assert.Contains(report.Failures, failure => failure.Message.Contains("declares no Samples", StringComparison.Ordinal));
    }

    [Fact]
    public void Clamp_withCrossedBounds_isRefused() =>
        Assert.Contains(
            "the lower bound 2 is above the upper bound 1",
            Assert.Throws<ArgumentException>(() => new Tape<double>().Constant(1).Clamp(2, 1)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Variable_afterReset_saysThatItIsGone()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(1);
        TensorView<double> view = x.Value;
        tape.Reset();
        Variable<double> fresh = tape.Variable(2);

        const string gone = "recorded before the tape's last Reset() and is gone";
        Assert.Contains(gone, Assert.Throws<StaleVariableException>(() => x + fresh).Message, StringComparison.Ordinal);
        Assert.Contains(gone, Assert.Throws<StaleVariableException>(() => x.Value).Message, StringComparison.Ordinal);
        Assert.Contains(gone, Assert.Throws<StaleVariableException>(() => x.Backward()).Message, StringComparison.Ordinal);
        Assert.Contains("read before the tape's last Reset()", Assert.Throws<StaleVariableException>(() => view.Item).Message, StringComparison.Ordinal);
        Assert.Equal(1, tape.Count);
    }

    [Fact]
    public void DefaultVariable_saysHowVariablesAreMade()
    {
        Variable<double> none = default;
        Assert.Contains("belongs to no tape", Assert.Throws<StaleVariableException>(() => none + 1).Message, StringComparison.Ordinal);
        Assert.Contains("belongs to no tape", Assert.Throws<StaleVariableException>(() => none.Shape).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Operands_ofTwoTapes_areRefused()
    {
        Variable<double> x = new Tape<double>().Variable(1);
        Variable<double> y = new Tape<double>().Variable(1);
        Assert.Contains("mul: the operands are on different tapes", Assert.Throws<TapeMismatchException>(() => x * y).Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (x.Tape.Count, y.Tape.Count));
    }

    [Fact]
    public void Backward_ofTensorWithoutUpstream_saysHowToGoOn() => Fails<UpstreamException>(
        "Backward() needs a scalar, but the variable has shape (2, 3); reduce it first (Sum() or Mean()), or give the upstream gradient",
        tape => Backward(tape.Variable([1, 2, 3, 4, 5, 6], 2, 3)));

    [Fact]
    public void Backward_withUpstreamOfWrongLength_isRefused()
    {
        Variable<double> x = new Tape<double>().Variable([1.0, 2]);
        Assert.Contains(
            "the upstream gradient has 3 elements, but the variable has shape (2,)",
            Assert.Throws<UpstreamException>(() => x.Backward([1, 2, 3])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Backward_ofConstants_saysThatNothingLeadsBack() => Fails<NoGradientException>(
        "the variable depends on no leaf that has a gradient",
        tape => Backward(tape.Constant(1) * 2));

    [Fact]
    public void Gradient_beforeBackward_isRefused()
    {
        Variable<double> x = new Tape<double>().Variable(1);
        Assert.Contains("call Backward()", Assert.Throws<NoGradientException>(() => x.Gradient).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradient_ofIntermediateResult_saysHowToKeepIt()
    {
        var tape = new Tape<double>();
        Variable<double> q = tape.Variable(1) * 2;
        (q * q).Backward();
        Assert.Contains("call KeepGradient()", Assert.Throws<NoGradientException>(() => q.Gradient).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backward_afterAParameterChanged_namesTheParameter()
    {
        var w = new Parameter<double>(2) { Name = "hidden.weight" };
        var tape = new Tape<double>();
        Variable<double> y = tape.Constant(3) * w;
        w.MutableValue[0] = 5;

        Assert.Contains("parameter hidden.weight was changed", Assert.Throws<ParameterChangedException>(() => y.Backward()).Message, StringComparison.Ordinal);
        Assert.Equal(0, w.Gradient.Item);
    }

    [Fact]
    public void Backward_afterAParameterChangedAndWasWatchedAgain_isStillRefused()
    {
        var w = new Parameter<double>(2) { Name = "w" };
        var tape = new Tape<double>();
        Variable<double> early;
        using (tape.StopRecording())
        {
            early = tape.Watch(w);
        }

        Variable<double> y = tape.Variable(3) * early;
        w.MutableValue[0] = 100;
        tape.Watch(w);

        Assert.Throws<ParameterChangedException>(() => y.Backward());
    }

    [Fact]
    public void Backward_thatFails_leavesNoTrace()
    {
        var w = new Parameter<double>([1.0, 2.0]);
        var tape = new Tape<double>();
        (tape.Watch(w) * 1e6).Sum().Backward();
        w.ZeroGradient();
        tape.Reset();

        Variable<double> scale = tape.Variable(1);
        Variable<double> failing = (tape.Watch(w) * 3 + tape.Watch(w).Apply(new Failing(), scale)).Sum();
        Assert.Throws<TimeZoneNotFoundException>(() => failing.Backward());
        Assert.Equal([0, 0], w.Gradient.ToArray());

        tape.Reset();
        (tape.Watch(w) * 2).Sum().Backward();
        Assert.Equal([2, 2], w.Gradient.ToArray());
        Variable<double> fresh = tape.Variable(3);
        (fresh * fresh).Backward();
        Assert.Equal(6, fresh.Gradient.Item);
    }

    [Fact]
    public void ReadingAGradient_isNoBackwardPass()
    {
        var w = new Parameter<double>(2);
        var tape = new Tape<double>();
        Variable<double> y = tape.Constant(3) * w;
        Assert.Equal(0, w.Gradient.Item);
        w.Descend(0.1);
        y.Backward();
        Assert.Equal(3, w.Gradient.Item);
    }

    [Fact]
    public void Reset_insideAScopeWithoutRecording_doesNotEndIt()
    {
        var tape = new Tape<double>();
        using (tape.StopRecording())
        {
            tape.Reset();
            Assert.False(tape.IsRecording);
        }

        Assert.True(tape.IsRecording);
    }

    [Fact]
    public void Pow_onFloat_takesPlainNumbers()
    {
        Variable<float> x = new Tape<float>().Variable(2f);
        Assert.Equal((8f, 4f), (x.Pow(3).Value.Item, x.Pow(2.0f).Value.Item));
    }

    [Fact]
    public void Tape_ofAnotherType_isRefused() => Assert.Throws<NotSupportedException>(() => new Tape<Half>());

    [Fact]
    public void Constant_ofNull_isRefused()
    {
        var tape = new Tape<double>();
        Assert.Throws<ArgumentNullException>(() => tape.Constant((double[])null!));
        Assert.Throws<ArgumentNullException>(() => tape.Variable((double[,])null!));
        Assert.Throws<ArgumentNullException>(() => tape.Watch(null!));
        Assert.Throws<ArgumentNullException>(() => tape.Variable(1) + (Parameter<double>)null!);
    }

    private static Variable<double> Backward(Variable<double> y)
    {
        y.Backward();
        return y;
    }

    /// <summary>Runs the failing step after a working one, and sees that the working one still differentiates.</summary>
    private static void Fails<TException>(string message, Func<Tape<double>, Variable<double>> step)
        where TException : AutoGradException
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([1.0, 2.0]);
        Variable<double> y = (x * x).Sum();

        Assert.Contains(message, Assert.Throws<TException>(() => step(tape)).Message, StringComparison.Ordinal);

        y.Backward();
        Assert.Equal([2, 4], x.Gradient.ToArray());
    }

    /// <summary>y = s x² with a wrong derivative, which looks right at s = 0.</summary>
    private readonly struct Unsampled(double scale) : IElementwise<Unsampled>
    {
        public static OperationInfo<Unsampled> Info { get; } = new("unsampled", 1);

        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Constant(scale) * x * x;

        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Constant(17 * scale) * x;
    }

    /// <summary>An operation whose derivative throws, in the middle of a sweep.</summary>
    private readonly struct Failing : IBinaryElementwise<Failing>
    {
        public static OperationInfo<Failing> Info { get; } = new("failing", 2);

        public N Primal<N>(N a, N b)
            where N : struct, INumberSystem<N>
            => a * b;

        public (N A, N B) LocalGradients<N>(N a, N b, N y)
            where N : struct, INumberSystem<N>
            => throw new TimeZoneNotFoundException();
    }
}
