using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using OxyPlot;

namespace AutoGrad.Plots;

/// <summary>Puts the plots of a picture into one SVG, with its words and its colours.</summary>
internal static partial class SvgDrawing
{
    /// <summary>The class of every picture in a page.</summary>
    public const string ClassName = "autograd-picture";

    // What most systems have, all of the same widths save the last.
    private const string Fonts = "Arial, Arimo, 'Liberation Sans', Helvetica, sans-serif";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The variables of adaptive colours, for a light ground and for a dark one.</summary>
    public static string StyleSheet { get; } =
        $".{ClassName}{{{Variables(color => color.Key)}}}@media(prefers-color-scheme:dark){{.{ClassName}{{{Variables(color => color.Value)}}}}}";

    /// <summary>A file.</summary>
    public static string Document(Picture picture, PictureTheme theme)
    {
        XElement root = Element(picture, theme, "", isTitled: true);
        if (theme == PictureTheme.Adaptive)
        {
            root.Elements(Svg + "desc").Single().AddAfterSelf(new XElement(Svg + "style", StyleSheet));
        }

        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + Text(root) + "\n";
    }

    /// <summary>A part of a page, which has the style sheet and the title.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="id">What its ids begin with, so that they differ from those of other pictures.</param>
    public static string Inline(Picture picture, string id) => Text(Element(picture, PictureTheme.Adaptive, id, isTitled: false));

    private static XElement Element(Picture picture, PictureTheme theme, string id, bool isTitled)
    {
        int top = isTitled ? 0 : picture.Panels.Where(panel => panel.IsHeading && panel.Y == 0).Sum(panel => panel.Height);
        int height = picture.Height - top;
        var root = new XElement(
            Svg + "svg",
            new XAttribute("class", ClassName),
            new XAttribute("width", picture.Width),
            new XAttribute("height", height),
            new XAttribute("viewBox", $"0 {top} {picture.Width} {height}"),
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", $"{id}title {id}description"),
            new XElement(Svg + "title", new XAttribute("id", $"{id}title"), picture.Title),
            new XElement(Svg + "desc", new XAttribute("id", $"{id}description"), picture.Description),
            new XElement(
                Svg + "rect",
                new XAttribute("y", top),
                new XAttribute("width", picture.Width),
                new XAttribute("height", height),
                new XAttribute("fill", "#" + Palette.Hex(Palette.Paper))));
        foreach ((int place, Panel panel) in picture.Panels.Index())
        {
            if (panel.Y >= top)
            {
                root.Add(PanelElement(panel, $"{id}panel{place}-", isTitled || picture.Panels.Count > 1));
            }
        }

        foreach (XAttribute attribute in root.DescendantsAndSelf().Attributes())
        {
            if (attribute.Name.LocalName is "style" or "fill" or "stroke")
            {
                attribute.Value = Color().Replace(attribute.Value, color => Themed(HexOf(color), theme));
            }
        }

        return root;
    }

    private static XElement PanelElement(Panel panel, string id, bool isTitled)
    {
        string title = panel.Model.Title;
        panel.Model.Title = isTitled ? title : null;
        string text = new SvgExporter { Width = panel.Width, Height = panel.Height, IsDocument = false, UseVerticalTextAlignmentWorkaround = true, TextMeasurer = new RoomyMeasurer() }.ExportToString(panel.Model);
        panel.Model.Title = title;
        XElement element = XElement.Parse(text);
        element.Attributes().Where(attribute => attribute.Name.LocalName == "version").Remove();
        element.Add(new XAttribute("x", panel.X), new XAttribute("y", panel.Y));
        foreach (XAttribute attribute in element.Descendants().Attributes())
        {
            switch (attribute.Name.LocalName)
            {
                case "id":
                    attribute.Value = id + attribute.Value;
                    break;
                case "clip-path":
                    attribute.Value = attribute.Value.Replace("#", "#" + id, StringComparison.Ordinal);
                    break;
                case "href":
                    attribute.Value = PngShrinking.Link(attribute.Value);
                    break;
                case "font-family":
                    attribute.Value = Fonts;
                    break;
                default:
                    break;
            }
        }

        return element;
    }

    private static string HexOf(Match color) => color.Groups["hex"].Success
        ? color.Groups["hex"].Value
        : string.Concat(((string[])["red", "green", "blue"]).Select(part => int.Parse(color.Groups[part].Value, CultureInfo.InvariantCulture).ToString("x2", CultureInfo.InvariantCulture)));

    private static string Themed(string hex, PictureTheme theme) =>
        theme == PictureTheme.Light || !Palette.Dark.TryGetValue(hex, out string? dark) ? $"#{hex}"
        : theme == PictureTheme.Dark ? $"#{dark}"
        : $"var(--ag-{hex},#{hex})";

    private static string Variables(Func<KeyValuePair<string, string>, string> side) =>
        string.Concat(Palette.Dark.OrderBy(color => color.Key, StringComparer.Ordinal).Select(color => $"--ag-{color.Key}:#{side(color)};"));

    // One line end on every system.
    private static string Text(XElement root)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, IndentChars = " ", NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            root.Save(writer);
        }

        return text.ToString();
    }

    [GeneratedRegex(@"#(?<hex>[0-9a-f]{6})|rgb\((?<red>\d+),(?<green>\d+),(?<blue>\d+)\)")]
    private static partial Regex Color();
}
