using System.Diagnostics;
using AutoGrad.Drawing.Layout;

namespace AutoGrad.Drawing.Tests.Layout;

public class PictureLayoutTests
{
    public static TheoryData<string, int, GraphDirection> Pictures
    {
        get
        {
            var pictures = new TheoryData<string, int, GraphDirection>();
            foreach (string name in DrawnGraphs.All.Keys)
            {
                foreach (GraphDirection direction in Enum.GetValues<GraphDirection>())
                {
                    pictures.Add(name, 0, direction);
                    pictures.Add(name, 1, direction);
                    pictures.Add(name, 9, direction);
                }
            }

            return pictures;
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Nodes_and_boxes_lie_apart_or_in_each_other(string name, int depth, GraphDirection direction)
    {
        (Picture picture, PictureLayout layout) = LayOut(DrawnGraphs.All[name](), depth, direction);

        AssertApart(picture, layout);
        foreach (PictureBox box in picture.Boxes)
        {
            Assert.All(picture.Nodes, node => Assert.True(IsInside(picture, node.Box, box.Id)
                ? layout.Boxes[box.Id].Contains(layout.Nodes[node.Id])
                : !layout.Boxes[box.Id].Overlaps(layout.Nodes[node.Id])));
            Assert.All(picture.Boxes.Where(other => other.Id > box.Id), other => Assert.True(IsInside(picture, other.Id, box.Id)
                ? layout.Boxes[box.Id].Contains(layout.Boxes[other.Id])
                : !layout.Boxes[box.Id].Overlaps(layout.Boxes[other.Id])));
        }

        var page = new Rectangle(0, 0, layout.Width, layout.Height);
        Assert.All(layout.Nodes.Concat(layout.Boxes), area => Assert.True(page.Contains(area)));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Lines_touch_no_node_but_their_own_ends(string name, int depth, GraphDirection direction)
    {
        (Picture picture, PictureLayout layout) = LayOut(DrawnGraphs.All[name](), depth, direction);

        Assert.Equal(picture.Edges.Count, layout.Routes.Count(route => route.To >= 0));
        foreach (Route route in layout.Routes)
        {
            foreach ((double x, double y) in Along(route.Points, direction))
            {
                var spot = new Rectangle(x - 0.4, y - 0.4, 0.8, 0.8);
                for (int node = 0; node < layout.Nodes.Length; node++)
                {
                    Assert.True(node == route.From || node == route.To || !layout.Nodes[node].Overlaps(spot), $"the line from {route.From} to {route.To} runs over {node}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Every_line_arrives_at_the_side_of_its_node_and_runs_forward(string name, int depth, GraphDirection direction)
    {
        (Picture picture, PictureLayout layout) = LayOut(DrawnGraphs.All[name](), depth, direction);
        bool isDown = direction == GraphDirection.TopToBottom;

        foreach (Route route in layout.Routes)
        {
            Assert.All(route.Points.Zip(route.Points.Skip(1)), step => Assert.True(isDown ? step.Second.Y >= step.First.Y : step.Second.X >= step.First.X));
            if (route.To >= 0)
            {
                (Rectangle area, Waypoint end) = (layout.Nodes[route.To], route.Points[^1]);
                Assert.Equal(isDown ? area.Y : area.X, isDown ? end.Y : end.X, 1e-9);
                Assert.InRange(isDown ? end.X : end.Y, isDown ? area.X : area.Y, isDown ? area.X + area.Width : area.Y + area.Height);
            }
        }
    }

    [Fact]
    public void Tree_is_laid_out_without_crossings_and_in_the_order_of_its_operands()
    {
        (_, PictureLayout layout) = LayOut(DrawnGraphs.WorkedExample1(), 1, GraphDirection.LeftToRight);

        // x and y stand before q, and q and z before f; the first operand is above the second.
        Assert.True(layout.Nodes[0].Y < layout.Nodes[1].Y);
        Assert.True(layout.Nodes[3].Y < layout.Nodes[2].Y);
        Assert.True(layout.Nodes[0].X < layout.Nodes[3].X && layout.Nodes[3].X < layout.Nodes[4].X);
        Assert.True(layout.Nodes[2].X + layout.Nodes[2].Width < layout.Nodes[4].X && layout.Nodes[2].X > layout.Nodes[0].X);
    }

    [Fact]
    public void Crossings_are_counted_and_taken_away()
    {
        var left = new Cell[] { new(10, 10), new(10, 10), new(10, 10) };
        var right = new Cell[] { new(10, 10), new(10, 10), new(10, 10) };
        Track[] tracks = [.. Enumerable.Range(0, 3).Select(i => new Track(left[i], 5, right[2 - i], 5, 0))];
        Layers layers = Layers.Of([.. left, .. right], tracks);
        foreach (Cell cell in right)
        {
            cell.Order = Array.IndexOf(right, cell);
        }

        foreach (Cell cell in left)
        {
            cell.Order = Array.IndexOf(left, cell);
        }

        layers.All[0].Sort((a, b) => a.Order - b.Order);
        layers.All[1].Sort((a, b) => a.Order - b.Order);
        Assert.Equal(3, Crossings.Count(layers.All));

        Crossings.Reduce(layers.All);

        Assert.Equal(0, Crossings.Count(layers.All));
    }

    [Theory]
    [InlineData("net")]
    [InlineData("wide")]
    [InlineData("deep")]
    public void Two_thousand_nodes_are_laid_out_in_seconds(string kind)
    {
        Graph graph = kind switch
        {
            "net" => DrawnGraphs.Random(2000),
            "wide" => DrawnGraphs.Wide(2000),
            _ => DrawnGraphs.Recurrent(400),
        };
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;

        (Picture picture, PictureLayout layout) = LayOut(graph, 9, GraphDirection.LeftToRight, opensRepeats: true);

        TimeSpan taken = Process.GetCurrentProcess().TotalProcessorTime - before;
        Assert.InRange(picture.Nodes.Count, 2000, 2500);
        Assert.True(taken < TimeSpan.FromSeconds(30), $"{taken}");
        AssertApart(picture, layout);
    }

    private static (Picture Picture, PictureLayout Layout) LayOut(Graph graph, int depth, GraphDirection direction, bool opensRepeats = false)
    {
        Picture picture = PictureBuilder.Build(graph, new PictureOptions { Depth = depth, Direction = direction, OpensRepeats = opensRepeats });
        return (picture, SvgPicture.LayOut(picture, [.. picture.Nodes.Select(node => new SvgNode(node))], direction));
    }

    private static void AssertApart(Picture picture, PictureLayout layout)
    {
        foreach (PictureNode node in picture.Nodes)
        {
            for (int other = 0; other < node.Id; other++)
            {
                Assert.False(layout.Nodes[node.Id].Overlaps(layout.Nodes[other]), $"{node.Title} and {picture.Nodes[other].Title} overlap");
            }
        }
    }

    private static bool IsInside(Picture picture, int box, int outer)
    {
        while (box >= 0 && box != outer)
        {
            box = picture.Boxes[box].Parent;
        }

        return box == outer;
    }

    /// <summary>Points along a line as it is drawn.</summary>
    private static IEnumerable<(double X, double Y)> Along(IReadOnlyList<Waypoint> points, GraphDirection direction)
    {
        for (int i = 1; i < points.Count; i++)
        {
            (Waypoint a, Waypoint b) = (points[i - 1], points[i]);
            for (int k = 0; k <= 20; k++)
            {
                double t = k / 20.0;

                // Of a curve whose control points lie half-way along the main axis.
                double slow = b.IsCurve ? t * t * (3 - (2 * t)) : t;
                double even = b.IsCurve ? (1.5 * t * (1 - t)) + (t * t * t) : t;
                (double main, double cross) = (even, slow);
                yield return direction == GraphDirection.TopToBottom
                    ? (a.X + ((b.X - a.X) * cross), a.Y + ((b.Y - a.Y) * main))
                    : (a.X + ((b.X - a.X) * main), a.Y + ((b.Y - a.Y) * cross));
            }
        }
    }
}
