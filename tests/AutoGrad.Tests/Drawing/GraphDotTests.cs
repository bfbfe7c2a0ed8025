using AutoGrad.Drawing;

namespace AutoGrad.Tests.Drawing;

public class GraphDotTests
{
    [Fact]
    public void Worked_example_1_is_a_digraph_with_values_gradients_and_local_gradients()
    {
        string dot = GraphTests.WorkedExample1().ToDot();

        Assert.StartsWith("digraph \"f\" {\n  rankdir=LR;\n", dot);
        Assert.EndsWith("}\n", dot);
        Assert.Contains("  n3 -> n4 [label=\"-4\"];\n", dot);
        Assert.Contains("  n2 -> n4 [label=\"3\"];\n", dot);
        Assert.Equal(4, dot.Split(" -> ").Length - 1);
        Assert.Contains("<b>f</b><br/>q * z</td></tr><tr><td><font color=\"#0b5394\">-12</font></td></tr><tr><td><font color=\"#b45309\">1</font></td></tr>", dot);
        Assert.Contains("rankdir=TB", GraphTests.WorkedExample1().ToDot(new PictureOptions { Direction = GraphDirection.TopToBottom }));
    }

    [Fact]
    public void Boxes_are_clusters_that_close_by_depth()
    {
        Graph graph = PictureTests.TwoLevels();

        string open = graph.ToDot(new PictureOptions { Depth = 2 });
        string closed = graph.ToDot(new PictureOptions { Depth = 0 });

        Assert.Contains("subgraph cluster_0 {\n    label=\"net\"", open);
        Assert.Contains("    subgraph cluster_1 {\n      label=\"head: two of them\"", open);
        Assert.DoesNotContain("subgraph", closed);
        Assert.Equal(open.Count(letter => letter == '{'), open.Count(letter => letter == '}'));
    }

    [Fact]
    public void Names_are_escaped()
    {
        string dot = new Tape<double>().Variable(1.0).Named("a\"b<c>&\\\nd").Draw(title: "say \"f\"\\").ToDot();

        Assert.StartsWith("digraph \"say \\\"f\\\"\\\\\" {", dot);
        Assert.Contains("<b>a&quot;b&lt;c&gt;&amp;\\ d</b>", dot);
        Assert.Contains("tooltip=\"a\\\"b<c>&\\\\\\nd (variable)\\nvalue 1\"", dot);
    }

    [Fact]
    public void Node_that_is_not_finite_is_red()
    {
        string dot = (new Tape<double>().Variable(0.0) / 0).Draw().ToDot();

        Assert.Contains("color=\"red\"", dot);
        Assert.DoesNotContain("color=\"red\"", GraphTests.WorkedExample1().ToDot());
    }
}
