using System.Xml.Linq;
using AutoGrad.Plots;

namespace AutoGrad.Samples.Tests.Samples;

/// <summary>The comparison of pictures finds what differs.</summary>
public class DocumentedPictureTests
{
    [Fact]
    public void Other_words_markers_and_bitmaps_are_found()
    {
        Picture picture = Regions(0.5);

        Assert.Equal("", Difference(picture, Regions(0.5)));
        Assert.Equal("", Difference(picture, Regions(0.501)));
        Assert.StartsWith("bitmaps: 5", Difference(picture, Regions(0.6)));
        Assert.StartsWith("markers", Difference(picture, Regions(0.5, place: 0.4)));
        Assert.Equal("", Difference(Losses(30), Losses(30.01)));
        Assert.StartsWith("curves", Difference(Losses(30), Losses(32)));
        Assert.StartsWith("words", Difference(picture, Regions(0.5, title: "another")));
    }

    private static string Difference(Picture one, Picture other) => DocumentedPicture.Difference(XDocument.Parse(one.ToSvg()).Root!, XDocument.Parse(other.ToSvg()).Root!);

    // Sixty losses, too many for markers.
    private static Picture Losses(double middle) => LossCurve.Of([.. Enumerable.Range(0, 60).Select(i => i == 30 ? middle : 60.0 - i)]);

    private static Picture Regions(double boundary, double place = 0.2, string title = "one") => DecisionBoundary.OfScore(
        (x, _) => x - boundary, [place, 0, 0.9, 1], [0, 1], new() { Title = title, XRange = (-1, 1), YRange = (-1, 2) });
}
