using AutoGrad.Errors;
using AutoGrad.Tests.Operations;

namespace AutoGrad.Tests.Tapes;

/// <summary>A checkpointed function is computed again in the sweep, and nothing else is different.</summary>
public class CheckpointTests
{
    [Fact]
    public void Gradients_haveTheBitsOfTheFunctionItself()
    {
        var w = new Parameter<double>(DifferenceCheck.Numbers(36, 1), 6, 6);
        var b = new Parameter<double>(DifferenceCheck.Numbers(6, 2));
        Variable<double> F(Variable<double> x) => (x.MatMul(w) + b).Tanh() * x + (x.MatMul(w).Sigmoid() * b);

        double[][] Gradients(bool checkpoints)
        {
            w.ZeroGradient();
            b.ZeroGradient();
            var tape = new Tape<double>();
            Variable<double> x = tape.Variable(DifferenceCheck.Numbers(24, 3), 4, 6);
            Variable<double> h = x.Sin();
            Variable<double> y = checkpoints ? tape.Checkpoint(F, h) : F(h);
            y = checkpoints ? tape.Checkpoint(F, y + h) : F(y + h);
            Variable<double> loss = (y * h.Exp()).Mean() + (tape.Watch(w).Square().Sum() * 0.1);
            loss.Backward();
            loss.Backward();
            return [y.Value.ToArray(), x.Gradient.ToArray(), w.Gradient.ToArray(), b.Gradient.ToArray()];
        }

        Assert.Equal(Gradients(checkpoints: false), Gradients(checkpoints: true));
    }

    [Fact]
    public void OneVariableGivenTwice_andParameterGivenAsArgument_getAllTheirGradient()
    {
        var w = new Parameter<double>(3.0);
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(2.0);
        tape.Checkpoint((a, b) => a * a * b * w, x, x).Backward();
        Assert.Equal((36, 8), (x.Gradient.Item, w.Gradient.Item));
        w.ZeroGradient();
        tape.Reset();
        tape.Checkpoint(v => v * v * w, tape.Watch(w)).Backward();
        Assert.Equal(27, w.Gradient.Item);
        tape.Reset();
        x = tape.Variable(2.0);
        Variable<double> y = tape.Checkpoint((a, b) => a * a * b, x, x);
        Assert.Equal(12, Differentiate.Gradient(y, x).Value.Item);
        Assert.Equal(12, Differentiate.JacobianVectorProduct(y, x, 1.0).Value.Item);
    }

    [Fact]
    public void ParametersAlone_getTheirGradient()
    {
        var w = new Parameter<double>([1.0, 2.0]);
        var frozen = new Parameter<double>([3.0, 4.0]) { IsFrozen = true };
        var tape = new Tape<double>();
        tape.Checkpoint(x => (x * w * w * frozen).Sum(), tape.Constant(5)).Backward();
        Assert.Equal([30, 80], w.Gradient.ToArray());
        Assert.False(frozen.HasGradient);
    }

    [Fact]
    public void ParameterChangedBeforeTheSweep_isReported()
    {
        var w = new Parameter<double>(2) { Name = "inside" };
        var tape = new Tape<double>();
        Variable<double> y = tape.Checkpoint(x => x * w, tape.Variable(3));
        w.MutableValue[0] = 5;
        Assert.Contains("parameter inside", Assert.Throws<ParameterChangedException>(() => y.Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nested_givesTheSameBits()
    {
        var w = new Parameter<double>(DifferenceCheck.Numbers(5, 1));
        Variable<double> Step(Variable<double> x) => (x * w).Sin() + x;
        Variable<double> Two(Variable<double> x) => Step(Step(x));
        Variable<double> NestedTwo(Variable<double> x) => x.Tape.Checkpoint(Step, x.Tape.Checkpoint(Step, x));
        double[][] Gradients(Func<Tape<double>, Variable<double>, Variable<double>> f)
        {
            w.ZeroGradient();
            var tape = new Tape<double>();
            Variable<double> x = tape.Variable(DifferenceCheck.Numbers(5, 2));
            f(tape, x).Sum().Backward();
            return [x.Gradient.ToArray(), w.Gradient.ToArray()];
        }

        double[][] plain = Gradients((_, x) => Two(Two(x)));
        Assert.Equal(plain, Gradients((tape, x) => tape.Checkpoint(NestedTwo, tape.Checkpoint(NestedTwo, x))));
        Assert.Equal(plain, Gradients((tape, x) => tape.Checkpoint(v => v.Tape.Checkpoint(u => NestedTwo(NestedTwo(u)), v), x)));
    }

    [Fact]
    public void HigherOrdersAndForwardMode_areThoseOfTheFunctionItself()
    {
        var w = new Parameter<double>(DifferenceCheck.Numbers(3, 4));
        Variable<double> F(Variable<double> a, Variable<double> b) => (a.Sin() * b * w).Exp();
        // The second operand depends on the first, and both on the parameter.
        Variable<double> Plain(Variable<double> x) => F(x, (x * x) + w).Sum();
        Variable<double> Kept(Variable<double> x) => x.Tape.Checkpoint(F, x, (x * x) + w).Sum();
        Variable<double> Nested(Variable<double> x) => x.Tape.Checkpoint((a, b) => a.Tape.Checkpoint(F, a, b).Sum(), x, (x * x) + w);
        double[] at = DifferenceCheck.Numbers(3, 5);
        double[] v = DifferenceCheck.Numbers(3, 6);
        foreach (Func<Variable<double>, Variable<double>> kept in (Func<Variable<double>, Variable<double>>[])[Kept, Nested])
        {
            Approximately.Equal(Differentiate.Gradient(Plain, at), Differentiate.Gradient(kept, at));
            Approximately.Equal(Differentiate.Hessian(Plain, at).ToArray(), Differentiate.Hessian(kept, at).ToArray(), 1e-11);
            Approximately.Equal(Differentiate.HessianVectorProduct(Plain, at, v), Differentiate.HessianVectorProduct(kept, at, v), 1e-11);
            Approximately.Equal(Differentiate.JacobianVectorProduct(Plain, at, v).Tangent, Differentiate.JacobianVectorProduct(kept, at, v).Tangent);
            Approximately.Equal(Differentiate.Partial(Plain, at, 0, 0, 0), Differentiate.Partial(kept, at, 0, 0, 0), 1e-11);

            Variable<double> x = new Tape<double>().Variable(at);
            Variable<double> parameter = x.Tape.Watch(w);
            Variable<double> bySweep = Differentiate.Gradient(kept(x), parameter);
            Variable<double> expected = Differentiate.Gradient(Plain(x), parameter);
            Approximately.Equal(expected.Value.ToArray(), bySweep.Value.ToArray());
            Variable<double> recorded = kept(x);
            using (x.Tape.StopRecording())
            {
                Approximately.Equal(expected.Value.ToArray(), Differentiate.Gradient(recorded, parameter).Value.ToArray());
            }
        }
    }

    [Fact]
    public void FunctionThatIsNotTheSameAgain_isReported()
    {
        var tape = new Tape<double>();
        double factor = 1;
        Variable<double> y = tape.Checkpoint(x => x * factor++, tape.Variable(3));
        Assert.Contains("draw its random numbers before", Assert.Throws<CheckpointException>(() => y.Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FunctionThatUsesAVariableOfTheTapeAround_isRefused()
    {
        var tape = new Tape<double>();
        Variable<double> outside = tape.Variable(2);
        Variable<double> x = tape.Variable(3);
        Assert.Contains("pass it others as arguments", Assert.Throws<TapeMismatchException>(() => tape.Checkpoint(v => v * outside, x)).Message, StringComparison.Ordinal);
        Assert.Throws<TapeMismatchException>(() => tape.Checkpoint(_ => outside, x));
        Assert.Throws<TapeMismatchException>(() => tape.Checkpoint(v => v, new Tape<double>().Variable(1)));
        Assert.Throws<CheckpointException>(() => tape.Checkpoint(v => tape.Checkpoint(u => u, outside), x));
        Assert.Throws<CheckpointException>(() => tape.Checkpoint(
            v =>
            {
                (v * v).Backward();
                return v;
            },
            x));
        tape.Checkpoint(v => v * v, x).Backward();
        Assert.Equal(6, x.Gradient.Item);
    }

    [Fact]
    public void FunctionThatThrowsInTheSweep_leavesTheTapeUsable()
    {
        var w = new Parameter<double>(2);
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(3.0);
        int runs = 0;
        Variable<double> y = tape.Checkpoint(v => ++runs == 2 ? throw new TimeZoneNotFoundException() : v * w, x) + (x * w);
        Assert.Throws<TimeZoneNotFoundException>(() => y.Backward());
        Assert.False(w.HasGradient);
        y.Backward();
        Assert.Equal((4, 6), (x.Gradient.Item, w.Gradient.Item));
    }

    [Fact]
    public void HooksAndAnomalies_workInside()
    {
        var w = new Parameter<double>(2);
        double seen = 0;
        w.GradientPassing += (g, _) => seen = g[0];
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(3.0);
        tape.Checkpoint(v => (v * w).OnGradient((g, _) => g[0] = 10), x).Backward();
        Assert.Equal((30, 20), (seen, x.Gradient.Item));

        tape.Reset();
        tape.DetectAnomalies = true;
        x = tape.Variable(0.0);
        Variable<double> y = tape.Checkpoint(v => v.Sqrt() * 2, x);
        Assert.Equal("sqrt", Assert.Throws<AnomalyException>(() => y.Backward()).Operation);
    }

    [Fact]
    public void ResultThatDependsOnNothing_givesZero()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(3.0);
        Variable<double> y = tape.Checkpoint(v => v.StopGradient(), x) + x;
        Assert.Equal(1, Differentiate.Gradient(y, x).Value.Item);
        y.Backward();
        Assert.Equal(1, x.Gradient.Item);
    }

    [Fact]
    public void WarmStep_allocatesNothing()
    {
        var w = new Parameter<double>(DifferenceCheck.Numbers(64, 1), 8, 8);
        Func<Variable<double>, Variable<double>> step = x => x.MatMul(w).Tanh();
        WarmLoop.AllocatesNothing((tape, x) => tape.Checkpoint(step, tape.Checkpoint(step, x)), 4, 8);
    }

    [Fact]
    public void ChainInRootSegments_takesTheMemoryOfTwoRoots()
    {
        const int root = 32;
        var tape = new Tape<double>();
        var plain = new Tape<double>();
        double[] start = DifferenceCheck.Numbers(1000, 1);
        static Variable<double> Step(Variable<double> x) => (x * 0.99).Sin();
        static Variable<double> Segment(Variable<double> x)
        {
            for (int i = 0; i < root; i++)
            {
                x = Step(x);
            }

            return x;
        }

        double[] Gradient(Tape<double> on, Func<Variable<double>, Variable<double>> segment)
        {
            Variable<double> x = on.Variable(start);
            Variable<double> y = x;
            for (int i = 0; i < root; i++)
            {
                y = segment(y);
            }

            y.Sum().Backward();
            return x.Gradient.ToArray();
        }

        double[] expected = Gradient(plain, Segment);
        Assert.Equal(expected, Gradient(tape, x => tape.Checkpoint(Segment, x)));
        double share = tape.MemoryInBytes / (double)plain.MemoryInBytes;

        // 1,024 steps: 32 kept values and 32 recomputed steps, against 1,024 steps.
        Assert.InRange(share, 0.02, 0.12);
    }
}
