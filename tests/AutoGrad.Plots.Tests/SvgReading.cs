using System.Globalization;
using System.Xml.Linq;
using SkiaSharp;

namespace AutoGrad.Plots.Tests;

/// <summary>Reads out of an SVG what was drawn in it.</summary>
internal sealed class SvgReading
{
    public const string Blue = "#0072b2";
    public const string Orange = "#d55e00";
    public const string Alarm = "#b3261e";
    public const string Ink = "#1f2328";

    private readonly XElement root;

    public SvgReading(string svg) => root = XDocument.Parse(svg).Root!;

    public SvgReading(Picture picture)
        : this(picture.ToSvg())
    {
    }

    public XElement Root => root;

    public IReadOnlyList<string> Texts => [.. Named("text").Select(text => text.Value)];

    public string Title => Named("title").First().Value;

    public string Description => Named("desc").First().Value;

    public IEnumerable<XElement> Named(string name) => root.Descendants().Where(element => element.Name.LocalName == name);

    /// <summary>The points of each line that has a colour, as #rrggbb.</summary>
    public IReadOnlyList<(double X, double Y)[]> Lines(string color) =>
        [.. Named("polyline").Where(line => Style(line).Contains($"stroke:{color}", StringComparison.Ordinal)).Select(PointsOf)];

    /// <summary>The same without the level dashes of a legend.</summary>
    public IReadOnlyList<(double X, double Y)[]> Curves(string color) => [.. Lines(color).Where(line => line.Length > 2 || line[0].Y != line[^1].Y)];

    /// <summary>Where a text stands.</summary>
    public (double X, double Y) PlaceOf(string text)
    {
        string transform = Named("text").Single(element => element.Value == text).Attribute("transform")!.Value;
        double[] place = Numbers(transform[(transform.IndexOf('(', StringComparison.Ordinal) + 1)..transform.IndexOf(')', StringComparison.Ordinal)]);
        return (place[0], place[1]);
    }

    /// <summary>The bitmap of a heat map and where it is.</summary>
    public (SKBitmap Bitmap, SKRect Place) Image()
    {
        XElement image = Named("image").Single();
        string data = image.Attributes().Single(attribute => attribute.Name.LocalName == "href").Value;
        SKBitmap bitmap = SKBitmap.Decode(Convert.FromBase64String(data[(data.IndexOf(',', StringComparison.Ordinal) + 1)..]));
        float[] place = [.. ((string[])["x", "y", "width", "height"]).Select(name => float.Parse(image.Attribute(name)!.Value, CultureInfo.InvariantCulture))];
        return (bitmap, SKRect.Create(place[0], place[1], place[2], place[3]));
    }

    public static string Style(XElement element) => element.Attribute("style")?.Value.Replace(" ", "", StringComparison.Ordinal) ?? "";

    private static (double X, double Y)[] PointsOf(XElement line) =>
        [.. line.Attribute("points")!.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Numbers).Select(pair => (pair[0], pair[1]))];

    private static double[] Numbers(string text) => [.. text.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}
