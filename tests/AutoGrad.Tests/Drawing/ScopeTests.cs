using AutoGrad.Drawing;

namespace AutoGrad.Tests.Drawing;

public class ScopeTests
{
    [Fact]
    public void Nodes_know_the_innermost_region_that_recorded_them()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(1.0);
        Variable<double> h;
        using (tape.Scope("net"))
        {
            h = x.Exp();
            using (tape.Scope("net.head", "linear(1 -> 1)"))
            {
                h = h.Sin();
            }

            h = h.Cos();
        }

        Graph graph = h.Log().Draw();

        Assert.Equal([null, "net", "net/head", "net", null], graph.Nodes.Select(node => node.Scope?.Path));
        Assert.Equal(["net", "head"], graph.Scopes.Select(scope => scope.Name));
        Assert.Equal([null, "linear(1 -> 1)"], graph.Scopes.Select(scope => scope.Description));
        Assert.True(graph.Scopes[0].Holds(graph.Scopes[1]));
        Assert.False(graph.Scopes[1].Holds(graph.Scopes[0]));
    }

    [Fact]
    public void Leaf_belongs_to_the_box_around_all_that_read_it()
    {
        var tape = new Tape<double>();
        var shared = new Parameter<double>(2.0) { Name = "shared" };
        var own = new Parameter<double>(3.0) { Name = "own" };
        Variable<double> h = tape.Variable(1.0).Named("x");
        using (tape.Scope("net"))
        {
            for (int step = 0; step < 2; step++)
            {
                using (tape.Scope("step"))
                {
                    h *= tape.Watch(shared);
                }
            }

            using (tape.Scope("head"))
            {
                h += tape.Watch(own);
            }
        }

        Graph graph = h.Draw();

        Assert.Equal("net", graph.Nodes.Single(node => node.Name == "shared").Scope?.Path);
        Assert.Equal("net/head", graph.Nodes.Single(node => node.Name == "own").Scope?.Path);
        Assert.Null(graph.Nodes.Single(node => node.Name == "x").Scope);
        Assert.Equal(["net", "net/step", "net/step", "net/head"], graph.Scopes.Select(scope => scope.Path));
    }

    [Fact]
    public void Region_of_one_owner_within_itself_is_the_same_region()
    {
        var tape = new Tape<double>();
        object owner = new();
        Variable<double> x = tape.Variable(1.0);
        using (tape.Scope("a", owner))
        using (tape.Scope("a", owner))
        {
            x = x.Exp();
        }

        Variable<double> y = x.Exp();

        Assert.Equal([null, "a", null], y.Draw().Nodes.Select(node => node.Scope?.Path));
    }

    [Fact]
    public void Exception_ends_a_region_and_so_does_a_reset()
    {
        var tape = new Tape<double>();
        void Fail()
        {
            using Tape<double>.NamedScope scope = tape.Scope("failing");
            throw new InvalidOperationException();
        }

        Assert.Throws<InvalidOperationException>(Fail);
        Assert.Null(tape.Variable(1.0).Exp().Draw().Result.Scope);

        Tape<double>.NamedScope open = tape.Scope("before");
        tape.Reset();
        using (tape.Scope("after"))
        {
            open.Dispose();
            Assert.Equal("after", tape.Variable(1.0).Exp().Draw().Result.Scope?.Path);
        }
    }

    [Fact]
    public void Warm_region_allocates_nothing()
    {
        var tape = new Tape<double>();
        object owner = new();
        long Step()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Variable<double> x = tape.Variable(1.0);
            for (int i = 0; i < 100; i++)
            {
                using Tape<double>.NamedScope scope = tape.Scope("layer", owner);
                x = x.Exp().Log();
            }

            x.Backward();
            tape.Reset();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Step();
        Step();
        Assert.Equal(0, Step());
    }
}
