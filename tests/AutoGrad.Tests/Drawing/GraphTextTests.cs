using AutoGrad.Errors;

namespace AutoGrad.Tests.Drawing;

public class GraphTextTests
{
    [Fact]
    public void Graph_of_the_first_gradient_shows_every_value_and_gradient()
    {
        var tape = new Tape<double> { KeepGradients = true };
        Variable<double> x = tape.Variable(-2.0).Named("x");
        Variable<double> y = tape.Variable(5.0).Named("y");
        Variable<double> z = tape.Variable(-4.0).Named("z");
        Variable<double> f = ((x + y).Named("q") * z).Named("f");
        f.Backward();

        Assert.Equal(
            """
            node  operation  operands  shape  value  gradient
            x     variable             ()     -2     -4
            y     variable             ()     5      -4
            z     variable             ()     -4     3
            q     add        x, y      ()     3      -4
            f     mul        q, z      ()     -12    1

            """.ReplaceLineEndings("\n"),
            f.ToGraphText());
    }

    [Fact]
    public void Shared_node_is_shown_once()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(3.0).Named("x");
        Variable<double> s = (x * x).Named("s");
        string[] lines = Lines(((s + s) * s).Named("f"));

        Assert.Equal(["x", "s", "#2", "f"], lines.Skip(1).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void Nodes_that_the_root_does_not_need_are_left_out()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(3.0).Named("x");
        _ = x.Exp().Named("unused");
        Variable<double> f = (x + 1).Named("f");
        _ = f.Log().Named("later");

        string text = f.ToGraphText();

        Assert.DoesNotContain("unused", text);
        Assert.DoesNotContain("later", text);
        Assert.Equal(4, Lines(f).Length);
    }

    [Fact]
    public void Leaves_are_told_apart_and_constants_have_no_gradient()
    {
        var tape = new Tape<float>();
        var w = new Parameter<float>([1, 2], 2) { Name = "w" };
        Variable<float> f = (tape.Watch(w) * tape.Constant([3f, 4f]).Named("c")).Sum();
        f.Backward();
        string[] lines = Lines(f);

        Assert.Contains(lines, line => line.StartsWith("w ", StringComparison.Ordinal) && line.Contains("parameter") && line.EndsWith("[1, 2]  [3, 4]", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("c ", StringComparison.Ordinal) && line.Contains("constant") && line.EndsWith("[3, 4]", StringComparison.Ordinal));
        Assert.EndsWith("11", lines[^1]); // of the sum, an intermediate result, no gradient is kept
    }

    [Fact]
    public void Drawing_before_backward_shows_no_gradient_and_makes_none()
    {
        var tape = new Tape<double>();
        var w = new Parameter<double>(2.0) { Name = "w" };
        Variable<double> f = tape.Watch(w) * tape.Variable(3.0).Named("x");

        string[] lines = Lines(f);
        f.Backward();

        Assert.EndsWith("2", lines[1]);
        Assert.EndsWith("3", lines[2]);
        Assert.EndsWith("6", lines[3]);
        Assert.Equal(3.0, w.Gradient.Item);
    }

    [Fact]
    public void Name_used_twice_is_told_apart_by_number()
    {
        var tape = new Tape<double>();
        Variable<double> f = tape.Variable(1.0).Named("h") + tape.Variable(2.0).Named("h");

        Assert.Contains("h#0, h#1", f.ToGraphText());
    }

    [Fact]
    public void Long_values_are_cut_large_tensors_told_by_their_range_and_constants_of_an_operation_shown()
    {
        var tape = new Tape<double>();
        Variable<double> rows = tape.Filled(1.0 / 3, 6, 6).Clamp(-1, 1.5);
        string[] lines = Lines(rows.Sum() + tape.Constant([.. Enumerable.Range(0, 400).Select(i => i / 399.0)], 20, 20).Sum());

        Assert.Contains(lines, line => line.Contains("clamp(-1, 1.5)") && line.EndsWith(" ...", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("(20, 20)  0 to 1", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 160));
    }

    [Fact]
    public void Long_chain_does_not_overflow_the_stack()
    {
        var tape = new Tape<double>();
        Variable<double> f = tape.Variable(0.0);
        for (int i = 0; i < 100_000; i++)
        {
            f += 1;
        }

        Assert.Equal(200_002, Lines(f).Length);
    }

    [Fact]
    public void Variable_after_reset_is_refused()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(1.0);
        tape.Reset();

        Assert.Throws<StaleVariableException>(() => x.ToGraphText());
    }

    private static string[] Lines(Variable<double> root) => root.ToGraphText().TrimEnd().Split('\n');

    private static string[] Lines(Variable<float> root) => root.ToGraphText().TrimEnd().Split('\n');
}
