using OxyPlot;
using SkiaSharp;

namespace AutoGrad.Plots;

/// <summary>Draws a plot on Skia's canvas, with the font that comes along and the colours of a theme.</summary>
internal sealed class SkiaContext : ClippingRenderContext, IDisposable
{
    private readonly SKCanvas canvas;
    private readonly PictureTheme theme;
    private readonly SKTypeface typeface;
    private readonly Dictionary<OxyImage, SKBitmap> images = [];

    public SkiaContext(SKCanvas canvas, PictureTheme theme)
    {
        (this.canvas, this.theme) = (canvas, theme);
        using Stream font = typeof(SkiaContext).Assembly.GetManifestResourceStream("Arimo-Subset.ttf")!;
        typeface = SKTypeface.FromStream(font);
        RendersToScreen = false;
    }

    public void Dispose()
    {
        typeface.Dispose();
        foreach (SKBitmap image in images.Values)
        {
            image.Dispose();
        }
    }

    /// <summary>The theme's colour for one of the palette; others stay as they are.</summary>
    public SKColor Themed(OxyColor color) =>
        theme == PictureTheme.Dark && Palette.Dark.TryGetValue(Palette.Hex(color), out string? dark)
            ? SKColor.Parse("#" + dark).WithAlpha(color.A)
            : new SKColor(color.R, color.G, color.B, color.A);

    public override void DrawLine(IList<ScreenPoint> points, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode, double[] dashArray, LineJoin lineJoin)
    {
        if (points.Count >= 2 && stroke.IsVisible() && thickness > 0)
        {
            using SKPath path = PathOf(points, isClosed: false);
            using SKPaint paint = Stroke(stroke, thickness, dashArray);
            canvas.DrawPath(path, paint);
        }
    }

    public override void DrawPolygon(
        IList<ScreenPoint> points, OxyColor fill, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode, double[] dashArray, LineJoin lineJoin)
    {
        using SKPath path = PathOf(points, isClosed: true);
        if (fill.IsVisible())
        {
            using var paint = new SKPaint { Color = Themed(fill), IsAntialias = true };
            canvas.DrawPath(path, paint);
        }

        if (stroke.IsVisible() && thickness > 0)
        {
            using SKPaint paint = Stroke(stroke, thickness, dashArray);
            canvas.DrawPath(path, paint);
        }
    }

    public override void DrawText(
        ScreenPoint p, string text, OxyColor fill, string fontFamily, double fontSize, double fontWeight, double rotate, HorizontalAlignment halign, VerticalAlignment valign, OxySize? maxSize)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        using SKFont font = FontOf(fontSize, fontWeight);
        using var paint = new SKPaint { Color = Themed(fill), IsAntialias = true };
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        double height = LineHeight(font) * lines.Length;
        using var place = new SKAutoCanvasRestore(canvas);
        canvas.Translate((float)p.X, (float)p.Y);
        canvas.RotateDegrees((float)rotate);
        double top = valign == VerticalAlignment.Top ? 0 : valign == VerticalAlignment.Middle ? -height / 2 : -height;
        foreach ((int row, string line) in lines.Index())
        {
            SKTextAlign align = halign == HorizontalAlignment.Left ? SKTextAlign.Left : halign == HorizontalAlignment.Center ? SKTextAlign.Center : SKTextAlign.Right;
            canvas.DrawText(line, 0, (float)(top + (row * LineHeight(font)) - font.Metrics.Ascent), align, font, paint);
        }
    }

    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
    {
        if (string.IsNullOrEmpty(text))
        {
            return OxySize.Empty;
        }

        using SKFont font = FontOf(fontSize, fontWeight);
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        return new OxySize(lines.Max(line => font.MeasureText(line)), LineHeight(font) * lines.Length);
    }

    public override void DrawImage(
        OxyImage source, double srcX, double srcY, double srcWidth, double srcHeight, double destX, double destY, double destWidth, double destHeight, double opacity, bool interpolate)
    {
        if (!images.TryGetValue(source, out SKBitmap? bitmap))
        {
            images.Add(source, bitmap = Recolored(SKBitmap.Decode(source.GetData())));
        }

        using SKImage image = SKImage.FromBitmap(bitmap);
        using var paint = new SKPaint { Color = SKColors.White.WithAlpha((byte)Math.Round(255 * opacity)) };
        canvas.DrawImage(
            image,
            SKRect.Create((float)srcX, (float)srcY, (float)srcWidth, (float)srcHeight),
            SKRect.Create((float)destX, (float)destY, (float)destWidth, (float)destHeight),
            new SKSamplingOptions(interpolate ? SKFilterMode.Linear : SKFilterMode.Nearest),
            paint);
    }

    protected override void SetClip(OxyRect clippingRectangle)
    {
        canvas.Save();
        canvas.ClipRect(SKRect.Create((float)clippingRectangle.Left, (float)clippingRectangle.Top, (float)clippingRectangle.Width, (float)clippingRectangle.Height));
    }

    protected override void ResetClip() => canvas.Restore();

    // There is one weight in the file; a heavier one is made by thicker strokes.
    private SKFont FontOf(double size, double weight) => new(typeface, (float)size) { Embolden = weight > FontWeights.Normal, Subpixel = true, Hinting = SKFontHinting.None };

    private static double LineHeight(SKFont font) => font.Metrics.Descent - font.Metrics.Ascent;

    private static SKPath PathOf(IList<ScreenPoint> points, bool isClosed)
    {
        var path = new SKPath();
        path.AddPoly([.. points.Select(point => new SKPoint((float)point.X, (float)point.Y))], isClosed);
        return path;
    }

    private SKPaint Stroke(OxyColor color, double thickness, double[]? dashes) => new()
    {
        Color = Themed(color),
        IsAntialias = true,
        IsStroke = true,
        StrokeWidth = (float)thickness,
        StrokeJoin = SKStrokeJoin.Round,
        PathEffect = dashes is { Length: > 0 } ? SKPathEffect.CreateDash([.. dashes.Select(dash => (float)(dash * thickness))], 0) : null,
    };

    // The pixels of a heat map are colours of the palette that let the ground through.
    private SKBitmap Recolored(SKBitmap bitmap)
    {
        if (theme == PictureTheme.Dark)
        {
            bitmap.Pixels = [.. bitmap.Pixels.Select(pixel => Themed(OxyColor.FromArgb(pixel.Alpha, pixel.Red, pixel.Green, pixel.Blue)))];
        }

        return bitmap;
    }
}
