using AutoGrad.Errors;

namespace AutoGrad.Tests.Tapes;

/// <summary>Hooks see gradients when they are complete, and what they write goes on in their place.</summary>
public class HookTests
{
    [Fact]
    public void OnGradient_ofIntermediateResult_seesAllContributionsAndChangesWhatGoesOn()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([1.0, 2.0]);
        double[] seen = [];
        Variable<double> q = (x * 3).OnGradient((gradient, shape) =>
        {
            seen = gradient.ToArray();
            gradient.Fill(10);
        });
        ((q * q) + q).Sum().Backward();

        // 2 q + 1 at q = (3, 6); what was written instead is sent on times 3.
        Assert.Equal([7, 13], seen);
        Assert.Equal([30, 30], x.Gradient.ToArray());
    }

    [Fact]
    public void OnGradient_ofLeaf_seesEachSweepsGradientApartAndOnce()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(3.0);
        var seen = new List<double>();
        x.OnGradient((gradient, _) =>
        {
            seen.Add(gradient[0]);
            gradient[0] *= 0.5;
        });
        Variable<double> y = (x * x) + x;
        y.Backward();
        y.Backward();
        Assert.Equal([7, 7], seen);
        Assert.Equal(7, x.Gradient.Item);
    }

    [Fact]
    public void OnGradient_givenTwice_runsInOrder()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(1.0);
        x.OnGradient((g, _) => g[0] += 1).OnGradient((g, _) => g[0] *= 10);
        (x * 2).Backward();
        Assert.Equal(30, x.Gradient.Item);
    }

    [Fact]
    public void OnGradient_ofLargeTensorsInAChain_changesNobodyElsesGradient()
    {
        // Long enough for adjoints to be handed on and taken back.
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(new double[5000]);
        Variable<double> a = x + 1;
        Variable<double> b = (a + 2).OnGradient((g, _) => g.Fill(7)).KeepGradient();
        Variable<double> c = (b * 1).Exp() + a;
        c.Sum().Backward();
        Assert.All(x.Gradient.ToArray(), value => Assert.Equal(8, value));
        Assert.All(b.Gradient.ToArray(), value => Assert.Equal(7, value));
    }

    [Fact]
    public void OnGradient_ofTheResultItself_seesTheUpstreamGradient()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([1.0, 2.0]);
        (x * 2).OnGradient((g, _) => g[1] = 0).Backward([1, 5]);
        Assert.Equal([2, 0], x.Gradient.ToArray());
    }

    [Fact]
    public void OnGradient_ofVariableThatTheResultDoesNotDependOn_isNotCalled()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(1.0);
        Variable<double> other = tape.Variable(1.0).OnGradient((_, _) => Assert.Fail("no gradient came here"));
        (x * 2).Backward();
        Assert.Equal((2.0, 0.0), (x.Gradient.Item, other.Gradient.Item));
    }

    [Fact]
    public void OnGradient_ofConstant_isRefused()
    {
        Variable<double> x = new Tape<double>().Constant(1);
        Assert.Contains("gets no gradient", Assert.Throws<NoGradientException>(() => x.OnGradient((_, _) => { })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hook_thatThrows_leavesTheTapeUsable()
    {
        var w = new Parameter<double>(2);
        var tape = new Tape<double>();
        bool fails = true;
        Variable<double> x = tape.Variable(3.0);
        Variable<double> q = (x * w).OnGradient((_, _) =>
        {
            if (fails)
            {
                throw new TimeZoneNotFoundException();
            }
        });
        Variable<double> y = (q * q) + (5 * tape.Watch(w)) + x;
        Assert.Throws<TimeZoneNotFoundException>(() => y.Backward());
        Assert.False(w.HasGradient);
        fails = false;
        y.Backward();
        Assert.Equal((25, 41), (x.Gradient.Item, w.Gradient.Item));
    }

    [Fact]
    public void Hook_thatStartsASweepOrResets_isRefused()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(3.0);
        Variable<double> other = x * 2;
        Variable<double> y = (x * x).OnGradient((_, _) => other.Backward());
        Assert.Contains("within a sweep", Assert.Throws<SweepInProgressException>(() => y.Backward()).Message, StringComparison.Ordinal);
        Variable<double> z = (x * x).OnGradient((_, _) => tape.Reset());
        Assert.Throws<SweepInProgressException>(() => z.Backward());
        other.Backward();
        Assert.Equal(2, x.Gradient.Item);
    }

    [Fact]
    public void Differentiate_takesTheFunctionWithoutItsHooks()
    {
        static Variable<double> F(Variable<double> x) => (x * x * x).OnGradient((g, _) => g.Clear());
        Assert.Equal(12, Differentiate.Gradient(F, 2.0));
        Assert.Equal(12, Differentiate.Hessian(F, 2.0));
        Variable<double> x = new Tape<double>().Variable(2.0);
        Assert.Equal(12, Differentiate.Gradient(F(x), x).Value.Item);
    }

    [Fact]
    public void Parameter_hooksOutliveTapesAndComeInTurn()
    {
        var w = new Parameter<double>([1.0, 2.0]);
        var seen = new List<string>();
        void Halve(Span<double> gradient, Shape shape)
        {
            seen.Add($"passing {gradient[0]} {shape}");
            gradient[0] /= 2;
        }

        void Completed(Parameter<double> parameter) => seen.Add($"completed {parameter.Gradient[0]}");
        w.GradientPassing += Halve;
        w.GradientCompleted += Completed;
        for (int round = 0; round < 2; round++)
        {
            var tape = new Tape<double>();
            Variable<double> v = tape.Watch(w);
            ((v * v) + (v * 2)).Sum().Backward();
        }

        Assert.Equal(["passing 4 (2,)", "completed 2", "passing 4 (2,)", "completed 4"], seen);
        Assert.Equal([4, 12], w.Gradient.ToArray());

        w.GradientPassing -= Halve;
        w.GradientCompleted -= Completed;
        w.ZeroGradient();
        new Tape<double>().Watch(w).Sum().Backward();
        Assert.Equal((4, 1), (seen.Count, w.Gradient[0]));
    }

    [Fact]
    public void Parameter_maybeUpdatedWhenItsGradientIsComplete()
    {
        var w = new Parameter<double>(1.0);
        w.GradientCompleted += parameter =>
        {
            parameter.Descend(0.25);
            parameter.ZeroGradient();
        };
        var tape = new Tape<double>();
        for (int round = 0; round < 2; round++)
        {
            Variable<double> v = tape.Watch(w);
            (v * v).Backward();
            tape.Reset();
        }

        Assert.Equal((0.25, false), (w.Value.Item, w.HasGradient));
    }

    [Fact]
    public void WarmStep_withCachedHook_allocatesNothing()
    {
        var tape = new Tape<double>();
        var w = new Parameter<double>(new double[2000]);
        double norm = 0;
        GradientHook<double> hook = (gradient, _) => norm += gradient[0];
        w.GradientPassing += hook;
        w.GradientCompleted += parameter => parameter.ZeroGradient();
        void Step()
        {
            Variable<double> x = tape.Watch(w).OnGradient(hook);
            (x * x + 1).OnGradient(hook).Sum().Backward();
            tape.Reset();
        }

        for (int round = 0; round < 200; round++)
        {
            Step();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 50; round++)
        {
            Step();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(250, norm);
    }
}
