using System.Xml.Linq;
using SkiaSharp;

namespace AutoGrad.Plots.Tests;

public sealed class PictureTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autograd-plots").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Picture_is_one_SVG_with_words_for_readers_and_nothing_from_elsewhere()
    {
        Picture picture = LossCurve.Of([3, 2, 1], title: "A < B & C");

        XElement root = XDocument.Parse(picture.ToSvg()).Root!;

        Assert.Equal("img", root.Attribute("role")!.Value);
        string[] ids = root.Attribute("aria-labelledby")!.Value.Split(' ');
        Assert.Equal(
            ["A < B & C", picture.Description],
            ids.Select(id => root.Elements().Single(element => element.Attribute("id")?.Value == id).Value));
        Assert.Equal($"0 0 {picture.Width} {picture.Height}", root.Attribute("viewBox")!.Value);
        Assert.All(root.DescendantsAndSelf().Attributes().Where(attribute => attribute.Name.LocalName == "href"), link => Assert.StartsWith("data:", link.Value));
    }

    [Fact]
    public void Equal_data_give_equal_files()
    {
        Assert.Equal(LossCurve.Of([3, 2, 1]).ToSvg(), LossCurve.Of([3, 2, 1]).ToSvg());
        Picture picture = LossCurve.Of([3, 2, 1]);
        Assert.Equal(picture.ToSvg(), picture.ToSvg());
        Assert.Equal(picture.ToPng(), picture.ToPng());
        Assert.DoesNotContain("\r", picture.ToSvg());
    }

    [Fact]
    public void Themes_differ_in_colours_alone()
    {
        Picture picture = LossCurve.Of([3, 2, 1]);

        string light = picture.ToSvg();
        string dark = picture.ToSvg(PictureTheme.Dark);
        string adaptive = picture.ToSvg(PictureTheme.Adaptive);
        Assert.Contains("#0072b2", light);
        Assert.Contains("#4da3e0", dark);
        Assert.DoesNotContain("#0072b2", dark);
        Assert.Equal("#0d1117", XDocument.Parse(dark).Root!.Elements().Single(element => element.Name.LocalName == "rect").Attribute("fill")!.Value);
        Assert.Contains("var(--ag-0072b2,#0072b2)", adaptive);
        Assert.Contains("@media(prefers-color-scheme:dark)", adaptive);
        Assert.Equal(new SvgReading(light).Texts, new SvgReading(adaptive).Texts);
        Assert.DoesNotContain("var(", light);
    }

    [Fact]
    public void Pictures_beside_each_other_are_one_picture_without_a_twofold_id()
    {
        Picture one = LossCurve.Of([3, 2, 1], title: "one");
        Picture other = LossCurve.Of([1, 2], title: "other");

        Picture both = Picture.Beside("both", 2, one, other, one);

        Assert.Equal(one.Width + other.Width, both.Width);
        Assert.True(both.Height > 2 * one.Height, $"{both}");
        XElement root = XDocument.Parse(both.ToSvg()).Root!;
        string[] ids = [.. root.DescendantsAndSelf().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(
            root.Descendants().Attributes("clip-path").Select(clip => clip.Value),
            clip => Assert.Contains(clip["url(#".Length..^1], ids));
        Assert.Equal(["both", "one", "other", "one"], new SvgReading(both).Texts.Where(text => text is "both" or "one" or "other"));
        Assert.Throws<PictureException>(() => Picture.Beside("none", 2));
        Assert.Throws<PictureException>(() => Picture.Beside("none", 0, one));
    }

    [Fact]
    public void Files_are_written_into_folders_that_are_made()
    {
        Picture picture = LossCurve.Of([3, 2, 1]);

        picture.SaveSvg(Path.Combine(folder, "a", "b", "loss.svg"));
        picture.SavePng(Path.Combine(folder, "c", "loss.png"));

        Assert.Equal(picture.ToSvg(), File.ReadAllText(Path.Combine(folder, "a", "b", "loss.svg")));
        Assert.Equal(picture.ToPng(), File.ReadAllBytes(Path.Combine(folder, "c", "loss.png")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Png_shows_curve_and_text_without_a_font_of_the_system(double scale)
    {
        Picture picture = LossCurve.Of([3, 2, 1], title: "MMMMMMMM");

        using SKBitmap bitmap = SKBitmap.Decode(picture.ToPng(scale: scale));

        Assert.Equal(((int)(picture.Width * scale), (int)(picture.Height * scale)), (bitmap.Width, bitmap.Height));
        Assert.Equal(new SKColor(0xFF, 0xFF, 0xFF), bitmap.GetPixel(0, 0));
        SKColor[] pixels = bitmap.Pixels;
        Assert.InRange(pixels.Count(pixel => pixel == new SKColor(0x00, 0x72, 0xB2)), 300, 100_000);

        // Eight capitals of ink, in the middle of the upper edge; a box for a missing glyph would hold much less.
        int width = bitmap.Width;
        (int X, int Y)[] ink = [.. Enumerable.Range(0, (int)(30 * scale) * width).Where(i => pixels[i].Red < 0x60).Select(i => (i % width, i / width))];
        Assert.InRange(ink.Average(pixel => pixel.X), (width / 2) - 5, (width / 2) + 5);
        Assert.InRange(ink.Max(pixel => pixel.X) - ink.Min(pixel => pixel.X), 90 * scale, 120 * scale);
        Assert.InRange(ink.Length, 400 * scale * scale, 1200 * scale * scale);
    }

    [Fact]
    public void Png_has_a_dark_theme_too_but_not_an_adaptive_one()
    {
        Picture picture = LossCurve.Of([3, 2, 1]);

        using SKBitmap dark = SKBitmap.Decode(picture.ToPng(PictureTheme.Dark, scale: 1));

        Assert.Equal(new SKColor(0x0D, 0x11, 0x17), dark.GetPixel(0, 0));
        Assert.Contains(new SKColor(0x4D, 0xA3, 0xE0), dark.Pixels);
        Assert.Contains("one set of colours", Assert.Throws<PictureException>(() => picture.ToPng(PictureTheme.Adaptive)).Message);
        Assert.Throws<PictureException>(() => picture.ToPng(scale: 0));
        Assert.Throws<PictureException>(() => picture.ToPng(scale: double.NaN));
    }
}
