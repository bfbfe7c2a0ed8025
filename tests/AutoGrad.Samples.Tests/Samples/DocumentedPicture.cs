using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SkiaSharp;

namespace AutoGrad.Samples.Tests.Samples;

/// <summary>Holds a picture of the documentation against the one that a sample has just drawn.</summary>
/// <remarks>
/// On one machine the two are equal to the byte. Another vector width sums in another order, and a training makes a little
/// more of it; so words must be the same, and drawings nearly.
/// </remarks>
internal static partial class DocumentedPicture
{
    private const string Command = "UPDATE_DOCS=1 dotnet test tests/AutoGrad.Samples.Tests --filter NetworkSampleTests";

    // In pixels of the picture.
    private const double Tolerance = 3;

    /// <summary>Fails unless docs/pictures/NAME shows what docs/samples/output/NAME does; writes it anew if UPDATE_DOCS is 1.</summary>
    public static void AssertIsMadeBy(string name)
    {
        string drawn = Repository.PathOf("docs", "samples", "output", name);
        string documented = Repository.PathOf("docs", "pictures", name);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(documented)!);
            File.Copy(drawn, documented, overwrite: true);
        }

        Assert.True(File.Exists(documented), $"docs/pictures/{name} is missing; write it with\n{Command}");
        string difference = Difference(XDocument.Load(documented).Root!, XDocument.Load(drawn).Root!);
        Assert.True(difference.Length == 0, $"docs/pictures/{name} is stale ({difference}); write it again with\n{Command}");
    }

    /// <summary>What differs first; empty if nothing does.</summary>
    public static string Difference(XElement one, XElement other)
    {
        (string[] words, string[] otherWords) = (Words(one), Words(other));
        if (!words.SequenceEqual(otherWords))
        {
            return $"words: {string.Join(" | ", words.Except(otherWords))} against {string.Join(" | ", otherWords.Except(words))}";
        }

        foreach ((string what, Func<XElement, double[]> coordinates) in ((string, Func<XElement, double[]>)[])[("markers", Markers), ("curves", Curves)])
        {
            (double[] places, double[] otherPlaces) = (coordinates(one), coordinates(other));
            if (places.Length != otherPlaces.Length || places.Zip(otherPlaces).Any(pair => Math.Abs(pair.First - pair.Second) > Tolerance))
            {
                return $"{what}: {places.Length / 2} points against {otherPlaces.Length / 2}, or elsewhere";
            }
        }

        (SKBitmap[] bitmaps, SKBitmap[] otherBitmaps) = (Bitmaps(one), Bitmaps(other));
        if (bitmaps.Length != otherBitmaps.Length)
        {
            return $"bitmaps: {bitmaps.Length} against {otherBitmaps.Length}";
        }

        double[] shares = [.. bitmaps.Zip(otherBitmaps, Differing)];
        return shares.All(share => share < 0.03) ? "" : string.Create(CultureInfo.InvariantCulture, $"bitmaps: {shares.Max():P0} of the pixels of one of them");
    }

    // Numbers come from a training, too, and their last digits are not the same everywhere.
    private static string[] Words(XElement root) =>
        [.. root.Descendants().Where(element => element.Name.LocalName is "text" or "title").Select(element => Number().Replace(element.Value, "#"))];

    private static double[] Markers(XElement root) =>
        [.. root.Descendants().Where(element => element.Name.LocalName == "ellipse").SelectMany(ellipse => ((string[])["cx", "cy"]).Select(name => double.Parse(ellipse.Attribute(name)!.Value, CultureInfo.InvariantCulture)))];

    // Curves have the first two colours of data; boundaries are of ink, and their pieces come as they fall.
    private static double[] Curves(XElement root) =>
        [.. root.Descendants()
            .Where(element => element.Name.LocalName == "polyline" && CurveColor().IsMatch(element.Attribute("style")?.Value ?? ""))
            .SelectMany(line => line.Attribute("points")!.Value.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
            .Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

    private static SKBitmap[] Bitmaps(XElement root) =>
        [.. root.Descendants().Where(element => element.Name.LocalName == "image").Select(image => image.Attributes().Single(attribute => attribute.Name.LocalName == "href").Value)
            .Select(link => SKBitmap.Decode(Convert.FromBase64String(link[(link.IndexOf(',', StringComparison.Ordinal) + 1)..])))];

    // Shades next to each other count as the same.
    private static double Differing(SKBitmap one, SKBitmap other)
    {
        if ((one.Width, one.Height) != (other.Width, other.Height))
        {
            return 1;
        }

        int differing = one.Pixels.Zip(other.Pixels).Count(pair =>
            Math.Abs(pair.First.Alpha - pair.Second.Alpha) > 16 || (pair.First.Alpha > 16 && Math.Abs(pair.First.Red - pair.Second.Red) > 16));
        return (double)differing / one.Pixels.Length;
    }

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex("stroke: ?#(0072b2|d55e00)")]
    private static partial Regex CurveColor();
}
