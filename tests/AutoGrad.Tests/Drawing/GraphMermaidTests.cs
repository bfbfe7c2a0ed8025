using AutoGrad.Drawing;

namespace AutoGrad.Tests.Drawing;

public class GraphMermaidTests
{
    [Fact]
    public void Worked_example_1_is_a_flow_chart()
    {
        Assert.Equal(
            """
            flowchart LR
              n0(["x: variable<br/>value -2<br/>gradient -4"])
              n1(["y: variable<br/>value 5<br/>gradient -4"])
              n2(["z: variable<br/>value -4<br/>gradient 3"])
              n3["q = x + y<br/>value 3<br/>gradient -4"]
              n4["f = q #42; z<br/>value -12<br/>gradient 1"]
              n0 -->|"1"| n3
              n1 -->|"1"| n3
              n3 -->|"-4"| n4
              n2 -->|"3"| n4

            """.ReplaceLineEndings("\n"),
            GraphTests.WorkedExample1().ToMermaid());
    }

    [Fact]
    public void Boxes_are_subgraphs_or_nodes_of_their_own()
    {
        Graph graph = PictureTests.TwoLevels();

        string open = graph.ToMermaid(new PictureOptions { Depth = 2 });
        string closed = graph.ToMermaid(new PictureOptions { Depth = 0, Direction = GraphDirection.TopToBottom });

        Assert.Contains("  subgraph b0[\"net\"]\n", open);
        Assert.Contains("    subgraph b1[\"head: two of them\"]\n", open);
        Assert.Equal(2, open.Split("end\n").Length - 1);
        Assert.StartsWith("flowchart TB\n", closed);
        Assert.Contains("[[\"net: 4 operations", closed);
    }

    [Fact]
    public void Names_are_escaped()
    {
        string mermaid = new Tape<double>().Variable(1.0).Named("a\"#<b>`*\nend").Draw().ToMermaid();

        Assert.Contains("n0([\"a#34;#35;#60;b#62;#96;#42; end: variable<br/>value 1\"])", mermaid);
    }

    [Fact]
    public void Node_that_is_not_finite_stands_out()
    {
        string mermaid = (new Tape<double>().Variable(0.0) / 0).Draw().ToMermaid();

        Assert.Contains("style n2 stroke:#d00000", mermaid);
    }
}
