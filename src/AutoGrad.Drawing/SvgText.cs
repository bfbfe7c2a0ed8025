using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using AutoGrad.Drawing.Layout;

namespace AutoGrad.Drawing;

/// <summary>Text and shapes of an SVG document, and how much room text takes.</summary>
internal static class SvgText
{
    public const double Title = 13;
    public const double Value = 12;
    public const double Small = 10.5;
    public const double Label = 10.5;

    // All letters of the usual fonts of equal widths are 0.6 of their height wide; a little more, for those that are not.
    private const double Letter = 0.61;

    public static double Width(string text, double size) => text.Length * size * Letter;

    /// <summary>A number of pixels with at most one digit behind the point.</summary>
    public static string Number(double value)
    {
        double rounded = Math.Round(value, 1, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString("0.#", CultureInfo.InvariantCulture);
    }

    /// <summary>Text without the characters that a document cannot hold.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
            {
                clean.Append(text[i]);
            }
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                clean.Append(text[i]).Append(text[++i]);
            }
            else
            {
                clean.Append('\uFFFD');
            }
        }

        return clean.ToString();
    }

    public static XElement Line(XNamespace svg, string style, string text, double x, double y, string anchor) => new(
        svg + "text",
        new XAttribute("class", style),
        new XAttribute("x", Number(x)),
        new XAttribute("y", Number(y)),
        anchor == "start" ? null : new XAttribute("text-anchor", anchor),
        Clean(text));

    public static XElement Area(XNamespace svg, Rectangle area, double corner, string? style = null) => new(
        svg + "rect",
        style is null ? null : new XAttribute("class", style),
        new XAttribute("x", Number(area.X)),
        new XAttribute("y", Number(area.Y)),
        new XAttribute("width", Number(area.Width)),
        new XAttribute("height", Number(area.Height)),
        corner == 0 ? null : new XAttribute("rx", Number(corner)));
}
