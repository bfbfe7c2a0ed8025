using AutoGrad.Drawing;
using AutoGrad.Errors;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Tests.Drawing;

public class GraphTests
{
    [Fact]
    public void Worked_example_1_has_values_gradients_local_gradients_and_formulas()
    {
        Graph graph = WorkedExample1();

        Assert.Equal("f", graph.Title);
        Assert.Equal(["x", "y", "z", "q", "f"], graph.Nodes.Select(node => node.Name));
        Assert.Equal([-2, 5, -4, 3, -12], graph.Nodes.Select(node => node.Value.Scalar!.Value));
        Assert.Equal([-4, -4, 3, -4, 1], graph.Nodes.Select(node => node.Gradient!.Scalar!.Value));
        Assert.Equal([new(0, 1, "1"), new(1, 1, "1")], graph.Nodes[3].Operands);
        Assert.Equal([new(3, -4, "z"), new(2, 3, "q")], graph.Result.Operands);
        Assert.Equal(["", "", "", "x + y", "q * z"], graph.Nodes.Select(node => node.Formula));
        Assert.Equal(
            [GraphNodeKind.Variable, GraphNodeKind.Variable, GraphNodeKind.Variable, GraphNodeKind.Operation, GraphNodeKind.Operation],
            graph.Nodes.Select(node => node.Kind));
    }

    [Fact]
    public void Choice_has_its_formula_and_local_gradients()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(2.0).Named("x");
        Variable<double> f = (x > 0).Named("c").Where(x, tape.Constant(7).Named("seven"));
        f.Backward();

        GraphNode choice = f.Draw().Result;
        Assert.Equal("(c <> 0 ? x : seven)", choice.Formula);
        Assert.Equal(1, choice.Operands[1].LocalGradient);
    }

    [Fact]
    public void Formula_that_an_operation_states_is_shown_rather_than_that_of_its_code()
    {
        Variable<double> x = new Tape<double>().Variable(2.0).Named("x");
        Assert.Equal("y = 3x", x.Apply(new Tripled()).Draw().Result.Formula);
    }

    [Fact]
    public void Checkpoint_is_one_node_without_local_gradients()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(2.0);
        Variable<double> f = tape.Checkpoint(v => v * v, x);
        f.Backward();

        GraphNode node = f.Draw().Result;
        Assert.Equal("checkpoint", node.Operation);
        Assert.Null(Assert.Single(node.Operands).LocalGradient);
        Assert.Equal(4, x.Gradient.Item);
    }

    [Fact]
    public void Graph_stays_as_it_is_when_the_tape_is_reset()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([1, 2, 3]);
        Variable<double> f = (x * x).Sum();
        f.Backward();

        Graph graph = f.Draw();
        string before = graph.ToText();
        tape.Reset();
        tape.Variable([7.0, 8, 9]).Exp().Sum().Backward();

        Assert.Equal(before, graph.ToText());
        Assert.Equal([2, 4, 6], graph.Nodes[0].Gradient!.Values);
    }

    [Fact]
    public void Drawing_leaves_the_tape_as_it_was()
    {
        var tape = new Tape<double>();
        var w = new Parameter<double>(0.5);
        w.Named();
        Variable<double> f = (tape.Watch(w) * 3).Tanh() / tape.Variable(2.0).Exp();
        int count = tape.Count;

        string first = f.Draw().ToText();
        string second = f.Draw().ToText();
        f.Backward();

        Assert.Equal(count, tape.Count);
        Assert.Equal(first, second);
        Assert.Equal("w", w.Name);
        double tanh = Math.Tanh(1.5);
        Assert.Equal(3 * (1 - (tanh * tanh)) / Math.Exp(2), w.Gradient.Item, 1e-15);
    }

    [Fact]
    public void Local_gradients_times_upstream_give_the_gradients_in_a_graph_of_numbers()
    {
        var tape = new Tape<double> { KeepGradients = true };
        Variable<double> x = tape.Variable(0.7);
        Variable<double> y = tape.Variable(1.3);
        Variable<double> s = (x * y).Sin() + x.Pow(y);
        Variable<double> f = (s * s / (y - 3) - s.Log() - Variable<double>.Stack([x, s]).LogSumExp()).Clamp(-100, 100);
        f.Backward();
        Graph graph = f.Draw();

        // Through a vector there is no single local gradient, so the sum is compared where all readers are numbers.
        foreach (GraphNode node in graph.Nodes.Where(node => node.Id > 1 && node != graph.Result && node.Gradient is not null))
        {
            (GraphNode Reader, GraphOperand Edge)[] readers =
                [.. graph.Nodes.SelectMany(reader => reader.Operands.Where(edge => edge.Node == node.Id).Select(edge => (reader, edge)))];
            if (readers.All(reading => reading.Edge.LocalGradient is not null))
            {
                Assert.Equal(node.Gradient!.Scalar!.Value, readers.Sum(reading => reading.Reader.Gradient!.Scalar!.Value * reading.Edge.LocalGradient!.Value), 1e-12);
            }
        }

        Assert.True(graph.Nodes.Sum(node => node.Operands.Count(edge => edge.LocalGradient is not null)) >= 15);
        Assert.Contains(graph.Nodes, node => node.Operands.Any(edge => edge.LocalGradient is null));
    }

    [Fact]
    public void No_local_gradient_where_no_gradient_flows_and_behind_a_checkpoint()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(2.0);
        Variable<double> f = (x * 3) + x.StopGradient() + tape.Checkpoint(v => v.Exp(), x);
        Graph graph = f.Draw();
        f.Backward();

        GraphNode product = graph.Nodes.Single(node => node.Operation == "mul");
        Assert.Equal([3, null], product.Operands.Select(edge => edge.LocalGradient));
        Assert.Null(graph.Nodes.Single(node => node.Operation == "stop_gradient").Operands[0].LocalGradient);
        Assert.Null(graph.Nodes.Single(node => node.Operation == "checkpoint").Operands[0].LocalGradient);
        Assert.Equal(3 + Math.Exp(2), x.Gradient.Item, 1e-14);
    }

    [Fact]
    public void Small_tensors_keep_their_numbers_and_large_ones_range_mean_and_histogram()
    {
        var tape = new Tape<float>();
        float[] ramp = [.. Enumerable.Range(0, 120).Select(i => i / 119f)];
        Variable<float> f = tape.Variable(ramp, 10, 12).Sum();

        GraphTensor large = f.Draw().Nodes[0].Value;
        GraphTensor small = f.Draw(mostValues: 120).Nodes[0].Value;

        Assert.Empty(large.Values);
        Assert.False(large.IsWhole);
        Assert.Equal((0, 1, 0.5), (large.Least, large.Greatest, Math.Round(large.Mean, 6)));
        Assert.Equal(Enumerable.Repeat(10, 12), large.Histogram);
        Assert.Equal(ramp.Select(value => (double)value), small.Values);
        Assert.Equal("0 to 1", large.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => f.Draw(mostValues: -1));
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_counted_and_stay_out_of_the_histogram()
    {
        var tape = new Tape<double>();
        Variable<double> f = tape.Constant([1, double.NaN, 3, double.PositiveInfinity, double.NegativeInfinity, double.NaN]).Sum();
        GraphTensor value = f.Draw(mostValues: 2).Nodes[0].Value;

        Assert.Equal((2, 2, 1, 3, 2), (value.NaNs, value.Infinities, value.Least, value.Greatest, value.Mean));
        Assert.Equal(2, value.Histogram.Sum());
        Assert.Equal("1 to 3, 2 NaN, 2 infinite", value.ToString());
        Assert.True(f.Draw().Result.HasNonFinite);
    }

    [Fact]
    public void Widest_range_has_a_histogram_and_an_empty_tensor_has_none()
    {
        var tape = new Tape<double>();
        GraphTensor wide = (tape.Constant([double.MinValue, 0, double.MaxValue]) * 1).Draw().Nodes[0].Value;
        GraphTensor empty = tape.Constant(ReadOnlySpan<double>.Empty, 0, 3).Draw().Nodes[0].Value;

        Assert.Equal([1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], wide.Histogram);
        Assert.Empty(empty.Histogram);
        Assert.True(double.IsNaN(empty.Mean));
        Assert.Equal("[]", empty.ToString());
    }

    [Fact]
    public void Gradients_ofAnotherResult_areNotShown()
    {
        var tape = new Tape<double> { KeepGradients = true };
        Variable<double> a = tape.Variable(2.0);
        Variable<double> f = a * a;
        Variable<double> g = 3 * a;
        g.Backward();

        Assert.All(f.Draw().Nodes, node => Assert.Null(node.Gradient));
        Assert.Equal([3], g.Draw().Nodes.Single(node => node.Kind == GraphNodeKind.Variable).Gradient!.Values);
    }

    [Fact]
    public void Names_come_from_the_callers_expression()
    {
        var tape = new Tape<double>();
        Variable<double> weight = tape.Variable(1.0);
        weight.Named();
        Variable<double> twice = weight * 2;
        Variable<double> loss = twice.Named() - 1;

        Assert.Equal(["weight", null, "twice", null, "loss"], loss.Draw().Nodes.Select(node => node.Name));
        Assert.Contains("it is called on 'weight * 2', which is no name", Assert.Throws<ArgumentException>(() => (weight * 2).Named()).Message, StringComparison.Ordinal);
        Assert.Null((loss + 1).Draw().Result.Name);
        Assert.Equal("the loss", loss.Draw(title: "the loss").Title);
    }

    [Fact]
    public void Sources_are_the_lines_that_recorded()
    {
        var tape = new Tape<double> { KeepSources = true };
        Variable<double> x = tape.Variable(2.0);
        Variable<double> f = x.Exp();
        tape.KeepSources = false;
        Graph graph = (f + 1).Draw();

        Assert.Equal([true, true, false, false], graph.Nodes.Select(node => node.Source is not null));
        Assert.EndsWith("GraphTests.cs", graph.Nodes[0].Source!.File);
        Assert.Equal(graph.Nodes[0].Source!.Line + 1, graph.Nodes[1].Source!.Line);
        Assert.Contains(nameof(Sources_are_the_lines_that_recorded), graph.Nodes[1].Source!.Method);
    }

    [Fact]
    public void Drawing_after_a_parameter_was_changed_is_refused()
    {
        var tape = new Tape<double>();
        var w = new Parameter<double>(1.0);
        Variable<double> f = tape.Watch(w) * 2;
        w.Set(3);

        Assert.Throws<ParameterChangedException>(() => f.Draw());
    }

    internal static Graph WorkedExample1()
    {
        var tape = new Tape<double> { KeepGradients = true };
        Variable<double> x = tape.Variable(-2.0);
        Variable<double> y = tape.Variable(5.0);
        Variable<double> z = tape.Variable(-4.0);
        x.Named();
        y.Named();
        z.Named();
        Variable<double> f = (x + y).Named("q") * z;
        f.Backward();
        return f.Draw();
    }

    private readonly struct Tripled : IElementwise<Tripled>
    {
        public static OperationInfo<Tripled> Info { get; } = new("tripled", 1) { Formula = "y = 3x", Saves = Saves.Nothing };

        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => x + x + x;

        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Constant(3);
    }
}
