using System.Xml.Linq;
using AutoGrad.Drawing.Layout;

namespace AutoGrad.Drawing;

/// <summary>A node as it is drawn: what it is, a histogram where there are many numbers, the value, a line, and the gradient.</summary>
internal sealed class SvgNode
{
    private const double Side = 10;
    private const double Least = 52;
    private const double HistogramHeight = 18;
    private const double BarWidth = 6;

    private readonly PictureNode node;
    private readonly List<(string Class, string Text, double Size, double Height)> head = [];

    public SvgNode(PictureNode node)
    {
        this.node = node;
        head.Add(("name", node.Title, SvgText.Title, 17));
        if (node.Subtitle.Length > 0)
        {
            head.Add(("what", node.Subtitle, SvgText.Small, 14));
        }

        if (node.Shape.Length > 0)
        {
            head.Add(("shape", node.Shape, SvgText.Small, 14));
        }

        double widest = head.Max(line => SvgText.Width(line.Text, line.Size));
        widest = Math.Max(widest, Math.Max(SvgText.Width(node.Value, SvgText.Value), SvgText.Width(node.Gradient, SvgText.Value)));
        widest = Math.Max(widest, BarWidth * node.Histogram.Count);
        Width = Math.Max(Least, Math.Ceiling(widest + (2 * Side)));
        Height = 6 + head.Sum(line => line.Height) + BodyHeight;
    }

    public double Width { get; }

    public double Height { get; }

    private double BodyHeight =>
        (node.Histogram.Count > 0 ? HistogramHeight + 6 : 0) + (node.Value.Length > 0 ? 20 : 4) + (node.Gradient.Length > 0 ? 20 : 0);

    public XElement Element(XNamespace svg, Rectangle area)
    {
        string kind = node.Node is null ? "closed" : node.Node.Kind.ToString().ToLowerInvariant();
        var group = new XElement(
            svg + "g",
            new XAttribute("class", node.HasNonFinite ? $"node {kind} nonfinite" : $"node {kind}"),
            new XAttribute("role", "graphics-symbol"),
            new XAttribute("aria-label", SvgText.Clean(node.Description.ReplaceLineEndings(", "))),
            new XElement(svg + "title", SvgText.Clean(node.Description)));
        if (node.Node is null)
        {
            // A second sheet behind: there is more inside.
            group.Add(SvgText.Area(svg, new Rectangle(area.X + 4, area.Y + 4, area.Width, area.Height), 6, "behind"));
        }

        group.Add(SvgText.Area(svg, area, 6));
        double middle = area.X + (area.Width / 2);

        // Where edges made the node taller than its text, the text stays in the middle.
        double y = area.Y + ((area.Height - Height) / 2) + 6;
        foreach ((string style, string text, double _, double height) in head)
        {
            group.Add(SvgText.Line(svg, style, text, middle, y + height - 4, "middle"));
            y += height;
        }

        if (node.Histogram.Count > 0)
        {
            group.Add(Histogram(svg, middle - (BarWidth * node.Histogram.Count / 2), y + 2));
            y += HistogramHeight + 6;
        }

        if (node.Value.Length > 0)
        {
            group.Add(SvgText.Line(svg, "value", node.Value, middle, y + 14, "middle"));
            y += 20;
        }

        if (node.Gradient.Length > 0)
        {
            group.Add(new XElement(
                svg + "line",
                new XAttribute("class", "between"),
                new XAttribute("x1", SvgText.Number(area.X)),
                new XAttribute("y1", SvgText.Number(y)),
                new XAttribute("x2", SvgText.Number(area.X + area.Width)),
                new XAttribute("y2", SvgText.Number(y))));
            group.Add(SvgText.Line(svg, "gradient", node.Gradient, middle, y + 14, "middle"));
        }

        return group;
    }

    private XElement Histogram(XNamespace svg, double x, double y)
    {
        int highest = node.Histogram.Max();
        return new XElement(
            svg + "g",
            new XAttribute("class", "histogram"),
            node.Histogram.Select((count, i) =>
            {
                // A class that is not empty can be seen, however few are in it.
                double height = count == 0 ? 0 : Math.Max(1.5, HistogramHeight * count / highest);
                return SvgText.Area(svg, new Rectangle(x + (BarWidth * i), y + HistogramHeight - height, BarWidth - 1, height), 0);
            }));
    }
}
