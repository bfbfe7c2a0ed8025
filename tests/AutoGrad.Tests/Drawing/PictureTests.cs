using AutoGrad.Drawing;

namespace AutoGrad.Tests.Drawing;

public class PictureTests
{
    [Theory]
    [InlineData(0, "x|net", "")]
    [InlineData(1, "x|exp|head|cos", "net")]
    [InlineData(2, "x|exp|sin|sqrt|cos", "net|head: two of them")]
    public void Boxes_open_level_by_level(int depth, string nodes, string boxes)
    {
        Picture picture = PictureBuilder.Build(TwoLevels(), new PictureOptions { Depth = depth });

        Assert.Equal(nodes.Split('|').Append("f"), picture.Nodes.Select(node => node.Title));
        Assert.Equal(boxes, string.Join('|', picture.Boxes.Select(box => box.Text)));
        Assert.All(picture.Edges, edge => Assert.True(edge.From < edge.To));
    }

    [Theory]
    [InlineData(2, "x|step|step|f")]
    [InlineData(3, "x|step × 3|f")]
    [InlineData(50, "x|step × 50|f")]
    public void Three_or_more_equal_boxes_are_one(int steps, string nodes)
    {
        Graph graph = Steps(steps, (h, _) => (h * 2).Tanh());

        Assert.Equal(nodes, string.Join('|', Build(graph).Nodes.Select(node => node.Title)));
        Assert.Equal(steps + 2, Build(graph, opensRepeats: true).Nodes.Count);
    }

    [Fact]
    public void Equal_boxes_with_something_between_them_are_one_as_well()
    {
        var tape = new Tape<double>();
        Variable<double> h = tape.Variable(1.0).Named("x");
        for (int i = 0; i < 5; i++)
        {
            using (tape.Scope($"layer{i}"))
            {
                h = (h * 2) + 1;
            }

            h = h.Tanh();
        }

        Picture picture = Build(h.Exp().Draw());

        Assert.Equal(["x", "layer0 … layer4 × 5", "exp"], picture.Nodes.Select(node => node.Title));
        Assert.Equal("15 operations", picture.Nodes[1].Subtitle);
    }

    [Fact]
    public void Boxes_that_differ_in_an_operation_or_a_shape_stay_apart()
    {
        Graph graph = Steps(6, (h, step) => step == 3 ? (h * 2).Sin() : (h * 2).Tanh());

        Assert.Equal(["x", "step × 3", "step", "step", "step", "f"], Build(graph).Nodes.Select(node => node.Title));
    }

    [Fact]
    public void Constants_of_operations_may_count_the_steps()
    {
        var tape = new Tape<double>();
        Variable<double> all = tape.Variable([1.0, 2, 3, 4]).Named("x");
        Variable<double> h = all.Select(0, 0);
        for (int i = 1; i < 4; i++)
        {
            using (tape.Scope("step"))
            {
                h = (h + all.Select(0, i)).Tanh();
            }
        }

        Assert.Contains(Build(h.Draw()).Nodes, node => node.Title == "step × 3");
    }

    [Fact]
    public void Box_of_a_single_operation_is_left_out()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(1.0).Named("x");
        using (tape.Scope("outer"))
        using (tape.Scope("activation"))
        {
            x = x.Tanh();
        }

        Picture picture = PictureBuilder.Build(x.Exp().Draw(), new PictureOptions { Depth = 9 });

        Assert.Equal(["x", "tanh", "exp"], picture.Nodes.Select(node => node.Title));
        Assert.Empty(picture.Boxes);
    }

    [Fact]
    public void Closed_box_shows_its_only_output_and_whether_something_inside_is_not_finite()
    {
        var tape = new Tape<double> { KeepGradients = true };
        Variable<double> x = tape.Variable(0.0);
        using (tape.Scope("box"))
        {
            x = (1 / x.Log()).Exp();
        }

        Variable<double> f = x * 3;
        f.Backward();
        PictureNode box = PictureBuilder.Build(f.Draw(), new PictureOptions { Depth = 0 }).Nodes.Single(node => node.Node is null);

        Assert.Equal(("box", "3 operations", "1", "3"), (box.Title, box.Subtitle, box.Value, box.Gradient));
        Assert.True(box.HasNonFinite);
    }

    [Fact]
    public void Edges_between_the_same_nodes_are_one_with_both_local_gradients()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(3.0);

        Assert.Equal(new PictureEdge(0, 1, "3, 3"), Assert.Single(Build((x * x).Draw()).Edges));
    }

    internal static Graph TwoLevels()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(0.5).Named("x");
        using (tape.Scope("net"))
        {
            x = x.Exp();
            using (tape.Scope("net.head", "two of them"))
            {
                x = x.Sin().Sqrt();
            }

            x = x.Cos();
        }

        Variable<double> f = x.Log();
        return f.Draw();
    }

    private static Graph Steps(int count, Func<Variable<double>, int, Variable<double>> step)
    {
        var tape = new Tape<double>();
        Variable<double> h = tape.Variable(1.0).Named("x");
        for (int i = 0; i < count; i++)
        {
            using (tape.Scope("step"))
            {
                h = step(h, i);
            }
        }

        Variable<double> f = h.Exp();
        return f.Draw();
    }

    private static Picture Build(Graph graph, bool opensRepeats = false) =>
        PictureBuilder.Build(graph, new PictureOptions { Depth = 0, OpensRepeats = opensRepeats });
}
