using System.Globalization;
using System.Xml.Linq;
using AutoGrad.Drawing.Layout;
using AutoGrad.Nn;
using AutoGrad.Nn.Layers;

namespace AutoGrad.Drawing.Tests;

public class GraphSvgTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Names => [.. DrawnGraphs.All.Keys];

    [Fact]
    public void Worked_example_1_shows_values_above_gradients_and_local_gradients_at_the_edges()
    {
        XElement svg = XElement.Parse(DrawnGraphs.WorkedExample1().ToSvg());

        Assert.Equal(["x: -2 / -4", "y: 5 / -4", "z: -4 / 3", "q: 3 / -4", "f: -12 / 1"], Nodes(svg).Select(node => $"{Text(node, "name")}: {Text(node, "value")} / {Text(node, "gradient")}"));
        Assert.Equal(["x + y", "q * z"], Nodes(svg).TakeLast(2).Select(node => Text(node, "what")));
        Assert.Equal(["-4", "1", "1", "3"], Texts(svg, "local").Order(StringComparer.Ordinal));
        Assert.All(Nodes(svg), node => Assert.True(Place(node, "value").Y < Between(node) && Between(node) < Place(node, "gradient").Y));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_stay_inside_of_their_nodes_and_labels_clear_of_everything(string name)
    {
        foreach (GraphDirection direction in Enum.GetValues<GraphDirection>())
        {
            XElement svg = XElement.Parse(DrawnGraphs.All[name]().ToSvg(new PictureOptions { Depth = 9, Direction = direction }));
            Rectangle[] areas = [.. Nodes(svg).Select(node => Area(node.Elements(Svg + "rect").Last()))];
            foreach ((XElement node, Rectangle area) in Nodes(svg).Zip(areas))
            {
                Assert.All(node.Elements(Svg + "text"), text => Assert.True(area.Contains(Extent(text)), $"{text.Value} in {area}"));
            }

            Rectangle[] labels = [.. svg.Descendants(Svg + "text").Where(text => Class(text) == "local").Select(Extent)];
            for (int i = 0; i < labels.Length; i++)
            {
                Assert.All(areas, area => Assert.False(area.Overlaps(labels[i])));
                Assert.All(labels.Take(i), other => Assert.False(other.Overlaps(labels[i])));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Picture_speaks_to_screen_readers_follows_light_and_dark_and_refers_to_nothing_outside(string name)
    {
        string text = DrawnGraphs.All[name]().ToSvg();
        XElement svg = XElement.Parse(text);

        Assert.Equal("graphics-document", svg.Attribute("role")?.Value);
        Assert.StartsWith("Graph", svg.Element(Svg + "title")?.Value);
        Assert.Contains("computation graph of", svg.Element(Svg + "desc")?.Value);
        Assert.All(Nodes(svg), node => Assert.False(string.IsNullOrWhiteSpace(node.Attribute("aria-label")?.Value)));
        Assert.All(Nodes(svg), node => Assert.Equal("graphics-symbol", node.Attribute("role")?.Value));
        Assert.Contains("prefers-color-scheme: dark", text);
        Assert.DoesNotContain("href", text);
        Assert.DoesNotContain("<script", text);
        Assert.DoesNotContain("NaN", svg.Attribute("viewBox")?.Value);
        Assert.Equal(text, DrawnGraphs.All[name]().ToSvg());
    }

    [Fact]
    public void Modules_are_closed_boxes_that_open_by_depth()
    {
        Graph graph = DrawnGraphs.Perceptron();
        XElement closed = XElement.Parse(graph.ToSvg(new PictureOptions { Depth = 0 }));
        XElement half = XElement.Parse(graph.ToSvg());
        XElement open = XElement.Parse(graph.ToSvg(new PictureOptions { Depth = 2 }));

        Assert.Equal(["x", "MultilayerPerceptron", "softmax_cross_entropy(10 labels)", "loss"], Nodes(closed).Select(node => Text(node, "name")));
        Assert.Empty(Texts(closed, "heading"));
        Assert.Equal(["x", "hidden.0", "tanh", "hidden.1", "tanh", "output", "softmax_cross_entropy(10 labels)", "loss"], Nodes(half).Select(node => Text(node, "name")));
        Assert.Equal(["MultilayerPerceptron: perceptron(4-16-8-3, tanh)"], Texts(half, "heading"));
        Assert.Equal("linear(4 -> 16)", Text(Nodes(half)[1], "what"));
        Assert.Contains("hidden.0: linear(4 -> 16)", Texts(open, "heading"));
        Assert.Equal(graph.Nodes.Count, Nodes(open).Count);
    }

    [Fact]
    public void Layer_that_opens_no_box_gets_one_from_what_holds_it()
    {
        var model = new Sequential<double>(new Doubling(), new Linear<double>(2, 1, new RandomSource(1)));
        XElement svg = XElement.Parse(model.Forward(new Tape<double>().Filled(1, 1, 2)).Draw().ToSvg());

        Assert.Contains("0", Texts(svg, "name"));
        Assert.Contains("1", Texts(svg, "name"));
    }

    [Fact]
    public void Equal_layers_are_one_box_with_a_count_and_steps_of_a_recurrent_network_too()
    {
        XElement layers = XElement.Parse(DrawnGraphs.EqualLayers(20).ToSvg());
        XElement steps = XElement.Parse(DrawnGraphs.Recurrent(6).ToSvg());
        XElement opened = XElement.Parse(DrawnGraphs.Recurrent(6).ToSvg(new PictureOptions { OpensRepeats = true }));

        Assert.Contains("0 … 38 × 20", Texts(layers, "name"));
        Assert.Single(Texts(steps, "name"), name => name == "step × 6");
        Assert.Equal(6, Texts(opened, "name").Count(name => name == "step"));
    }

    [Fact]
    public void Node_that_is_not_finite_stands_out_and_so_does_a_box_around_it()
    {
        XElement svg = XElement.Parse(DrawnGraphs.NotFinite().ToSvg());
        Assert.Equal(["y", "f"], Nodes(svg).Where(node => Class(node).Contains("nonfinite")).Select(node => Text(node, "name")));

        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(-1.0);
        using (tape.Scope("inside"))
        {
            x = (x.Log() * 0).Exp();
        }

        XElement box = XElement.Parse(x.Draw().ToSvg(new PictureOptions { Depth = 0 }));
        Assert.Contains("nonfinite", Class(Nodes(box).Single(node => Text(node, "name") == "inside")));
    }

    [Fact]
    public void Large_tensors_show_shape_range_and_a_histogram()
    {
        XElement svg = XElement.Parse(DrawnGraphs.Perceptron().ToSvg());
        XElement x = Nodes(svg)[0];

        Assert.Equal("10 × 4", Text(x, "shape"));
        Assert.Equal("-1 to 0.9999", Text(x, "value"));
        Assert.Equal(GraphTensor.HistogramLength, x.Elements(Svg + "g").Single().Elements(Svg + "rect").Count());
    }

    [Theory]
    [InlineData("a<b & \"c\" 'd'")]
    [InlineData("]]>")]
    [InlineData("línea ≠ 😀")]
    public void Names_of_any_letters_come_through(string name)
    {
        XElement svg = XElement.Parse(new Tape<double>().Variable(1.0).Named(name).Draw().ToSvg());

        Assert.Equal(name, Text(Nodes(svg)[0], "name"));
    }

    [Fact]
    public void Letters_that_a_document_cannot_hold_are_replaced()
    {
        XElement svg = XElement.Parse(new Tape<double>().Variable(1.0).Named("a\u0001b\ud800c\nd").Draw().ToSvg());

        Assert.Equal("a\ufffdb\ufffdc d", Text(Nodes(svg)[0], "name"));
    }

    [Fact]
    public void File_holds_the_picture()
    {
        string path = Path.GetTempFileName();
        Graph graph = DrawnGraphs.WorkedExample1();
        graph.SaveSvg(path);

        Assert.Equal(graph.ToSvg(), File.ReadAllText(path));
        File.Delete(path);
    }

    private static List<XElement> Nodes(XElement svg) => [.. svg.Descendants(Svg + "g").Where(group => Class(group).StartsWith("node ", StringComparison.Ordinal))];

    private static string Class(XElement element) => element.Attribute("class")?.Value ?? "";

    private static string Text(XElement node, string style) => node.Elements(Svg + "text").SingleOrDefault(text => Class(text) == style)?.Value ?? "";

    private static IEnumerable<string> Texts(XElement svg, string style) => svg.Descendants(Svg + "text").Where(text => Class(text) == style).Select(text => text.Value);

    private static double Between(XElement node) => Number(node.Element(Svg + "line")!, "y1");

    private static (double X, double Y) Place(XElement node, string style)
    {
        XElement text = node.Elements(Svg + "text").Single(text => Class(text) == style);
        return (Number(text, "x"), Number(text, "y"));
    }

    private static Rectangle Area(XElement rect) => new(Number(rect, "x"), Number(rect, "y"), Number(rect, "width"), Number(rect, "height"));

    /// <summary>Where a text is drawn in a font whose letters are 0.6 of its height wide.</summary>
    private static Rectangle Extent(XElement text)
    {
        double size = Class(text) switch { "name" => 13, "value" or "gradient" => 12, _ => 10.5 };
        double width = text.Value.Length * size * 0.6;
        double left = text.Attribute("text-anchor")?.Value switch { "middle" => width / 2, "end" => width, _ => 0 };
        return new(Number(text, "x") - left, Number(text, "y") - (0.75 * size), width, size * 0.95);
    }

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private sealed class Doubling : Layer<double>
    {
        public override Variable<double> Forward(Variable<double> x) => (x + x).Square();
    }
}
