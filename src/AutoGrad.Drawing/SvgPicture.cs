using System.Globalization;
using System.Text;
using System.Xml.Linq;
using AutoGrad.Drawing.Layout;

namespace AutoGrad.Drawing;

/// <summary>A picture of a graph as an SVG document: boxes, then lines, then nodes, so that nothing lies under what it passes.</summary>
internal static class SvgPicture
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static XElement Of(Graph graph, PictureOptions options)
    {
        Picture picture = PictureBuilder.Build(graph, options);
        SvgNode[] nodes = [.. picture.Nodes.Select(node => new SvgNode(node))];
        PictureLayout layout = LayOut(picture, nodes, options.Direction);
        string width = SvgText.Number(layout.Width);
        string height = SvgText.Number(layout.Height);
        return new XElement(
            Svg + "svg",
            new XAttribute("class", "autograd-graph"),
            new XAttribute("viewBox", $"0 0 {width} {height}"),
            new XAttribute("width", width),
            new XAttribute("height", height),
            new XAttribute("role", "graphics-document"),
            new XElement(Svg + "title", SvgText.Clean(picture.Title.Length > 0 ? $"Graph of {picture.Title}" : "Graph")),
            new XElement(Svg + "desc", SvgText.Clean(Describe(graph))),
            new XElement(Svg + "style", SvgStyle.Text),
            new XElement(Svg + "rect", new XAttribute("class", "ground"), new XAttribute("width", width), new XAttribute("height", height)),
            new XElement(Svg + "g", new XAttribute("class", "boxes"), picture.Boxes.Select(box => Box(box, layout.Boxes[box.Id]))),
            new XElement(Svg + "g", new XAttribute("class", "edges"), layout.Routes.SelectMany(route => Edge(route, options.Direction))),
            new XElement(Svg + "g", new XAttribute("class", "nodes"), nodes.Select((node, id) => node.Element(Svg, layout.Nodes[id]))));
    }

    /// <summary>Where everything goes, by the room that nodes and labels take.</summary>
    public static PictureLayout LayOut(Picture picture, IReadOnlyList<SvgNode> nodes, GraphDirection direction)
    {
        ILookup<int, string> labels = picture.Edges.ToLookup(edge => edge.To, edge => edge.Label);
        NodeSize[] sizes =
        [
            .. nodes.Select((node, id) => new NodeSize(node.Width, node.Height, SvgText.Width(labels[id].MaxBy(label => label.Length) ?? "", SvgText.Label), SvgText.Label)),
        ];
        return PictureLayout.Of(picture, sizes, direction);
    }

    private static string Describe(Graph graph)
    {
        GraphNode result = graph.Result;
        string gradients = string.Concat(graph.Nodes
            .Where(node => node.Kind is GraphNodeKind.Variable or GraphNodeKind.Parameter && node.Gradient is not null)
            .Take(6)
            .Select(node => $"; gradient by {node.Label}: {node.Gradient}"));
        string count = graph.Nodes.Count == 1 ? "1 node" : $"{graph.Nodes.Count.ToString(CultureInfo.InvariantCulture)} nodes";
        return $"A computation graph of {count}. Result {result.Label} = {result.Value}{gradients}.";
    }

    private static XElement Box(PictureBox box, Rectangle area) => new(
        Svg + "g",
        new XAttribute("class", "box"),
        SvgText.Area(Svg, area, 10),
        SvgText.Line(Svg, "heading", box.Text, area.X + PictureLayout.Rim, area.Y + 16, "start"));

    private static IEnumerable<XElement> Edge(Route route, GraphDirection direction)
    {
        IReadOnlyList<Waypoint> points = route.Points;
        bool isDown = direction == GraphDirection.TopToBottom;
        var path = new StringBuilder($"M{SvgText.Number(points[0].X)} {SvgText.Number(points[0].Y)}");
        for (int i = 1; i < points.Count; i++)
        {
            (Waypoint from, Waypoint to) = (points[i - 1], points[i]);
            bool isStraight = isDown ? from.X == to.X : from.Y == to.Y;
            if (!to.IsCurve || isStraight)
            {
                path.Append(from == to ? "" : $" L{SvgText.Number(to.X)} {SvgText.Number(to.Y)}");
                continue;
            }

            (double x, double y) = ((from.X + to.X) / 2, (from.Y + to.Y) / 2);
            path.Append(isDown
                ? $" C{SvgText.Number(from.X)} {SvgText.Number(y)} {SvgText.Number(to.X)} {SvgText.Number(y)} {SvgText.Number(to.X)} {SvgText.Number(to.Y)}"
                : $" C{SvgText.Number(x)} {SvgText.Number(from.Y)} {SvgText.Number(x)} {SvgText.Number(to.Y)} {SvgText.Number(to.X)} {SvgText.Number(to.Y)}");
        }

        yield return new XElement(Svg + "path", new XAttribute("class", "edge"), new XAttribute("d", path.ToString()));
        if (route.To < 0)
        {
            yield break;
        }

        Waypoint end = points[^1];
        (double backX, double backY, double sideX, double sideY) = isDown ? (0.0, -7.0, 3.5, 0.0) : (-7.0, 0.0, 0.0, 3.5);
        yield return new XElement(
            Svg + "path",
            new XAttribute("class", "arrow"),
            new XAttribute("d", $"M{SvgText.Number(end.X)} {SvgText.Number(end.Y)} L{SvgText.Number(end.X + backX + sideX)} {SvgText.Number(end.Y + backY + sideY)} L{SvgText.Number(end.X + backX - sideX)} {SvgText.Number(end.Y + backY - sideY)} Z"));
        if (route.Label.Length > 0)
        {
            yield return isDown
                ? SvgText.Line(Svg, "local", route.Label, end.X + 4, end.Y - 9, "start")
                : SvgText.Line(Svg, "local", route.Label, end.X - 9, end.Y - 3, "end");
        }
    }
}
